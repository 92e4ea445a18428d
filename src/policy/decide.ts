/** The one decision: at the ask, at every click, before a scheduled start, and at the grant. */

import { refuse, type Refusal } from '../kernel/refusal.ts';
import { type AutoSaid, autoSaid } from './auto.ts';
import { capOf, tooLong, totalOf } from './cap.ts';
import { breakGlassTerms, brokenRule, noBreakGlass, unreviewable } from './break-glass.ts';
import type { Approvable, Decision, PolicyFacts, Stage, Trace } from './decision.ts';
import { type Eligibility, eligibility, silentGroups, whoName } from './eligibility.ts';
import { LONGEST_LAPSE_MS } from './floors.ts';
import { type Frozen, frozenOf, frozenRefusal } from './freeze.ts';
import type { Rule, Who } from './rule.ts';
import { type Selected, selectRules } from './select.ts';
import { type HumanOf, humansAmong } from './separation.ts';
import { NO_STATEMENT } from './statement.ts';
import { hollowLevel, mayHoldMore, stagesOf, unmet } from './stages.ts';

/**
 * Statements in Cedar come first: forbid ends it. Then the manual rules: the closest match speaks,
 * and rules that match equally speak together. Every one of them must be satisfied, eligibility
 * included, and the shortest cap, lapse and total count; so adding a rule beside another never
 * opens a door. A closed calendar refuses, asks for more, or has it wait. An automatic approval
 * replaces people's, never the eligibility or the cap. Where the glass is broken people come after:
 * what forbids is as final as ever, and calendars are only said.
 *
 * Pure. With a duration of 0 it answers what an ask would take, which is what the form shows.
 */
export function decide(facts: PolicyFacts): Decision {
  const looked = lookAt(facts);
  const used = looked.flatMap((each) => (each.used ? [each.rule] : []));
  const frozen = frozenOf(used, facts.calendars ?? new Map());
  const auto = autoSaid(facts, frozen);
  const said = facts.said.ok ? facts.said.value : NO_STATEMENT;
  const trace = { ...traceOf(looked), said, frozen, spent: auto.spent };
  return { ...byRules(looked, facts, frozen, auto), trace };
}

/**
 * The first half of a decision: why the rules do not find them eligible, or undefined if they do.
 * What else may stand in the way is for `decide`.
 */
export function ineligibility(facts: PolicyFacts): Refusal | undefined {
  const used = lookAt(facts).filter((each) => each.used);
  return used.length === 0 ? noRule(facts) : ineligible(used, facts);
}

function lookAt({ entitlement, requester, beneficiary, groups, ...facts }: PolicyFacts) {
  const rules = facts.breakGlass ? facts.rules.map(brokenRule) : facts.rules;
  const parties = requester === beneficiary ? [requester] : [requester, beneficiary];
  return selectRules(rules, entitlement).map((each): Looked => {
    return { ...each, eligible: eligibility(each.rule, parties, groups) };
  });
}

type Looked = Selected & { readonly eligible: Eligibility };
type Untraced<D> = D extends Decision ? Omit<D, 'trace'> : never;

function byRules(
  looked: readonly Looked[],
  facts: PolicyFacts,
  frozen: readonly Frozen[],
  auto: AutoSaid,
): Untraced<Decision> {
  const used = looked.filter((each) => each.used);
  const rules = used.map(({ rule }) => rule);
  const bars = facts.breakGlass ? [] : frozen;
  const unfit =
    forbidden(facts) ??
    unfitRules(rules, facts) ??
    ineligible(used, facts) ??
    tooLong(rules, facts) ??
    closed(bars, facts);
  if (unfit) return { kind: 'forbidden', refusal: unfit };

  const humanOf = humansAmong([facts.requester, facts.beneficiary], facts.people);
  const stages = stagesOf(rules, facts, humanOf, bars);
  const terms = {
    stages,
    lapseMs: Math.min(LONGEST_LAPSE_MS, ...rules.map(({ lapseMs }) => lapseMs)),
    maxMs: capOf(rules, facts).maxMs,
    maxTotalMs: totalOf(rules),
    warnings: [...new Set(rules.flatMap(({ warnings }) => warnings))].sort((a, b) => b - a),
    ...remindersOf(rules),
    frozen: bars,
    ...silentIn(stages, facts),
  };
  if (facts.breakGlass) {
    const unfit = unreviewable(rules, facts, humanOf);
    if (unfit) return { kind: 'forbidden', refusal: unfit };
    return { kind: 'break-glass', ...breakGlassTerms(rules), ...terms };
  }
  if (auto.by !== undefined) {
    const quota = auto.quota ? { quota: auto.quota } : {};
    return { kind: 'auto-approved', by: auto.by, ...quota, ...terms };
  }
  const stuck = unreachable(stages, facts, humanOf);
  if (stuck) return { kind: 'forbidden', refusal: stuck };
  return { kind: 'needs-approval', ...terms };
}

function remindersOf(rules: readonly Rule[]): { readonly reminders?: readonly number[] } {
  const shares = new Set(rules.flatMap(({ reminders = [] }) => reminders));
  return shares.size > 0 ? { reminders: [...shares].sort((a, b) => a - b) } : {};
}

/** Final, whoever asks and whoever would approve. */
function forbidden({ said, entitlement, operators = '' }: PolicyFacts): Refusal | undefined {
  if (!said.ok) return said;
  const by = said.value.forbid;
  if (by.length === 0) return undefined;
  return refuse('forbidden-by-policy', { entitlement: entitlement.id, by, operators });
}

function closed(frozen: readonly Frozen[], facts: PolicyFacts): Refusal | undefined {
  const stop = frozen.find(({ effect }) => effect === 'refuse');
  return stop && frozenRefusal(facts.entitlement.id, stop, facts.operators ?? '');
}

function unfitRules(rules: readonly Rule[], facts: PolicyFacts): Refusal | undefined {
  if (rules.length === 0) return noRule(facts);
  const [hollow] = rules.flatMap((rule) => hollowLevel(rule) ?? []);
  if (hollow === undefined) return noBreakGlass(rules, facts);
  return refuse('policy-failed', { what: hollow });
}

const noRule = ({ entitlement, operators = '' }: PolicyFacts): Refusal =>
  refuse('no-rule', { entitlement: entitlement.id, operators });

/** A certain no goes before an unknown: waiting for the directory would not help. */
function ineligible(used: readonly Looked[], { entitlement }: PolicyFacts): Refusal | undefined {
  const closed = used.filter(({ eligible }) => eligible.say === 'no').map(({ rule }) => rule);
  if (closed.length > 0) {
    const who = distinct(closed.flatMap(({ eligible }) => eligible.map(whoName)));
    return refuse('not-eligible', { entitlement: entitlement.id, who });
  }
  const silent = used.flatMap(({ eligible }) =>
    eligible.say === 'unknown' ? eligible.silent : [],
  );
  return silent.length > 0 ? directorySilent(silent) : undefined;
}

function silentIn(stages: readonly Stage[], { groups }: PolicyFacts): Pick<Approvable, 'silent'> {
  const silent = distinct(silentGroups(askedIn(stages), groups));
  return silent.length > 0 ? { silent } : {};
}

const askedIn = (stages: readonly Stage[]): readonly Who[] =>
  stages
    .flatMap(({ requirements }) => requirements)
    .flatMap(({ from, escalatedTo = [] }) => [...from, ...escalatedTo]);

/** Silent groups count as nobody; only where their people would matter is silence the reason. */
function unreachable(
  stages: readonly Stage[],
  facts: PolicyFacts,
  humanOf: HumanOf,
): Refusal | undefined {
  const all = stages.flatMap(({ requirements }) => requirements);
  const hopeless = unmet(
    all.filter((requirement) => !mayHoldMore(requirement, facts)),
    humanOf,
  );
  if (hopeless) {
    const entitlement = facts.entitlement.id;
    return refuse('nobody-could-approve', { entitlement, level: hopeless.level });
  }
  if (!unmet(all, humanOf)) return undefined;
  return directorySilent(silentGroups(askedIn(stages), facts.groups));
}

function traceOf(looked: readonly Looked[]): Pick<Trace, 'looked'> {
  return {
    looked: looked.map(({ rule, matched, used, eligible }) => {
      return { rule: rule.id, matched, used, eligible: eligible.say === 'yes', scope: rule.scope };
    }),
  };
}

const directorySilent = (groups: readonly string[]) =>
  refuse('directory-silent', { what: distinct(groups).join(', ') });
const distinct = (names: readonly string[]): readonly string[] => [...new Set(names)];
