/** Where access comes first and approval after: by rules, and by what people do. */

import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { BreakGlass, Rule } from '../../src/policy/rule.ts';
import type { Dice } from './dice.ts';
import type { Deed } from './script.ts';
import type { Who } from './town-chats.ts';

/** Some rules allow it; where several speak, each of them has to. */
export const withGlass = (rules: readonly Rule[], dice: Dice): readonly Rule[] =>
  rules.map((rule) => (dice.chance(0.85) ? { ...rule, breakGlass: drawGlass(dice) } : rule));

const drawGlass = (dice: Dice): BreakGlass => ({
  eligible: [{ group: dice.pick(['engineers', 'engineers', 'owners', 'leads']) }],
  maxMs: dice.pick([5 * MINUTE, 5 * MINUTE, HOUR]),
  // Where everybody hears of it is for the chats to say.
  channel: '',
  review: { from: [{ group: dice.pick(['owners', 'leads']) }], withinMs: 24 * HOUR },
});

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
