/** The few questions of `init`: what is wrong with an answer is said, and it is asked again. */

import { type Offer, slugOf } from './init-offers.ts';

export interface Answers {
  readonly team: string;
  readonly channel: string;
  readonly approvers: Members;
  readonly requesters: Members;
  readonly chosen: readonly Offer[];
}

/** A user group of Slack, or people. */
export type Members = { readonly usergroup: string } | { readonly people: readonly Member[] };

export interface Member {
  readonly slack: string;
  /** The IAM user that would hold access. */
  readonly user?: string;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string };

const ok = <T>(value: T): Read<T> => ({ ok: true, value });
const no = (why: string) => ({ ok: false, why }) as const;

export const readTeam = (typed: string): Read<string> =>
  /^[TE][A-Z0-9]{6,14}$/.test(typed)
    ? ok(typed)
    : no('A workspace id looks like T0123ABCD: it is in the address of Slack in a browser.');

export const readChannel = (typed: string): Read<string> =>
  /^[CG][A-Z0-9]{6,14}$/.test(typed)
    ? ok(typed)
    : no('A channel id looks like C0123ABCD: it is at the end of the details of the channel.');

/** `S0123ABCD`, or `U0123ABCD,U0456EFGH`. */
export function readApprovers(typed: string): Read<Members> {
  if (USERGROUP.test(typed)) return ok({ usergroup: typed });
  const people = parts(typed);
  const wrong = people.find((one) => !MEMBER.test(one));
  if (people.length > 0 && wrong === undefined) {
    return ok({ people: people.map((slack) => ({ slack })) });
  }
  return no(
    `${wrong ? `“${wrong}” is neither. ` : ''}A user group looks like S0123ABCD, a member id ` +
      'like U0123ABCD (profile, "Copy member ID"); several are parted by commas.',
  );
}

/** `S0123ABCD`, or `U0123ABCD=aiko.sato,…`: whoever would hold access has an IAM user. */
export function readRequesters(typed: string, users: readonly string[]): Read<Members> {
  if (USERGROUP.test(typed)) return ok({ usergroup: typed });
  const people: Member[] = [];
  for (const one of parts(typed)) {
    const [slack = '', user = ''] = one.split('=');
    if (!MEMBER.test(slack) || user === '') return no(`“${one}” is neither. ${REQUESTERS}`);
    // Where users could not be read, nobody can say.
    if (users.length > 0 && !users.includes(user)) {
      return no(`There is no IAM user ${user} in this account.`);
    }
    people.push({ slack, user });
  }
  return people.length > 0 ? ok({ people }) : no(REQUESTERS);
}

const REQUESTERS =
  'A user group looks like S0123ABCD; a person is written U0123ABCD=iam-user; several are parted ' +
  'by commas.';

/** `all`, or numbers or names of the list. */
export function readChosen(typed: string, offers: readonly Offer[]): Read<readonly Offer[]> {
  if (typed === 'all') return ok(offers);
  const chosen = new Set<Offer>();
  for (const one of parts(typed)) {
    const offer = offers[Number(one) - 1] ?? offers.find(({ id }) => id === slugOf(one));
    if (!offer) return no(`There is no ${one} in the list: it has 1 to ${offers.length}.`);
    chosen.add(offer);
  }
  return chosen.size > 0
    ? ok(offers.filter((offer) => chosen.has(offer)))
    : no('Numbers of the list, parted by commas, or all.');
}

const parts = (typed: string): readonly string[] =>
  typed.split(/[\s,]+/).filter((one) => one !== '');
const USERGROUP = /^S[A-Z0-9]{6,14}$/;
const MEMBER = /^[UW][A-Z0-9]{6,14}$/;
