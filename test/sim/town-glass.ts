/** Rules by which access comes first, and approval after. */

import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { BreakGlass, Rule } from '../../src/policy/rule.ts';
import type { Dice } from './dice.ts';

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
