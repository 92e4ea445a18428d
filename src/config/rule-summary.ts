/** A rule as two people compare it: field by field. */

import type { Told } from '../policy/differences.ts';
import { whoName } from '../policy/eligibility.ts';
import type { Level, Rule, Who } from '../policy/rule.ts';

export function toldOfRule(rule: Rule): Readonly<Record<string, Told>> {
  const { scope, eligible, levels, maxMs, maxTotalMs, lapseMs } = rule;
  return {
    for: toldOfScope(scope),
    eligible: { names: namesOf(eligible) },
    ...Object.fromEntries(levels.flatMap(toldOfLevel)),
    levels: { text: levels.map(({ name }) => name).join(' → ') },
    max: { ms: maxMs },
    'max-total': { ms: maxTotalMs },
    lapse: { ms: lapseMs },
    ...toldOfFreeze(rule),
    ...toldOfBreakGlass(rule),
  };
}

function toldOfScope(scope: Rule['scope']): Told {
  if (scope.by === 'all') return { text: '*' };
  if (scope.by === 'tag') return { text: `${scope.tag}=${scope.value}` };
  return { names: scope.entitlements };
}

type Field = readonly [name: string, told: Told];

function toldOfLevel(level: Level): readonly Field[] {
  const { name, mode, count, from, parts, escalate } = level;
  const asked = mode === 'all' ? (parts ?? []) : [{ count, from }];
  const demands = asked.map(
    (part, at): Field => [
      at === 0 ? `level:${name}` : `level:${name}/${at + 1}`,
      { count: part.count, names: namesOf(part.from), ...(mode === 'each' && { yes: true }) },
    ],
  );
  const later: readonly Field[] = escalate
    ? [[`escalation:${name}`, { names: namesOf(escalate.to), ms: escalate.afterMs }]]
    : [];
  return [...demands, ...later];
}

function toldOfFreeze({ freeze }: Rule): Readonly<Record<string, Told>> {
  if (!freeze) return {};
  const told = { freeze: { text: freeze.effect, names: freeze.calendars } };
  return freeze.effect === 'level'
    ? { ...told, ...Object.fromEntries(toldOfLevel(freeze.level)) }
    : told;
}

function toldOfBreakGlass({ breakGlass }: Rule): Readonly<Record<string, Told>> {
  if (!breakGlass) return {};
  const { eligible, maxMs, channel, review } = breakGlass;
  return {
    'break-glass': { names: namesOf(eligible), ms: maxMs },
    'break-glass-channel': { text: channel },
    'break-glass-review': { names: namesOf(review.from), ms: review.withinMs },
  };
}

const namesOf = (who: readonly Who[]): readonly string[] => who.map(whoName);
