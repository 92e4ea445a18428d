/** When the fence of what was removed may go. */

import { targetKey } from '../catalog/target.ts';
import { type EpochMs, HOUR } from '../kernel/time.ts';
import type { Holding, TargetMemory } from './holding.ts';
import type { Lease } from './lease.ts';
import type { Look } from './look.ts';

/**
 * Clean, and long enough after the removal was proved; unclean again, it is not. How long sessions
 * may last at its roles is read once more then: somebody may have raised it since it was asked for.
 */
export function retiring(look: Look, key: string, memory: TargetMemory): TargetMemory {
  const { nowMs } = look;
  const { retiringMs: sinceMs, ...rest } = memory;
  if (!isToRetire(memory, nowMs)) {
    return sinceMs === undefined || memory.removedMs === undefined ? rest : memory;
  }
  const longestMs = longestNow(look, key);
  if (longestMs === undefined) return rest;
  return longestMs > memory.holdMs
    ? { ...rest, holdMs: longestMs }
    : { ...rest, retiringMs: nowMs };
}

/** The fence has stood as long as it had to. */
export const isToRetire = (
  { removedMs, retiringMs, holdMs }: TargetMemory,
  nowMs: EpochMs,
): boolean => retiringMs === undefined && removedMs !== undefined && nowMs >= removedMs + holdMs;

/** Before its fence goes: no session at its role may be left that would come to life with that. */
export const isReadLast = (
  { targets }: Holding,
  { target, facts }: Lease,
  nowMs: EpochMs,
): boolean => {
  const memory = targets[targetKey(target)];
  return memory !== undefined && facts.namedRoles.length > 0 && isToRetire(memory, nowMs);
};

/** Undefined of a look that began before it was to be read: the next one reads it. */
function longestNow({ holding, seen }: Look, key: string): number | undefined {
  if (seen.unread?.targets.includes(key)) return LONGEST_SESSION_MS;
  const read = seen.facts[key];
  // Of somebody who is no more no target is read.
  const isToBeRead = seen.principal === 'present' && hasRoles(holding, key);
  if (!read && isToBeRead) return undefined;
  // Of what is refused by now nobody has read it; of what is no more there is nothing to read.
  if (read && !read.ok) return read.code === 'target-missing' ? 0 : LONGEST_SESSION_MS;
  return Math.max(0, ...(read?.value.namedRoles ?? []).map(({ maxSessionMs }) => maxSessionMs));
}

const hasRoles = ({ leases }: Holding, key: string): boolean =>
  leases.some(({ target, facts }) => targetKey(target) === key && facts.namedRoles.length > 0);

/** The longest that AWS lets a role's sessions last (API reference, CreateRole). */
const LONGEST_SESSION_MS = 12 * HOUR;
