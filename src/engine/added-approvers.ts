/** Whom a requester wants to approve as well: who they are, and whether they could at all. */

import type { Choice } from '../card/form.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { isSamePerson, listedAs, type Person } from '../kernel/person.ts';
import {
  type Answer,
  ok,
  type Refusal,
  type RefusalCode,
  type RefusalFacts,
  refuse,
} from '../kernel/refusal.ts';
import type { Who } from '../policy/rule.ts';
import { ADDED } from '../policy/stages.ts';
import type { Context } from './context.ts';
import { nameOf, resolveParty } from './resolve-person.ts';

/** Each of them known as any approver has to be; none is dropped without a word. */
export async function addedApprovers(
  ctx: Context,
  requester: Person,
  typed: readonly string[],
): Promise<Answer<readonly Who[]>> {
  const answers = await Promise.all(typed.map((one) => approverFor(ctx, requester, one)));
  const people: Person[] = [];
  for (const answer of answers) {
    if (!answer.ok) return answer;
    if (!people.some((one) => isSamePerson(one, answer.value))) people.push(answer.value);
  }
  const added = people.map(({ key, name }): Who => ({ person: name, key }));
  return ok(added.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)));
}

const keyOf = (who: Who): string => ('key' in who ? who.key : '');

async function approverFor(
  ctx: Context,
  requester: Person,
  typed: string,
): Promise<Answer<Person>> {
  const key = accountOf(ctx, typed);
  if (!key) return unfit(ctx, typed, 'unknown');
  const known = await resolveParty(ctx, key);
  if (!known.ok) {
    const why = WHY[known.code];
    return why ? unfit(ctx, await nameOf(ctx, key), why) : known;
  }
  const { person } = known.value;
  return isSamePerson(person, requester) ? unfit(ctx, person.name, 'own') : ok(person);
}

type Why = RefusalFacts['also-unfit']['why'];

const WHY: Partial<Readonly<Record<RefusalCode, Why>>> = {
  'person-unknown': 'unknown',
  'person-ambiguous': 'unknown',
  'person-not-human': 'bot',
  'person-guest': 'guest',
  'person-stranger': 'stranger',
  'person-left': 'left',
};

const unfit = ({ config }: Context, who: string, why: Why) =>
  refuse('also-unfit', { who, why, operators: config.operators.contact });

/** A name of the people file, or an account as the form gives it. */
function accountOf({ config }: Context, typed: string): PersonKey | undefined {
  const name = typed.toLowerCase();
  const listed = config.people.listed.find((one) => one.name.toLowerCase() === name);
  return listed?.key ?? (/^(slack|teams):./.test(typed) ? (typed as PersonKey) : undefined);
}

/** Where the level that they make cannot be met, it is they who are too many, not the rule's. */
export function withoutThem(ctx: Context, refusal: Refusal, added: readonly Who[]): Refusal {
  const isTheirs = refusal.code === 'nobody-could-approve' && refusal.facts.level === ADDED;
  if (!isTheirs) return refusal;
  const names = added.flatMap((who) => ('person' in who ? [who.person] : []));
  return unfit(ctx, names.join(', '), 'needed');
}

/** For the form: those who are known by name, by the account they have where it is drawn. */
export function addedChoices(
  { config }: Context,
  actor: PersonKey,
  typed: readonly string[],
): readonly Choice[] {
  const chat = actor.split(':')[0] ?? '';
  return typed.flatMap((one): Choice[] => {
    const { listed } = config.people;
    const byName = listed.find(({ name }) => name.toLowerCase() === one.toLowerCase());
    const known = byName ?? listedAs(listed, [one as PersonKey]);
    const key = known?.keys.find((each) => each.startsWith(`${chat}:`)) ?? known?.key;
    if (known && key) return [{ value: key, label: known.name }];
    return one.includes(':') ? [{ value: one, label: one }] : [];
  });
}

/** Whom the people file names, for chats that have no list of their own people to offer. */
export function approverChoices(
  { config }: Context,
  person: Person,
  typed: string,
  most: number,
): readonly Choice[] {
  const wanted = typed.trim().normalize('NFKC').toLowerCase();
  return config.people.listed
    .filter((one) => one.name.toLowerCase().includes(wanted) && !isSamePerson(one, person))
    .map(({ key, name }) => ({ value: key, label: name }))
    .slice(0, most);
}
