/** A command that moves rules here: documents of AWS in, files and parts of ours out. */

import { dirname, isAbsolute, join, relative } from 'node:path';
import * as adapters from '../adapters/registry.ts';
import { problemLine } from './config/problem.ts';
import { EXIT } from './ops/command-table.ts';
import { type ImportGiven, importPolicies, importSaid, SOURCES } from './ops/import-command.ts';
import { placeTroubles } from './ops/import-place.ts';
import type { Terminal } from './ops/terminal.ts';

interface Around {
  readonly file: string;
  readonly terminal: Terminal;
}

interface MoveGiven extends ImportGiven {
  readonly out?: string;
  readonly force?: boolean;
}

/** Parts of the configuration go to standard output; what people are told goes beside it. */
export async function moveRules(
  [from = '', ...places]: readonly string[],
  { out, force = false, ...given }: MoveGiven,
  { file, terminal }: Around,
): Promise<number> {
  const source = SOURCES.find((one) => one === from);
  if (!source || places.length === 0) return no(terminal, MOVE_USAGE);
  const wrong = placeTroubles(given);
  if (wrong.length > 0) return no(terminal, wrong.join('\n'));
  const home = dirname(file);
  const folder = out ?? join(home, 'policies');
  const inside = relative(home, folder);
  if (isAbsolute(inside) || inside.startsWith('..')) {
    return no(terminal, `--out has to be a folder in ${home}: ${file} names files beside it.`);
  }
  const read = await Promise.all(places.map((place) => adapters.readText(place)));
  const unread = read.flatMap((one) => (one.ok ? [] : one.problems));
  const texts = read.flatMap((one, at) =>
    one.ok ? [{ name: places[at] ?? '', text: one.text }] : [],
  );
  const below = inside === '' ? '' : `${inside.replaceAll('\\', '/')}/`;
  const made = importPolicies(source, texts, { ...given, folder: below });
  const problems = [...unread, ...(made.ok ? [] : made.problems)];
  if (!made.ok || problems.length > 0) {
    terminal.complain(problems.map(problemLine).join('\n'));
    return EXIT.config;
  }
  const written = await adapters.writeMade(folder, made.imported.files, force);
  if (!written.ok) {
    return no(terminal, `${written.there.join(', ')} is there already; overwrite with --force.`);
  }
  terminal.write(made.imported.yaml);
  const said = importSaid(made.imported, written.paths);
  if (said.length > 0) terminal.complain(said.join('\n'));
  return made.imported.problems.length > 0 ? EXIT.failed : EXIT.done;
}

const MOVE_USAGE =
  'Say what to import: npx prod-access policy import jitna FILE…, or policy import ' +
  'change-manager FILE…';

function no(terminal: Terminal, text: string): number {
  terminal.complain(text);
  return EXIT.usage;
}
