/** Access first, and approval after: what a rule makes of it, and who says if it was right. */

import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { BreakGlassed, PolicyFacts } from './decision.ts';
import { membersOf, silentGroups } from './eligibility.ts';
import { BREAK_GLASS_AGAIN_MS, LONGEST_BREAK_GLASS_MS } from './floors.ts';
import type { BreakGlass, Rule, Who } from './rule.ts';
import { type HumanOf, withoutParties } from './separation.ts';

/**
 * The rule as it speaks where somebody breaks the glass: for those it names there, and for its
 * shortest time, more time included. One that does not allow it names nobody.
 */
export function brokenRule(rule: Rule): Rule {
  const mostMs = brokenMs(rule);
  return {
    ...rule,
    eligible: rule.breakGlass?.eligible ?? [],
    maxMs: Math.min(rule.maxMs, mostMs),
    maxTotalMs: Math.min(rule.maxTotalMs, mostMs),
  };
}

/** The longest that a rule gives to somebody who breaks the glass. */
export const brokenMs = ({ breakGlass }: Rule): DurationMs =>
  Math.min(LONGEST_BREAK_GLASS_MS, breakGlass?.maxMs ?? 0);

/** Every rule that speaks has to allow it. */
export function noBreakGlass(rules: readonly Rule[], facts: PolicyFacts): Refusal | undefined {
  const closed = rules.filter(({ breakGlass }) => !breakGlass).map(({ id }) => id);
  if (!facts.breakGlass || closed.length === 0) return undefined;
  return refuse('no-break-glass', { entitlement: facts.entitlement.id, rules: closed });
}

/** One that came before, and the word of whoever reviewed it. */
export interface BrokenBefore {
  readonly openedMs: EpochMs;
  readonly said?: { readonly isJustified: boolean; readonly atMs: EpochMs };
}

/**
 * From when the same human may break the same glass again. Without a word on the one before: not at
 * all. So nobody has more of it in a day than one of them lasts, but on somebody else's word.
 */
export function brokenAgainFrom({ openedMs, said }: BrokenBefore, coolMs: DurationMs): EpochMs {
  if (!said) return Infinity;
  if (said.isJustified) return openedMs;
  return Math.max(openedMs + BREAK_GLASS_AGAIN_MS, said.atMs + coolMs);
}

type Terms = Pick<BreakGlassed, 'review' | 'channels'>;

export function breakGlassTerms(rules: readonly Rule[]): Terms {
  const glasses = glassesOf(rules);
  return {
    review: {
      from: glasses.map(({ review }) => review.from),
      withinMs: Math.min(...glasses.map(({ review }) => review.withinMs)),
    },
    channels: [...new Set(glasses.map(({ channel }) => channel))],
  };
}

const glassesOf = (rules: readonly Rule[]): readonly BreakGlass[] =>
  rules.flatMap(({ breakGlass }) => breakGlass ?? []);

/** Somebody has to be there who may say afterwards whether it was right. */
export function unreviewable(
  rules: readonly Rule[],
  facts: PolicyFacts,
  humanOf: HumanOf,
): Refusal | undefined {
  const mayCount = withoutParties(facts, humanOf);
  const lists = glassesOf(rules).map(({ review }) => review.from);
  const known = lists.map((from) => new Set(humansIn(from, facts, humanOf, mayCount)));
  const [first = new Set<string>(), ...others] = known;
  if ([...first].some((human) => others.every((list) => list.has(human)))) return undefined;
  const silent = [...new Set(lists.flatMap((from) => silentGroups(from, facts.groups)))];
  if (silent.length > 0) return refuse('directory-silent', { what: silent.join(', ') });
  return refuse('nobody-could-review', { entitlement: facts.entitlement.id });
}

const humansIn = (
  from: readonly Who[],
  { groups }: PolicyFacts,
  humanOf: HumanOf,
  mayCount: ReturnType<typeof withoutParties>,
): readonly string[] =>
  from
    .map((who) => membersOf(who, groups))
    .flatMap((members) => (members.known ? members.keys.filter(mayCount).map(humanOf) : []));
