/** Whether what is done about a level that nobody answers can help at all. */

import type { PersonKey } from '../kernel/brand.ts';
import type { Level, Rule, Who } from '../policy/rule.ts';
import { type HumanOf, humansAmong } from '../policy/separation.ts';
import { ADDED } from '../policy/stages.ts';
import type { Config } from './config.ts';
import { writeDuration } from './duration.ts';
import { error, type Finding, warning } from './finding.ts';

export function checkLevels(config: Config): readonly Finding[] {
  const humanOf = humansAmong(config.people.listed);
  return config.rules.flatMap((rule, at) => [
    ...sameName(rule, `rules[${at}].freeze.level.name`),
    ...levelsOf(rule).flatMap(({ level, path }) => [
      ...reserved(level, `rules[${at}].${path}`),
      ...escalation(config, humanOf, rule, { level, path: `rules[${at}].${path}` }),
    ]),
  ]);
}

interface Placed {
  readonly level: Level;
  readonly path: string;
}

function levelsOf({ levels, freeze }: Rule): readonly Placed[] {
  const usual = levels.map((level, at) => ({ level, path: `levels[${at}]` }));
  const isCold = freeze?.effect === 'level';
  return isCold ? [...usual, { level: freeze.level, path: 'freeze.level' }] : usual;
}

/** That is how cards know the level of whom the requester added. */
const reserved = ({ name }: Level, path: string): readonly Finding[] =>
  name === ADDED
    ? [error(`${path}.name`, `${ADDED} is what the level of added approvers is called`)]
    : [];

/** Unanswered levels are known by name: one of a freeze would be taken for the other. */
function sameName({ levels, freeze }: Rule, path: string): readonly Finding[] {
  if (freeze?.effect !== 'level') return [];
  const { name } = freeze.level;
  const isTaken = levels.some((level) => level.name === name);
  return isTaken ? [error(path, `${name} is the name of a level of this rule already`)] : [];
}

function escalation(
  config: Config,
  humanOf: HumanOf,
  { lapseMs }: Rule,
  { level, path }: Placed,
): readonly Finding[] {
  const { escalate, from, name } = level;
  if (!escalate) return [];
  const place = `${path}.escalate`;
  if (escalate.afterMs >= lapseMs) {
    const lapse = writeDuration(lapseMs);
    return [
      warning(`${place}.after`, `nobody is asked as well: the request lapses after ${lapse}`),
    ];
  }
  const known = keysOf(config, from);
  const others = keysOf(config, escalate.to);
  // Who is in a group that somebody else keeps is not known here.
  if (!known || !others) return isSame(from, escalate.to) ? [nobodyNew(place, name)] : [];
  const humans = new Set(known.map(humanOf));
  return others.every((key) => humans.has(humanOf(key))) ? [nobodyNew(place, name)] : [];
}

const nobodyNew = (path: string, level: string): Finding =>
  warning(`${path}.to`, `nobody in it is new: all of them are asked at level ${level} already`);

const isSame = (from: readonly Who[], to: readonly Who[]): boolean =>
  to.every(
    (who) => 'group' in who && from.some((one) => 'group' in one && one.group === who.group),
  );

/** Undefined where a group is kept elsewhere. */
function keysOf({ groups }: Config, who: readonly Who[]): readonly PersonKey[] | undefined {
  const keys: PersonKey[] = [];
  for (const one of who) {
    const source = 'group' in one ? groups.get(one.group)?.source : undefined;
    if ('key' in one) keys.push(one.key);
    else if (source?.kind === 'listed') keys.push(...source.keys);
    else return undefined;
  }
  return keys;
}
