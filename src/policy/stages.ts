/** What the rules demand together, stage by stage, and whether it can ever be met. */

import type { PersonKey } from '../kernel/brand.ts';
import { assign, type Assignment } from './assignment.ts';
import type { PolicyFacts, Requirement, Stage } from './decision.ts';
import { membersOf, silentGroups, whoName } from './eligibility.ts';
import { type Frozen, freezeLevels } from './freeze.ts';
import type { Level, Rule, Threshold, Who } from './rule.ts';
import { type HumanOf, withoutParties } from './separation.ts';

export type StageFacts = Pick<
  PolicyFacts,
  'requester' | 'beneficiary' | 'groups' | 'escalated' | 'added'
>;

/**
 * Level by level side by side: a stage is over when every rule has got its level. Then come the
 * levels of closed calendars, and last whom the requester added.
 */
export function stagesOf(
  rules: readonly Rule[],
  facts: StageFacts,
  humanOf: HumanOf,
  frozen: readonly Frozen[] = [],
): readonly Stage[] {
  const demand = demanding(facts, humanOf);
  const depth = Math.max(...rules.map(({ levels }) => levels.length));
  const usual = Array.from({ length: depth }, (_, stage) =>
    rules.flatMap((rule) => {
      const level = rule.levels[stage];
      return level ? demand(rule.id, level) : [];
    }),
  );
  const cold = freezeLevels(rules, frozen).flatMap(({ rule, level }) => demand(rule.id, level));
  const { added = [] } = facts;
  const [first] = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const too = first && added.length > 0 ? demand(first.id, eachOf(added)) : [];
  const stages = [...usual, cold, too].filter((requirements) => requirements.length > 0);
  return stages.map((requirements) => ({ requirements }));
}

/** As cards call the level of whom the requester added. */
export const ADDED = 'added';

const eachOf = (from: readonly Who[]): Level => {
  return { name: ADDED, mode: 'each', count: from.length, from };
};

function demanding(facts: StageFacts, humanOf: HumanOf) {
  const mayCount = withoutParties(facts, humanOf);
  const keysOf = (from: readonly Who[]) => {
    const through = new Map<PersonKey, string>();
    for (const who of from) {
      const members = membersOf(who, facts.groups);
      for (const key of members.known ? members.keys : []) {
        if (!through.has(key) && mayCount(key)) through.set(key, whoName(who));
      }
    }
    const keys = [...through.keys()];
    const seconds = keys.map((key) => [key, humanOf(key)] as const).filter(([a, b]) => a !== b);
    const humans = seconds.length > 0 && { humans: new Map(seconds) };
    return { keys, ...humans, ...(from.length > 1 && { through }) };
  };
  return (rule: string, level: Level): readonly Requirement[] => {
    const isEscalated = facts.escalated?.includes(`${rule}/${level.name}`) ?? false;
    const escalatedTo = isEscalated ? (level.escalate?.to ?? []) : [];
    return asked(level, humanOf).map(({ count, from }) => {
      const who = keysOf([...from, ...escalatedTo]);
      const { escalate } = level;
      const also = escalatedTo.length > 0 ? { escalatedTo } : !isEscalated && kept(escalate);
      return { rule, level: level.name, count, from, ...who, ...also };
    });
  };
}

const kept = (escalate: Level['escalate']) => escalate && { escalate };

/** Everybody together, each where they are needed. */
export const everybodyGiven = (
  requirements: readonly Requirement[],
  humanOf: HumanOf,
): Assignment =>
  assign(requirements.map(({ count, keys }) => ({ count, candidates: keys.map(humanOf) })));

/** The first requirement that not even everybody together could meet. */
export function unmet(
  requirements: readonly Requirement[],
  humanOf: HumanOf,
): Requirement | undefined {
  const given = everybodyGiven(requirements, humanOf);
  return requirements.find(({ count }, index) => (given[index]?.length ?? 0) < count);
}

/** Whether a silent group could hold the people that are missing. */
export const mayHoldMore = (
  { from, escalatedTo = [] }: Requirement,
  { groups }: Pick<PolicyFacts, 'groups'>,
): boolean => silentGroups([...from, ...escalatedTo], groups).length > 0;

/** Level whose demand is no demand: a floor in code, whatever a configuration says. */
export function hollowLevel(rule: Rule): string | undefined {
  if (rule.levels.length === 0) return rule.id;
  const cold = rule.freeze?.effect === 'level' ? [rule.freeze.level] : [];
  const hollow = [...rule.levels, ...cold].find(isHollow);
  return hollow && `${rule.id} / ${hollow.name}`;
}

function isHollow({ mode, count, from, parts = [] }: Level): boolean {
  if (mode === 'each') return from.length === 0;
  if (mode === 'all') return parts.length === 0 || parts.some((part) => isNoDemand(part.count));
  return isNoDemand(count);
}

const isNoDemand = (count: number): boolean => !Number.isSafeInteger(count) || count < 1;

/** `each` asks every person once and every group for one; naming one twice asks no more. */
function asked({ mode, count, from, parts }: Level, humanOf: HumanOf): readonly Threshold[] {
  if (mode === 'all') return parts ?? [];
  if (mode === 'any') return [{ count, from }];
  const named = new Map(
    from.map((who) => ['group' in who ? `group ${who.group}` : humanOf(who.key), who]),
  );
  return [...named.values()].map((who) => ({ count: 1, from: [who] }));
}
