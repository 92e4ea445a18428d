/** What targets lead to at AWS now, one beside the other: what cannot be read holds up no other. */

import { isBoundByTag } from '../../src/catalog/pick.ts';
import { isOfSystemsManager, type Target, targetKey } from '../../src/catalog/target.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Refusal } from '../../src/kernel/refusal.ts';
import type { ObserveOrder } from '../../src/ports/grant-provider.ts';
import type { Facts, FactsOrder } from '../../src/ports/target-reader.ts';
import { renamedTo } from './iam-members.ts';
import type { PreflightReader } from './iam-preflight.ts';
import type { JoinedGroup } from './iam-read.ts';
import { briefly } from './observe-parts.ts';
import type { PickReader } from './ssm-pick.ts';
import { readTarget, type TargetRead } from './target-facts.ts';

type Reader = PreflightReader & PickReader;

export interface FactsRead {
  readonly read: Facts;
  readonly unread: readonly string[];
  readonly named?: Readonly<Record<string, NonNullable<TargetRead['named']>>>;
}

/** With nodes that no longer carry the tag they were bound by; without the policies of roles. */
export async function factsNow(reader: Reader, { holder, targets, signal }: FactsOrder) {
  const { read } = await readEach(targets, async (target) => {
    const soon = isOfSystemsManager(target) ? briefly(signal) : signal;
    const one = await readTarget(reader, target, holder.user, soon, { reads: 'reach' });
    if (!one.facts.ok || !isBoundByTag(target)) return one;
    const { outsiders } = await import('./ssm-pick.ts');
    const outside = await outsiders(reader, target, soon);
    return outside ? { facts: outside } : one;
  });
  return read;
}

/** @param no why nothing may be given at all. */
export async function factsSeen(
  reader: Reader,
  order: ObserveOrder,
  no: Refusal | undefined,
  joined: Promise<readonly JoinedGroup[]>,
): Promise<FactsRead> {
  const { targets, giving = [], holder, signal } = order;
  if (no) {
    const read = Object.fromEntries(targets.map((target) => [targetKey(target), no]));
    return { read, unread: [] };
  }
  return readEach(targets, async (target, key) => {
    const as = renamedTo(target, await joined, order);
    const mayBeSilent = isOfSystemsManager(target) || as !== undefined;
    const reads = giving.includes(key) ? 'all' : 'reach';
    const soon = mayBeSilent ? briefly(signal) : signal;
    return readTarget(reader, target, holder.user, soon, { as, reads });
  });
}

async function readEach(
  targets: readonly Target[],
  readOf: (target: Target, key: string) => Promise<TargetRead>,
): Promise<FactsRead> {
  const distinct = new Map(targets.map((target) => [targetKey(target), target]));
  const unread: string[] = [];
  const refused: Record<string, NonNullable<TargetRead['named']>> = {};
  const reads = [...distinct].map(async ([key, target]) => {
    try {
      const { facts, named } = await readOf(target, key);
      if (named) refused[key] = named;
      return [[key, facts] as const];
    } catch (error) {
      // Our own rights go by names, and a new one may be closed to us, as may be an account.
      if (!(error instanceof Fault)) throw error;
      unread.push(key);
      return [];
    }
  });
  const read = Object.fromEntries((await Promise.all(reads)).flat());
  const named = Object.keys(refused).length > 0 ? { named: refused } : {};
  return { read, unread, ...named };
}
