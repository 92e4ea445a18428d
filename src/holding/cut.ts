/**
 * Whether sessions that were opened at roles are cut off. Access that was taken away lives on in
 * them, so it is not gone before they are.
 */

import { targetKey } from '../catalog/target.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { WantedFence } from './fences.ts';
import { samePlace } from './fences.ts';
import { type Lease, leaseEnd } from './lease.ts';
import { contentOf, type Look } from './look.ts';
import { placeAtRole, placeName } from './slot.ts';

/** @param cleanMs since when nobody could open another one. */
export function isCut(look: Look, key: string, cleanMs: EpochMs): boolean {
  const own = look.holding.leases.filter(({ target }) => targetKey(target) === key);
  return look.wanted.fences
    .filter(({ target, place }) => target === key && place.on === 'role')
    .every((fence) => isCutAt(look, fence, own, cleanMs));
}

function isCutAt(look: Look, fence: WantedFence, own: readonly Lease[], cleanMs: EpochMs): boolean {
  const { seen, nowMs } = look;
  const [denial] = fence.denials;
  // Whoever holds the role by another grant goes on holding it: nothing tells the sessions apart.
  if (!denial || denial.fromMs > nowMs) return true;
  const name = placeName(fence.place);
  if (seen.rolesGone?.includes(name) || !wasGiven(look, name, fence.target, own)) return true;
  if (nowMs - cleanMs >= longestAt(name, own)) return true;
  // As wanted now, or dated with an end that has come since.
  const dates = [denial.fromMs, ...own.map(leaseEnd).filter((endMs) => endMs <= nowMs)];
  return seen.found.some(({ id, content }) => {
    if (id.kind !== 'fence' || id.target !== fence.target) return false;
    if (!samePlace(id.place, fence.place)) return false;
    return dates.some((fromMs) => {
      const denials = [{ ...denial, fromMs }];
      // Found at a role, it does not say whose scope it is of: its words do.
      return content === contentOf(look, { ...id, place: fence.place, denials });
    });
  });
}

/** Nothing is given before the fences stand: where none was ever seen to, nobody came in. */
function wasGiven(
  { holding }: Look,
  place: string,
  target: string,
  own: readonly Lease[],
): boolean {
  const prefix = `fence:${place}:${target}:`;
  const stood = Object.keys(holding.settled).some((name) => name.startsWith(prefix));
  return stood || own.some(({ seenMs }) => seenMs !== undefined);
}

const longestAt = (place: string, own: readonly Lease[]): number =>
  Math.max(
    0,
    ...own
      .flatMap(({ facts }) => facts.namedRoles)
      .filter((role) => placeName(placeAtRole(role)) === place)
      .map(({ maxSessionMs }) => maxSessionMs),
  );
