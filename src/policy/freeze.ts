/** Calendars in which changes are frozen, and what the rules make of it. */

import { type Refusal, refuse } from '../kernel/refusal.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Level, Rule } from './rule.ts';

/** A calendar at one moment. One that does not answer is closed, and says so. */
export type CalendarState =
  | { readonly open: true }
  | { readonly open: false; readonly why: 'closed' | 'silent'; readonly untilMs?: EpochMs };

export type Calendars = ReadonlyMap<string, CalendarState>;

/** A calendar that is closed for a rule. */
export interface Frozen {
  readonly rule: string;
  readonly calendar: string;
  readonly effect: 'refuse' | 'hold' | 'level';
  readonly why: 'closed' | 'silent';
  /** When it opens; undefined where that is not known. */
  readonly untilMs?: EpochMs;
}

/** A calendar of which nothing is known is closed. */
export function frozenOf(rules: readonly Rule[], calendars: Calendars): readonly Frozen[] {
  return rules.flatMap(({ id: rule, freeze }) =>
    (freeze?.calendars ?? []).flatMap((calendar): Frozen[] => {
      const state = calendars.get(calendar) ?? { open: false, why: 'silent' };
      if (state.open || !freeze) return [];
      const { why, untilMs } = state;
      const until = untilMs === undefined ? {} : { untilMs };
      return [{ rule, calendar, effect: freeze.effect, why, ...until }];
    }),
  );
}

/** When a closed calendar lets access begin. */
export interface Held {
  readonly calendar: string;
  readonly untilMs: EpochMs;
  readonly why: 'closed' | 'silent';
  /** Nobody knows when it opens: it is looked at again then. */
  readonly isGuess: boolean;
}

/** Where nobody knows when a calendar opens, it is looked at again after so long. */
const LOOK_AGAIN_MS = 5 * MINUTE;

/** The calendar that holds it longest; undefined where none does. */
export function heldBy(frozen: readonly Frozen[], fromMs: EpochMs): Held | undefined {
  const held = frozen
    .filter(({ effect }) => effect === 'hold')
    .map(({ calendar, why, untilMs }): Held => {
      const isGuess = untilMs === undefined;
      return { calendar, why, isGuess, untilMs: untilMs ?? fromMs + LOOK_AGAIN_MS };
    });
  return held.toSorted((a, b) => b.untilMs - a.untilMs)[0];
}

/** With until when, where that is known. */
export const frozenRefusal = (
  entitlement: string,
  { calendar, why, untilMs }: Pick<Frozen, 'calendar' | 'why' | 'untilMs'>,
  operators: string,
): Refusal =>
  refuse('frozen', {
    entitlement,
    calendar,
    why,
    ...(untilMs === undefined ? {} : { untilMs }),
    operators,
  });

/** As it is recorded. */
export const heldFacts = ({ calendar, why }: Held, startMs: EpochMs) => ({
  calendar,
  startMs,
  ...(why === 'silent' ? { why } : {}),
});

/** The levels that closed calendars add, each beside the rule that asks for it. */
export function freezeLevels(
  rules: readonly Rule[],
  frozen: readonly Frozen[],
): readonly { readonly rule: Rule; readonly level: Level }[] {
  return rules.flatMap((rule) => {
    const isFrozen = frozen.some((one) => one.rule === rule.id);
    return isFrozen && rule.freeze?.effect === 'level' ? [{ rule, level: rule.freeze.level }] : [];
  });
}
