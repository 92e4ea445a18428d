/** Whom a rule means: groups as they are known, and demands on the people in them. */

import type { Person } from '../../src/kernel/person.ts';
import type { PolicyFacts } from '../../src/policy/decision.ts';
import type { Who } from '../../src/policy/rule.ts';
import { components, type Humans } from './second-people.ts';

export interface Demand {
  readonly count: number;
  readonly keys: readonly string[];
}

export function isNamed(from: readonly Who[], person: Person, facts: PolicyFacts) {
  const keys = new Set(from.flatMap((who) => accountsOf(who, facts)));
  if (person.keys.some((key) => keys.has(key))) return 'yes';
  return from.some((who) => isSilent(who, facts)) ? 'unknown' : 'no';
}

function accountsOf(who: Who, { groups }: PolicyFacts): readonly string[] {
  if ('person' in who) return [who.key];
  const members = groups.get(who.group);
  return members?.known ? members.keys : [];
}

export const isSilent = (who: Who, { groups }: PolicyFacts): boolean =>
  'group' in who && groups.get(who.group)?.known === false;

export function demandOf(count: number, from: readonly Who[], facts: PolicyFacts): Demand {
  const humans = humansIn(facts);
  const own = [facts.requester.key, facts.beneficiary.key].map(humans);
  const keys = [...new Set(from.flatMap((who) => accountsOf(who, facts)))];
  return { count, keys: keys.filter((key) => !own.includes(humans(key))) };
}

export const humansIn = ({ requester, beneficiary, people = [] }: PolicyFacts): Humans =>
  components([requester, beneficiary, ...people]);
