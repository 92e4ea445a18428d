/** Accounts to choose from, where one entry is given in several. */

import { accountId } from './shape-names.ts';
import { list } from './shape-object.ts';
import { refined } from './shape.ts';

/** As many as a platform shows in one list. */
const MOST = 100;

export const accountChoice = refined(list(accountId, { min: 2, max: MOST }), (ids, at, reading) => {
  const twin = ids.find((id, index) => ids.indexOf(id) < index);
  if (twin !== undefined) reading.report(at, `account ${twin} is there twice`);
});

interface Lead {
  readonly accounts?: readonly string[] | undefined;
}

/** Of one target in the file; undefined where there is nothing to choose. */
export function accountsOf(target: object | undefined): readonly string[] | undefined {
  const { accounts, leads_to: [lead] = [] } = (target ?? {}) as Lead & {
    readonly leads_to?: readonly Lead[];
  };
  return accounts ?? lead?.accounts;
}
