/**
 * A second evaluator of the rules, which shares no code with the first: plain sets and search in
 * place of matchings, so that both would have to be wrong in the same way.
 */

import type { Person } from '../../src/kernel/person.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import type { Level, Rule, Who } from '../../src/policy/rule.ts';
import { asBroken, notJudged } from './second-glass.ts';
import { type Demand, demandOf, humansIn, isNamed, isSilent } from './second-groups.ts';
import { components, type Humans, place } from './second-people.ts';

export interface Verdict {
  readonly kind: 'forbidden' | 'auto-approved' | 'needs-approval' | 'break-glass';
  readonly code?: string;
  readonly maxMs?: number;
  readonly maxTotalMs?: number;
  readonly lapseMs?: number;
  /** Of each stage: how many, of which accounts. */
  readonly stages?: readonly (readonly Demand[])[];
}

const no = (code: string): Verdict => ({ kind: 'forbidden', code });

export function secondOpinion(facts: PolicyFacts): Verdict {
  const { said } = facts;
  if (!said.ok) return no(said.code);
  if (said.value.forbid.length > 0) return no('forbidden-by-policy');
  const spoken = speaking(facts);
  if (spoken.length === 0) return no('no-rule');
  if (spoken.some(asksNobody)) return no('policy-failed');
  const { breakGlass = false } = facts;
  if (breakGlass && spoken.some((rule) => !rule.breakGlass)) return no('no-break-glass');
  const rules = breakGlass ? spoken.map(asBroken) : spoken;
  const asked = rules.flatMap((rule) =>
    [facts.requester, facts.beneficiary].map((person) => isNamed(rule.eligible, person, facts)),
  );
  if (asked.includes('no')) return no('not-eligible');
  if (asked.includes('unknown')) return no('directory-silent');
  const caps = rules.flatMap(({ maxMs, maxTotalMs }) => [maxMs, maxTotalMs]);
  const maxMs = Math.min(facts.entitlement.maxMs, ...caps);
  if (Math.trunc(facts.durationMs / 1000) > Math.trunc(maxMs / 1000)) return no('too-long');
  const cold = breakGlass ? [] : rules.filter((rule) => isFrozen(rule, facts));
  if (cold.some(({ freeze }) => freeze?.effect === 'refuse')) return no('frozen');
  const terms = {
    maxMs,
    maxTotalMs: Math.min(...rules.map((rule) => rule.maxTotalMs)),
    lapseMs: Math.min(...rules.map((rule) => rule.lapseMs)),
  };
  const stages = stagesFor(rules, cold, facts);
  const demands = stages.map((levels) =>
    levels.map(({ count, from }) => demandOf(count, from, facts)),
  );
  if (breakGlass) {
    const code = notJudged(rules, facts);
    return code === undefined ? { kind: 'break-glass', ...terms, stages: demands } : no(code);
  }
  if (isAtOnce(facts, cold)) return { kind: 'auto-approved', ...terms, stages: demands };
  const humans = humansIn(facts);
  const firm = stages.flat().filter(({ from }) => !from.some((who) => isSilent(who, facts)));
  const sure = firm.map(({ count, from }) => demandOf(count, from, facts));
  if (!canBeMet(sure, humans)) return no('nobody-could-approve');
  if (!canBeMet(demands.flat(), humans)) return no('directory-silent');
  return { kind: 'needs-approval', ...terms, stages: demands };
}

/** Whether these approvals are enough: each demand by humans of its own, none of them a party. */
export function isEnough(facts: PolicyFacts, verdict: Verdict, by: readonly Person[]): boolean {
  const everybody = [facts.requester, facts.beneficiary, ...(facts.people ?? []), ...by];
  const humans = components(everybody);
  const own = new Set([facts.requester, facts.beneficiary].map(({ key }) => humans(key)));
  const voters = new Map<string, Set<string>>();
  for (const person of by) {
    const human = humans(person.key);
    if (own.has(human)) continue;
    const keys = voters.get(human) ?? new Set();
    for (const key of person.keys) keys.add(key);
    voters.set(human, keys);
  }
  const slots = (verdict.stages ?? [])
    .flat()
    .flatMap(({ count, keys }) =>
      Array.from({ length: count }, () =>
        [...voters].flatMap(([human, own_]) => (keys.some((key) => own_.has(key)) ? [human] : [])),
      ),
    );
  return place(slots, new Set());
}

function speaking({ rules, entitlement }: PolicyFacts): readonly Rule[] {
  const byId = rules.filter(
    ({ scope }) =>
      scope.by === 'id' && entitlement.id !== '' && scope.entitlements.includes(entitlement.id),
  );
  if (byId.length > 0) return byId;
  const byTag = rules.filter(
    ({ scope }) =>
      scope.by === 'tag' &&
      scope.tag !== '' &&
      scope.value !== '' &&
      entitlement.tags[scope.tag] === scope.value,
  );
  return byTag.length > 0 ? byTag : rules.filter(({ scope }) => scope.by === 'all');
}

function asksNobody({ levels, freeze }: Rule): boolean {
  const all = freeze?.effect === 'level' ? [...levels, freeze.level] : levels;
  const isEmpty = ({ mode, count, from, parts = [] }: Level) => {
    if (mode === 'each') return from.length === 0;
    const counts = mode === 'all' ? parts.map((part) => part.count) : [count];
    return counts.length === 0 || counts.some((one) => !Number.isInteger(one) || one <= 0);
  };
  return levels.length === 0 || all.some(isEmpty);
}

const isFrozen = ({ freeze }: Rule, { calendars }: PolicyFacts): boolean =>
  (freeze?.calendars ?? []).some((name) => calendars?.get(name)?.open !== true);

interface Asked {
  readonly count: number;
  readonly from: readonly Who[];
}

function stagesFor(rules: readonly Rule[], cold: readonly Rule[], facts: PolicyFacts) {
  const stages: Asked[][] = [];
  const most = Math.max(...rules.map(({ levels }) => levels.length));
  for (let at = 0; at < most; at += 1) {
    stages.push(
      rules.flatMap((rule) => {
        const level = rule.levels[at];
        return level ? askedBy(rule, level, facts) : [];
      }),
    );
  }
  const frozen = cold.flatMap((rule) =>
    rule.freeze?.effect === 'level' ? askedBy(rule, rule.freeze.level, facts) : [],
  );
  const added = once(facts.added ?? [], facts).map((who) => ({ count: 1, from: [who] }));
  return [...stages, frozen, added].filter((stage) => stage.length > 0);
}

function askedBy(rule: Rule, level: Level, facts: PolicyFacts): readonly Asked[] {
  const late = facts.escalated?.includes(`${rule.id}/${level.name}`) ? level.escalate?.to : [];
  const more = (from: readonly Who[]) => [...from, ...(late ?? [])];
  if (level.mode === 'all') {
    return (level.parts ?? []).map(({ count, from }) => ({ count, from: more(from) }));
  }
  if (level.mode === 'any') return [{ count: level.count, from: more(level.from) }];
  return once(level.from, facts).map((who) => ({ count: 1, from: more([who]) }));
}

/** A group once, and a human once by whatever account. */
function once(from: readonly Who[], facts: PolicyFacts): readonly Who[] {
  const humans = humansIn(facts);
  const names = from.map((who) => ('group' in who ? `group ${who.group}` : humans(who.key)));
  return from.filter((_, at) => names.lastIndexOf(names[at] ?? '') === at);
}

function isAtOnce({ said, spent, added = [] }: PolicyFacts, cold: readonly Rule[]): boolean {
  if (!said.ok || said.value.noAuto.length > 0 || added.length > 0) return false;
  if (cold.some(({ freeze }) => freeze?.effect === 'level')) return false;
  return said.value.auto.some(
    ({ quota }) => !quota || (spent?.has(quota.name) && (spent.get(quota.name) ?? 0) < quota.times),
  );
}

function canBeMet(demands: readonly Demand[], humans: Humans): boolean {
  const slots = demands.flatMap(({ count, keys }) =>
    Array.from({ length: count }, () => [...new Set(keys.map(humans))]),
  );
  return place(slots, new Set());
}
