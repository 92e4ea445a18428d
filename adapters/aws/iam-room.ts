/** What is taken of the room for inline policies, at a user or at a role that people share. */

import { countedSize } from './iam-budget.ts';
import type { NamedPolicy } from './iam-policies.ts';
import { readSessionPolicyName } from './names.ts';
import { statementsOf } from './reach.ts';

/** What others hold at the same role has an end as well, and room for that is taken already. */
export function takenBy(policies: readonly NamedPolicy[]): number {
  const people = Map.groupBy(policies, ({ name }) => {
    const read = readSessionPolicyName(name);
    return read && `${read.installation} ${read.person}`;
  });
  const each = [...people].map(([person, own]) =>
    person === undefined ? sizeOf(own) : takenByPerson(own),
  );
  return each.reduce((sum, size) => sum + size, 0);
}

function takenByPerson(own: readonly NamedPolicy[]): number {
  const isAllow = ({ name }: NamedPolicy) => readSessionPolicyName(name)?.id.kind === 'allow';
  const allows = own.filter(isAllow);
  const fences = sizeOf(own.filter((one) => !isAllow(one)));
  const toCome = allows.map(({ document }) => fencesFor(document));
  return sizeOf(allows) + Math.max(fences, ...toCome);
}

/**
 * A statement that denies is no longer than the one that allowed. The spare generation is that of
 * whoever asks: where fences of two people move at once, one waits a little.
 */
function fencesFor(document: unknown): number {
  const sizes = statementsOf(document).map((one) =>
    countedSize({ Version: '2012-10-17', Statement: [one] }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const sizeOf = (policies: readonly NamedPolicy[]): number =>
  policies.reduce((sum, { document }) => sum + countedSize(document), 0);
