/** One entry for several accounts: whoever asks chooses one, and gets what leads there. */

import type { Catalog } from './catalog.ts';
import type { Entitlement } from './entitlement.ts';
import type { Target } from './target.ts';

type Offering = Pick<Entitlement, 'targets' | 'accounts'>;

/** What is given in one account; all of it, where there is nothing to choose. */
export function targetsIn({ targets, accounts }: Offering, account?: string): readonly Target[] {
  if (!accounts) return targets;
  const each = targets.length / accounts.length;
  const from = accounts.indexOf(account ?? '') * each;
  return from < 0 ? [] : targets.slice(from, from + each);
}

/** Of the file: the nth target of an entry stands there once, however many accounts it has. */
export const placeInFile = ({ targets, accounts }: Offering, nth: number): number =>
  nth % (targets.length / (accounts?.length ?? 1));

/** A field of its own for each entry: what was chosen for one is nothing to another. */
export const accountField = (entitlement: string): string => `account:${entitlement}`;

/** Typed as its number, or as people call it; undefined when that is none of these, or several. */
export function accountTyped(
  typed: string,
  choices: readonly string[],
  { accounts }: Catalog,
): string | undefined {
  const said = folded(typed);
  if (said === '') return undefined;
  const found = choices.filter(
    (id) => id === said.replaceAll('-', '') || folded(accounts.get(id)?.name ?? '') === said,
  );
  return found.length === 1 ? found[0] : undefined;
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** As people call it, or its number. */
export const shortName = ({ accounts }: Catalog, id: string): string =>
  accounts.get(id)?.name ?? id;
