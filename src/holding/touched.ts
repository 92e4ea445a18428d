/** Targets of which there may be something to take away, from the commit that says so on. */

import { targetKey } from '../catalog/target.ts';
import type { TargetMemory } from './holding.ts';
import type { Lease } from './lease.ts';

type Memory = Readonly<Record<string, TargetMemory>>;

export function touch(memory: Memory, isMeant: (key: string, one: TargetMemory) => boolean) {
  return Object.fromEntries(
    Object.entries(memory).map(([key, one]) => [
      key,
      one.touched !== true && isMeant(key, one) ? { ...one, touched: true } : one,
    ]),
  );
}

export const isWanted = (_: string, { unwantedMs }: TargetMemory): boolean =>
  unwantedMs === undefined;

/** What was read to stand was given, though a store that was set back knows of no call. */
export function touchSeen(memory: Memory, leases: readonly Lease[]): Memory {
  const seen = new Set(
    leases.filter((one) => one.seenMs !== undefined).map(({ target }) => targetKey(target)),
  );
  return touch(memory, (key, one) => seen.has(key) && isWanted(key, one));
}
