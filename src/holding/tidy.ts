/** What a holding may forget: leases, targets, and the dates that were ever written. */

import { targetKey } from '../catalog/target.ts';
import { DAY } from '../kernel/time.ts';
import type { Holding, TargetMemory } from './holding.ts';
import { isUnread, type Look } from './look.ts';
import { withoutOldBars } from './order.ts';
import { areTokensOut } from './tokens.ts';

/** No call of ours can land any more; of its names the highest number is all that still counts. */
const isOverForADay = (memory: TargetMemory, nowMs: number): boolean =>
  memory.places.length === 0 &&
  (memory.runs?.length ?? 0) === 0 &&
  !areTokensOut(memory) &&
  (!memory.touched || nowMs - (memory.removedMs ?? nowMs) >= DAY);

/** Leases are remembered until no order for them can come; targets until their fence is gone. */
export function tidy(holding: Holding, at: Look, nowMs: number): Holding {
  const isStanding = (key: string) =>
    at.seen.found.some(({ id }) => id.kind === 'fence' && id.target === key);
  // The next one who holds something there would find it, and take it away.
  const mayStand = ({ places, retiringMs = nowMs }: TargetMemory) =>
    nowMs - retiringMs < DAY && places.some((place) => isUnread(at, place));
  const targets = Object.fromEntries(
    Object.entries(holding.targets).map(([key, memory]) => {
      const isOver =
        memory.retiringMs !== undefined &&
        !at.wanted.fences.some((fence) => fence.target === key) &&
        !isStanding(key) &&
        !mayStand(memory);
      return [key, isOver ? { ...memory, places: [] } : memory];
    }),
  );
  const leases = holding.leases.filter((lease) => {
    const isOver = lease.report.state === 'ended';
    const memory = targets[targetKey(lease.target)];
    const isGone = (memory?.places.length ?? 0) === 0 && (memory?.runs?.length ?? 0) === 0;
    const isSafe = !memory || !areTokensOut(memory);
    return !(isOver && isGone && isSafe && lease.rememberMs < nowMs && !at.isClockWrong);
  });
  const ends = holding.leases.map((lease) => lease.notAfterMs);
  const leased = new Set(leases.map(({ target }) => targetKey(target)));
  const isKept = (key: string, memory: TargetMemory) =>
    leased.has(key) || !isOverForADay(memory, nowMs);
  const kept = Object.entries(targets).filter(([key, memory]) => isKept(key, memory));
  const all = { ...withoutOldBars(holding, nowMs), leases };
  const latestEndMs = Math.max(holding.latestEndMs, 0, ...ends);
  if (kept.length === Object.keys(targets).length) return { ...all, targets, latestEndMs };
  const spent = Object.entries(targets).filter(([key, memory]) => !isKept(key, memory));
  const generations = spent.map(([, { generation }]) => generation);
  const lastGeneration = Math.max(holding.lastGeneration ?? 0, ...generations);
  return { ...all, targets: Object.fromEntries(kept), lastGeneration, latestEndMs };
}
