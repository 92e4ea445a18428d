/** Which commands somebody may have meant by the words they typed. */

import { type CommandRow, COMMANDS } from './command-table.ts';

/** Those that these words begin with: one, or each that the first word stands for. */
export function commandsNamed([name = '', what = '']: readonly string[]): readonly CommandRow[] {
  const exact = COMMANDS.filter((row) => row.name === `${name} ${what}`);
  return exact.length > 0 ? exact : COMMANDS.filter((row) => row.name.split(' ')[0] === name);
}
