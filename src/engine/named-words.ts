/** Words with a name in a line: `nodes=i-1,i-2`, `account=staging`, `also=ben,chie`. */

import { ALSO, alsoTyped } from '../card/also-field.ts';
import { accountField } from '../catalog/account-choice.ts';
import { nodesField, nodesTyped } from '../catalog/pick.ts';

export interface Named {
  readonly pattern: RegExp;
  readonly field: (entitlement: string) => string;
  readonly read: (typed: string) => string;
}

export const NODES: Named = {
  pattern: /(?:^|\s)nodes?=(\S*)/i,
  field: nodesField,
  read: (typed) => nodesTyped(typed).join(' '),
};
export const ACCOUNT: Named = {
  pattern: /(?:^|\s)account=("[^"]*"|\S*)/i,
  field: accountField,
  read: (typed) => typed.replaceAll('"', ''),
};

/** By the names of the people file. */
export const ADDED: Named = {
  pattern: /(?:^|\s)also=(\S*)/i,
  field: () => ALSO,
  read: (typed) => alsoTyped(typed).join(' '),
};

/** `nodes=i-1,i-2`, `account=staging`, wherever they stand; the rest is read as without them. */
export function takeNamed(text: string, entitlement: string, wanted: readonly Named[]) {
  let rest = text;
  const typed: Record<string, string> = {};
  for (const { pattern, field, read } of wanted) {
    const [whole, said = ''] = pattern.exec(rest) ?? [];
    if (whole === undefined) continue;
    rest = rest.replace(whole, ' ').trim();
    const value = read(said);
    if (value !== '') typed[field(entitlement)] = value;
  }
  return { rest, typed };
}
