/** What people do where the town has a policy: they break the glass, or want one more word. */

import { MINUTE } from '../../src/kernel/time.ts';
import type { Dice } from './dice.ts';
import type { Deed } from './script.ts';
import type { Who } from './town-chats.ts';

const JUDGES: readonly Who[] = ['ben', 'chie', 'dai', 'dai2', 'eve', 'aiko', 'mallory'];

/** Some break the glass in place of asking, and somebody says afterwards whether it was right. */
export function broken(deeds: readonly Deed[], dice: Dice): readonly Deed[] {
  const changed = deeds.flatMap((deed, at): Deed[] => {
    const { act, atMs } = deed;
    if (act.do !== 'ask' || act.window !== undefined || !dice.chance(0.6)) return [deed];
    const judged = Array.from({ length: dice.int(3) }, (_, more): Deed => {
      const judge = { do: 'judge', ask: act.ask, isJustified: dice.chance(0.5) } as const;
      const laterMs = dice.between(20_000, 4 * MINUTE);
      return {
        number: 4_000 + 10 * at + more,
        atMs: atMs + laterMs,
        who: dice.pick(JUDGES),
        act: judge,
      };
    });
    return [{ ...deed, act: { ...act, isBroken: true } }, ...judged];
  });
  return changed.toSorted((left, right) => left.atMs - right.atMs);
}

const ALSO: readonly Who[] = ['ben', 'chie', 'eve'];

/** Some want somebody else to approve as well, who mostly does. */
export function withMore(deeds: readonly Deed[], dice: Dice): readonly Deed[] {
  const changed = deeds.flatMap((deed, at): Deed[] => {
    const { act, atMs, who } = deed;
    if (act.do !== 'ask' || act.isBroken || !dice.chance(0.2)) return [deed];
    const also = dice.pick(ALSO);
    const laterMs = dice.between(10_000, 2 * MINUTE);
    const approve = { do: 'approve', ask: act.ask, ago: 0 } as const;
    const told: Deed = { number: 6_000 + at, atMs: atMs + laterMs, who: also, act: approve };
    const isTold = dice.chance(0.8) && also !== who;
    return [{ ...deed, act: { ...act, also } }, ...(isTold ? [told] : [])];
  });
  return changed.toSorted((left, right) => left.atMs - right.atMs);
}
