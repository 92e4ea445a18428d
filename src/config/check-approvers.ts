/** Whether enough others could approve what somebody asks for; where not, by how many. */

import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import type { Requirement } from '../policy/decision.ts';
import { membersOf } from '../policy/eligibility.ts';
import type { Frozen } from '../policy/freeze.ts';
import type { Rule } from '../policy/rule.ts';
import type { HumanOf } from '../policy/separation.ts';
import { everybodyGiven, mayHoldMore, stagesOf, unmet } from '../policy/stages.ts';
import { error, type Finding, warning } from './finding.ts';
import type { Here } from './here.ts';

export function checkApprovers(here: Here, asking: readonly Person[]): readonly Finding[] {
  const { config, entitlement } = here;
  const stuck = asking.flatMap((person) => {
    const short = shortageFor(here, person);
    return short ? [{ person, short }] : [];
  });
  // What is short even when somebody else asks is said without anybody's name.
  const first = stuck.find(({ short }) => !short.isAsked) ?? stuck[0];
  if (!first) return [];
  const { person, short } = first;
  const path = `rules[${config.rules.findIndex(({ id }) => id === short.demand.rule)}].levels`;
  const why = short.isAsked
    ? `when ${person.name} asks, ${whyShort(here, short)}`
    : whyShort(here, short);
  if (stuck.length === asking.length)
    return [error(path, `nobody could get ${entitlement.id}: ${why}`)];
  const names = stuck.map((one) => one.person.name).join(', ');
  return [warning(path, `too few others could approve ${entitlement.id} for ${names}: ${why}`)];
}

/** The first demand that not even everybody together could meet when somebody asks. */
interface Shortage {
  readonly demand: Requirement;
  readonly missing: number;
  /** Whoever asks is one of those whose approval is demanded somewhere. */
  readonly isAsked: boolean;
  /** All of whom it is demanded, whoever asks, and those who may count when this one does. */
  readonly members: readonly string[];
  readonly able: readonly string[];
  /** Of these, who counts at another level. */
  readonly elsewhere: readonly { readonly human: string; readonly level: string }[];
}

function shortageFor(here: Here, person: Person): Shortage | undefined {
  const { humanOf, groups, rules, entitlement } = here;
  const parties = { requester: person, beneficiary: person };
  const facts = { ...parties, entitlement, durationMs: 0, rules, groups };
  const all = stagesOf(rules, facts, humanOf, coldest(rules)).flatMap((one) => one.requirements);
  const sure = all.filter((requirement) => !mayHoldMore(requirement, facts));
  const demand = unmet(sure, humanOf);
  if (!demand) return undefined;
  const given = everybodyGiven(sure, humanOf);
  const at = sure.indexOf(demand);
  const able = humans(demand.keys, humanOf);
  const elsewhere = sure.flatMap(({ level }, index) =>
    (index === at ? [] : (given[index] ?? []))
      .filter((human) => able.includes(human))
      .map((human) => ({ human, level })),
  );
  const missing = demand.count - (given[at]?.length ?? 0);
  const isAsked = sure.some((one) => membersIn(here, one).includes(humanOf(person.key)));
  return { demand, missing, isAsked, members: membersIn(here, demand), able, elsewhere };
}

function whyShort(here: Here, short: Shortage): string {
  const { demand, missing, members, able, elsewhere } = short;
  const { level, count, from } = demand;
  if (members.length < count) {
    const [who] = from;
    const isGroup = from.length === 1 && who && 'group' in who;
    const there = members.length === 1 ? 'there is' : 'there are';
    const has = isGroup ? `${who.group} has` : there;
    const names = `${members.length} (${namesIn(here, members).join(', ')})`;
    return `level ${level} asks for ${count}, and ${has} ${names}`;
  }
  if (able.length < count) {
    const others = able.length === 1 ? '1 other is' : `${able.length || 'no'} others are`;
    return `${others} left at level ${level}, and ${count} ${count === 1 ? 'is' : 'are'} needed`;
  }
  const names = both(namesIn(here, new Set(elsewhere.map(({ human }) => human))));
  const levels = both([...new Set(elsewhere.map((one) => one.level))]);
  const isOne = elsewhere.length === 1;
  const only = `${isOne ? 'is the only one' : 'are the only ones'}, and `;
  const counts = `${isOne ? 'counts' : 'count'} at ${levels} already`;
  const more = `${missing} more ${missing === 1 ? 'person' : 'people'}`;
  const said = `${names} ${elsewhere.length === able.length ? only : ''}${counts}`;
  return `level ${level} needs ${more}: ${said}`;
}

const membersIn = ({ groups, humanOf }: Here, { from }: Requirement): readonly string[] => {
  const all = from.map((who) => membersOf(who, groups));
  return humans(
    all.flatMap((one) => (one.known ? one.keys : [])),
    humanOf,
  );
};

const humans = (keys: readonly PersonKey[], humanOf: HumanOf): readonly string[] => [
  ...new Set(keys.map(humanOf)),
];

function namesIn({ config, humanOf }: Here, wanted: Iterable<string>): readonly string[] {
  const known = new Map(config.people.listed.map(({ key, name }) => [humanOf(key), name]));
  return [...wanted].flatMap((human) => known.get(human) ?? []);
}

const both = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** With every calendar closed, so that the levels of those count as well. */
const coldest = (rules: readonly Rule[]): readonly Frozen[] =>
  rules.flatMap(({ id: rule, freeze }) =>
    freeze?.effect === 'level'
      ? freeze.calendars.map((calendar) => ({ rule, calendar, effect: 'level', why: 'closed' }))
      : [],
  );
