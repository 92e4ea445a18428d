/** A policy that some towns have in place of the plain one: rules, a calendar and statements. */

import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { Freeze, Level, Rule, Threshold } from '../../src/policy/rule.ts';
import { createDice, type Dice } from './dice.ts';
import type { Statements } from './statements.ts';
import { IN_NODES, SINGLE, type Variant } from './town.ts';
import { withGlass } from './town-glass.ts';

/** All moments are since the start of the run. */
export interface CalendarTold {
  /** From, and to: frozen in between. */
  readonly closed: readonly (readonly [number, number])[];
  readonly silent: readonly (readonly [number, number])[];
  /** Whether it says until when it is closed. */
  readonly tellsEnd: boolean;
}

export interface DrawnPolicy {
  readonly rules: readonly Rule[];
  readonly calendar: CalendarTold;
  readonly statements: Statements;
}

export const CALENDAR = 'change-freeze';
/** Others are asked as well after so long. */
export const ESCALATED_MS = MINUTE;
export const OWNERS = ['ben', 'chie', 'dai', 'eve'] as const;
const LEADS = [{ group: 'leads' }];
const OWNED = [{ group: 'owners' }];

/** Apart from the turns of chats, kinds and paces, so that each of these meets each policy. */
const TURNS: readonly number[] = [0, 1, 5];

/** @param healMs until when the calendar is open for good. */
export function policyOf(seed: number, healMs: number): DrawnPolicy | undefined {
  if (!TURNS.includes(seed % 11)) return undefined;
  const dice = createDice(seed, 8);
  const set = Math.floor(seed / BLOCK) * SETS + dice.int(SETS);
  return { ...written(set), calendar: drawCalendar(dice, healMs) };
}

/** To read a configuration takes as long as half a run: so many seeds share so many of them. */
const SETS = 128;
const BLOCK = 20_000;
const known = new Map<number, Written>();
type Written = Pick<DrawnPolicy, 'rules' | 'statements'>;

function written(set: number): Written {
  const drawn = known.get(set) ?? drawWritten(createDice(set, 9));
  if (known.size > 2 * SETS) known.clear();
  known.set(set, drawn);
  return drawn;
}

function drawWritten(dice: Dice): Written {
  const [rules, said] = [drawRules(dice), drawSaid(dice)];
  return { rules: dice.chance(0.7) ? withGlass(rules, dice) : rules, ...said };
}

/** The second configuration asks for one more lead wherever leads come first. */
export function rulesIn({ rules }: DrawnPolicy, variant: Variant): readonly Rule[] {
  if (variant === 0) return rules;
  return rules.map((rule) => {
    const [first, ...rest] = rule.levels;
    if (first?.name !== 'leads') return rule;
    return { ...rule, levels: [{ ...first, count: first.count + 1 }, ...rest] };
  });
}

function drawRules(dice: Dice): readonly Rule[] {
  const scoped: readonly (readonly [string, readonly string[]])[] = [
    ['two', ['prod-db']],
    ['one', SINGLE],
    ['short', [IN_NODES]],
  ];
  const rules = scoped.map(([id, entitlements]) => drawRule(dice, id, entitlements));
  if (!dice.chance(0.3)) return rules;
  return [...rules, drawRule(dice, 'beside', dice.pick([['prod-db'], SINGLE, ['prod-fix']]))];
}

function drawRule(dice: Dice, id: string, entitlements: readonly string[]): Rule {
  const maxMs = id === 'short' ? 5 * MINUTE : dice.pick([HOUR, HOUR, 5 * MINUTE]);
  const freeze = dice.chance(0.6) ? { freeze: drawFreeze(dice) } : {};
  return {
    id,
    scope: { by: 'id', entitlements },
    eligible: [{ group: 'engineers' }],
    levels: drawLevels(dice),
    lapseMs: 8 * MINUTE,
    maxMs,
    maxTotalMs: maxMs,
    warnings: [2 * MINUTE],
    ...freeze,
  };
}

function drawLevels(dice: Dice): readonly Level[] {
  const leads = any('leads', dice.pick([1, 1, 2]), LEADS);
  const owners = any('owners', 1, OWNED);
  const late = { ...leads, escalate: { afterMs: ESCALATED_MS, to: OWNED } };
  const parts = [{ count: 1, from: LEADS }, owners].map(({ count, from }) => ({ count, from }));
  const beside: Level = { ...any('beside', 2, [...LEADS, ...OWNED]), mode: 'all', parts };
  const each: Level = { ...any('each', 2, [...OWNED, ...LEADS]), mode: 'each' };
  return dice.pick([[leads], [leads, owners], [owners, leads], [beside], [each], [late]]);
}

const any = (name: string, count: number, from: Threshold['from']): Level => ({
  name,
  mode: 'any',
  count,
  from,
});

function drawFreeze(dice: Dice): Freeze {
  const calendars = [CALENDAR];
  const effect = dice.pick(['refuse', 'hold', 'hold', 'level'] as const);
  if (effect !== 'level') return { effect, calendars };
  return { effect, calendars, level: any('frozen', 1, OWNED) };
}

function drawCalendar(dice: Dice, healMs: number): CalendarTold {
  const span = (longestMs: number): readonly [number, number] => {
    const fromMs = dice.between(1_000, Math.max(1_000, Math.floor(healMs / 2)));
    return [fromMs, Math.min(healMs, fromMs + dice.between(20_000, longestMs))];
  };
  const closed = dice.pick([0, 1, 1, 2]);
  return {
    closed: Array.from({ length: closed }, () => span(5 * MINUTE)),
    silent: dice.chance(0.3) ? [span(2 * MINUTE)] : [],
    tellsEnd: dice.chance(0.5),
  };
}

function drawSaid(dice: Dice): Pick<DrawnPolicy, 'statements'> {
  const forbidAboveMs = dice.chance(0.15) ? dice.pick([MINUTE, 3 * MINUTE]) : Infinity;
  const times = dice.pick([0, 1, 1, 2]);
  const statements: Statements = {
    isAsked: dice.chance(0.7),
    forbidAboveMs,
    forbidden: dice.chance(0.1) ? dice.pick(['aiko', 'ben']) : '',
    asksPeopleFor: dice.chance(0.2) ? dice.pick(['prod-db', 'prod-logs', 'prod-ops']) : '',
    asksPeopleFrozen: dice.chance(0.2),
    autoUpToMs: dice.pick([0, MINUTE, 2 * MINUTE, HOUR]),
    ...(times > 0 && { quota: { name: 'small.cedar', times, perMs: HOUR } }),
  };
  return { statements };
}
