/** Who may ask: known members of the groups a rule names, and the people it names. */

import type { PersonKey } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import type { Groups, Members, Rule, Who } from './rule.ts';

/** Unknown is not yes: the groups that did not answer are named, so that the refusal can say so. */
export type Eligibility =
  | { readonly say: 'yes' }
  | { readonly say: 'no' }
  | { readonly say: 'unknown'; readonly silent: readonly string[] };

/**
 * Whether these people are all named by the rule.
 *
 * Who asks for somebody else must be eligible, and so must the one who would hold the access:
 * otherwise an eligible colleague could hand production to anybody.
 */
export function eligibility(rule: Rule, parties: readonly Person[], groups: Groups): Eligibility {
  const said = parties.map((person) => eligibilityOf(rule, person, groups));
  return (
    said.find(({ say }) => say === 'no') ??
    said.find(({ say }) => say === 'unknown') ?? { say: parties.length > 0 ? 'yes' : 'no' }
  );
}

/** Everybody whom a rule speaks of, in whatever part. */
export function namedIn({ eligible, levels, freeze, breakGlass }: Rule): readonly Who[] {
  const cold = freeze?.effect === 'level' ? [freeze.level] : [];
  const asked = [...levels, ...cold].flatMap(({ from, escalate }) => [
    ...from,
    ...(escalate?.to ?? []),
  ]);
  return [
    ...eligible,
    ...asked,
    ...(breakGlass ? [...breakGlass.eligible, ...breakGlass.review.from] : []),
  ];
}

/** A group that nobody configured has no members; one that did not answer is unknown. */
export function membersOf(who: Who, groups: Groups): Members {
  if ('person' in who) return { known: true, keys: [who.key] };
  return groups.get(who.group) ?? { known: true, keys: [] };
}

export function silentGroups(from: readonly Who[], groups: Groups): readonly string[] {
  return from.flatMap((who) =>
    'group' in who && !membersOf(who, groups).known ? [who.group] : [],
  );
}

/** As a sentence names them: a group by its id, a person by name. */
export const whoName = (who: Who): string => ('group' in who ? who.group : who.person);

/** Nobody is left to choose from: every one of these people. */
export const everybodyIn = (
  count: number,
  from: readonly Who[],
): { readonly isEverybody?: true } =>
  count === from.length && from.every((who) => 'person' in who) ? { isEverybody: true } : {};

function eligibilityOf(rule: Rule, person: Person, groups: Groups): Eligibility {
  const isNamed = rule.eligible.some((who) => {
    const members = membersOf(who, groups);
    return members.known && person.keys.some((key) => within(members.keys).has(key));
  });
  if (isNamed) return { say: 'yes' };
  const silent = silentGroups(rule.eligible, groups);
  return silent.length > 0 ? { say: 'unknown', silent } : { say: 'no' };
}

/** A group is asked about once for each of a hundred rules: it is put in order once. */
const ordered = new WeakMap<readonly PersonKey[], ReadonlySet<PersonKey>>();

function within(keys: readonly PersonKey[]): ReadonlySet<PersonKey> {
  const known = ordered.get(keys) ?? new Set(keys);
  ordered.set(keys, known);
  return known;
}
