/** What the rules demand together, stage by stage, and whether it can ever be met. */

import type { PersonKey } from '../kernel/brand.ts';
import { assign } from './assignment.ts';
import type { PolicyFacts, Requirement, Stage } from './decision.ts';
import { membersOf, silentGroups } from './eligibility.ts';
import type { Level, Rule, Who } from './rule.ts';
import { type HumanOf, withoutParties } from './separation.ts';

/** Level by level side by side: a stage is over when every rule has got its level. */
export function stagesOf(
  rules: readonly Rule[],
  facts: PolicyFacts,
  humanOf: HumanOf,
): readonly Stage[] {
  const mayCount = withoutParties(facts, humanOf);
  const keysOf = (from: readonly Who[]): readonly PersonKey[] => {
    const members = from.map((who) => membersOf(who, facts.groups));
    const keys = members.flatMap((group) => (group.known ? group.keys : []));
    return [...new Set(keys)].filter(mayCount);
  };
  const demand = (rule: Rule, level: Level): readonly Requirement[] =>
    asked(level, humanOf).map(({ count, from }) => {
      return { rule: rule.id, level: level.name, count, from, keys: keysOf(from) };
    });
  const depth = Math.max(...rules.map(({ levels }) => levels.length));
  return Array.from({ length: depth }, (_, stage) => ({
    requirements: rules.flatMap((rule) => {
      const level = rule.levels[stage];
      return level ? demand(rule, level) : [];
    }),
  }));
}

/** The first requirement that not even everybody together could meet. */
export function unmet(
  requirements: readonly Requirement[],
  humanOf: HumanOf,
): Requirement | undefined {
  const given = assign(
    requirements.map(({ count, keys }) => ({ count, candidates: keys.map(humanOf) })),
  );
  return requirements.find(({ count }, index) => (given[index]?.length ?? 0) < count);
}

/** Whether a silent group could hold the people that are missing. */
export const mayHoldMore = ({ from }: Requirement, { groups }: PolicyFacts): boolean =>
  silentGroups(from, groups).length > 0;

/** Level whose demand is no demand: a floor in code, whatever a configuration says. */
export function hollowLevel(rule: Rule): string | undefined {
  if (rule.levels.length === 0) return rule.id;
  const hollow = rule.levels.find(({ mode, count, from }) =>
    mode === 'each' ? from.length === 0 : !Number.isSafeInteger(count) || count < 1,
  );
  return hollow && `${rule.id} / ${hollow.name}`;
}

/** `each` asks every person once and every group for one; naming one twice asks no more. */
function asked({ mode, count, from }: Level, humanOf: HumanOf) {
  if (mode === 'any') return [{ count, from }];
  const named = new Map(
    from.map((who) => ['group' in who ? `group ${who.group}` : humanOf(who.key), who]),
  );
  return [...named.values()].map((who) => ({ count: 1, from: [who] }));
}
