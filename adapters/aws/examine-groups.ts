/** Groups that the catalogue gives: can they be given, and beside what else? */

import { dangerousActions } from '../../src/catalog/dangerous.ts';
import type { Entitlement } from '../../src/catalog/entitlement.ts';
import { startReach } from '../../src/catalog/session-reach.ts';
import { isSsm, type Reach, type Target, targetKey } from '../../src/catalog/target.ts';
import type { GroupProblem, Weakness } from '../../src/ports/examiner.ts';
import type { Caller } from './iam-call.ts';
import { groupDocuments } from './iam-read.ts';
import { overlapsPartly } from '../../src/holding/pairs.ts';
import { reachOf } from './reach.ts';

interface Reached {
  readonly entitlement: string;
  readonly target: Target;
  readonly reach: readonly Reach[];
}

/** What a group leads to is known at AWS alone, so no look at the file finds this. */
export async function unfitGroups(
  caller: Caller,
  account: string,
  entitlements: readonly Entitlement[],
): Promise<readonly Weakness[]> {
  const placed = entitlements.flatMap(({ id, targets }) =>
    targets
      .filter((target) => target.account === account)
      .map((target) => ({ entitlement: id, target })),
  );
  const found: Weakness[] = [];
  const reached: Reached[] = [];
  const looked = new Map<string, Awaited<ReturnType<typeof groupReach>>>();
  for (const { entitlement, target } of placed) {
    if (target.kind !== 'iam-group') {
      reached.push({ entitlement, target, reach: ownReach(target) });
      continue;
    }
    const { group } = target;
    const known = looked.get(group);
    const read = known ?? (await groupReach(caller, group));
    looked.set(group, read);
    if ('reach' in read) reached.push({ entitlement, target, reach: read.reach });
    else if (!known) found.push({ kind: 'group-unfit', account, group, ...read });
  }
  return [...found, ...overlaps(account, reached)];
}

type Unfit = { readonly problem: GroupProblem; readonly action?: string };

async function groupReach(
  caller: Caller,
  group: string,
): Promise<Unfit | { readonly reach: readonly Reach[] }> {
  const documents = await groupDocuments(caller, group);
  if (!documents) return { problem: 'missing' };
  const reach = reachOf(documents, group);
  if (!reach.ok) return { problem: 'unfenceable' };
  const [danger] = dangerousActions(reach.value);
  return danger ? { problem: 'dangerous', action: danger.covers } : { reach: reach.value };
}

const ownReach = (target: Target): readonly Reach[] => {
  if (isSsm(target)) return target.through ? [] : startReach(target);
  return target.kind === 'iam-policy' ? target.reach : [];
};

/** Of two that stand in the file as they are, `check` tells. */
function overlaps(account: string, reached: readonly Reached[]): readonly Weakness[] {
  return reached.flatMap((one, at) =>
    reached
      .slice(at + 1)
      .filter((other) => [one, other].some(({ target }) => target.kind === 'iam-group'))
      .filter((other) => targetKey(one.target) !== targetKey(other.target))
      .filter((other) => overlapsPartly(one.reach, other.reach))
      .map((other) => {
        const both = [one.entitlement, other.entitlement];
        return { kind: 'targets-overlap' as const, account, entitlements: both };
      }),
  );
}
