/** What is wrong with a command line, in a sentence that says what to type instead. */

import { didYouMean } from '../config/near.ts';
import { COMMANDS } from './command-table.ts';
import { commandsNamed } from './commands-named.ts';

/** Undefined when such a command exists and knows all that came with it. */
export function wrongUsage(
  [name = '', ...rest]: readonly string[],
  options: readonly string[],
): string | undefined {
  const [row] = commandsNamed([name, ...rest]);
  if (!row) {
    const names = COMMANDS.map((one) => one.name.split(' ')[0] ?? '');
    return `There is no command "${name}"${didYouMean(name, names) || '.'} ${HELP}`;
  }
  const parts = commandsNamed([name]).map((one) => one.name);
  const [part = ''] = rest;
  if (part !== '' && parts.every((one) => one.includes(' ') && one !== `${name} ${part}`)) {
    const said = `${name} ${part}`;
    const near = didYouMean(said, parts) || `; there is ${parts.join(', ')}.`;
    return `There is no "${said}"${near} ${HELP}`;
  }
  const usage = `Usage: npx prod-access ${row.usage}`;
  const extra = rest[row.words];
  if (extra !== undefined) return `"${name}" does not know what to do with "${extra}". ${usage}`;
  const strange = options.find((one) => !row.options?.includes(one));
  return strange === undefined ? undefined : `"${row.name}" takes no --${strange}. ${usage}`;
}

/** In our words, what Node says about an option that is none or has no value. */
export function wrongOption(said: string, known: readonly string[], help = HELP): string {
  const [, option = '', name = ''] = /'(-+([\w-]+))/.exec(said) ?? [];
  if (!said.startsWith('Unknown option')) {
    return `${option} ${needed(option, said)}. ${help}`;
  }
  const guess = didYouMean(
    `--${name}`,
    known.map((one) => `--${one}`),
  );
  return `There is no option ${option}${guess || '.'} ${help}`;
}

function needed(option: string, said: string): string {
  if (said.includes('does not take')) return 'takes no value';
  if (!said.includes('ambiguous')) return 'needs a value';
  return `needs a value; one that begins with a hyphen is written ${option}=-…`;
}

const HELP = 'Try: npx prod-access help';
