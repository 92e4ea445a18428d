/** The help: the list of commands, and what one of them takes. */

import { DETAILS } from './command-details.ts';
import { type CommandRow, COMMANDS } from './command-table.ts';
import { commandsNamed } from './commands-named.ts';

/** Of the command that was named; of all, where none was. */
export function helpText(version: string, words: readonly string[] = []): string {
  const named = commandsNamed(words[0] === 'help' ? words.slice(1) : words);
  return named.length > 0 ? named.map(helpOf).join('\n\n') : helpOfAll(version);
}

function helpOf({ name, usage, what }: CommandRow): string {
  const details = DETAILS[name] ?? [];
  const widest = Math.max(...details.map(([option]) => option.length));
  const rows = details.map(([option, is]) => row(option, is, widest));
  return [
    `Usage: npx prod-access ${usage}`,
    '',
    what,
    ...(rows.length > 0 ? ['', ...rows] : []),
  ].join('\n');
}

function helpOfAll(version: string): string {
  return [
    `prod-access ${version}: production access on AWS, approved in chat, that ends when it says.`,
    '',
    'Usage: npx prod-access COMMAND (one alone: npx prod-access COMMAND --help)',
    '',
    ...COMMANDS.map(({ usage, what }) => row(usage, what, WIDTH)),
    '',
    'Exit codes: 0 done, 1 failed, 3 audit log broken, 64 wrong usage, 78 configuration.',
  ].join('\n');
}

/** What is too wide for its column has it below. */
const row = (left: string, right: string, width: number): string =>
  left.length > width
    ? `  ${left}\n  ${' '.repeat(width)}  ${right}`
    : `  ${left.padEnd(width)}  ${right}`;

const WIDTH = 66;
