/** AWS differs from what is wanted, not by our hand: said once, after two looks agree. */

import { shortDigestOf } from '../kernel/digest.ts';
import { MINUTE, type EpochMs } from '../kernel/time.ts';
import type { Drift, DriftKind, Holding } from './holding.ts';
import { CLEAN_GAP_MS } from './judge.ts';
import type { Look } from './look.ts';
import { type SlotId, slotName } from './slot.ts';

export interface DriftSeen {
  readonly drift: readonly Drift[];
  /** To be said now: for the first time, or since whoever found it did not come to say it. */
  readonly fresh: readonly Drift[];
  readonly missed: Readonly<Record<string, EpochMs>>;
}

export function foundDrift(
  look: Look,
  strange: readonly { readonly slot: SlotId; readonly kind: DriftKind }[],
): DriftSeen {
  const { holding, nowMs } = look;
  const missed: Record<string, EpochMs> = {};
  const drift: Drift[] = [];
  const fresh: Drift[] = [];
  const unsaid: Drift[] = [];
  for (const { slot, kind } of strange) {
    const name = slotName(slot);
    const known = holding.drift.find((one) => one.slot === name && isSame(one.kind, kind));
    if (known) {
      drift.push(known);
      if (known.isUnsaid && nowMs - known.foundMs >= MINUTE) unsaid.push(known);
      continue;
    }
    // A read may lie for some seconds: missed twice, a clean gap apart, before a human is told.
    // What stands there with other words is no such lie.
    const sinceMs = holding.missed[name] ?? nowMs;
    missed[name] = sinceMs;
    if (kind !== 'tampered' && nowMs - sinceMs < CLEAN_GAP_MS) continue;
    const id = shortDigestOf([holding.key, name, kind, nowMs]);
    fresh.push({ id, kind, slot: name, foundMs: nowMs, isUnsaid: true, isUntold: true });
  }
  // An order stays until the look that shows it carried out, which is the first without it.
  return { drift: [...drift, ...fresh], fresh: [...fresh, ...unsaid], missed };
}

/** Of what nobody is asked about: said at once, and again where whoever found it did not. */
export function toldOnce({ unsaid = [] }: Holding, found: readonly Drift[], nowMs: EpochMs) {
  const again = unsaid.filter(({ foundMs }) => nowMs - foundMs >= MINUTE);
  return { unsaid: [...unsaid, ...found], fresh: [...found, ...again] };
}

/** Undefined where none of them waited to be said. */
export function withSaid(holding: Holding, said: readonly Drift[]): Holding | undefined {
  const ids = new Set(said.map(({ id }) => id));
  const { unsaid = [], ...rest } = holding;
  const left = unsaid.filter(({ id }) => !ids.has(id));
  const hasWaited = holding.drift.some(({ id, isUnsaid }) => isUnsaid && ids.has(id));
  if (!hasWaited && left.length === unsaid.length) return undefined;
  const drift = holding.drift.map(({ isUnsaid, ...one }) =>
    isUnsaid && !ids.has(one.id) ? { ...one, isUnsaid } : one,
  );
  return { ...rest, drift, ...(left.length > 0 && { unsaid: left }) };
}

/** Undefined where nobody waited for it. */
export function withTold(holding: Holding, told: Pick<Drift, 'id'>): Holding | undefined {
  if (!holding.drift.some(({ id, isUntold }) => isUntold && id === told.id)) return undefined;
  const drift = holding.drift.map(({ isUntold, ...one }) =>
    isUntold && one.id !== told.id ? { ...one, isUntold } : one,
  );
  return { ...holding, drift };
}

/** By then whoever found it has told it, has given up, or is dead. */
const AGAIN_AFTER_MS = 35 * MINUTE;

/** On record, and not known to have reached the operators, who have not settled it either. */
export const untold = ({ drift }: Holding, nowMs: EpochMs): readonly Drift[] =>
  drift.filter(
    ({ isUntold, isUnsaid, order, foundMs }) =>
      isUntold && !isUnsaid && !order && nowMs - foundMs >= AGAIN_AFTER_MS,
  );

/** Rewritten, it is taken away, and is missing then: that is no news. Anything else is. */
const isSame = (known: DriftKind, kind: DriftKind): boolean =>
  known === kind || (isWanted(known) && isWanted(kind));
const isWanted = (kind: DriftKind): boolean => kind === 'tampered' || kind === 'missing';

/** Told once, when the one that takes its place is planned: nobody is asked about it. */
export const lostFences = (look: Look, lost: readonly SlotId[]): readonly Drift[] =>
  lost.map((slot) => {
    const name = slotName(slot);
    const kind = 'fence-lost';
    const id = shortDigestOf([look.holding.key, name, kind, look.nowMs]);
    return { id, kind, slot: name, foundMs: look.nowMs };
  });
