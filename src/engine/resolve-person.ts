/** From an account in a chat to exactly one human and at most one AWS principal, or to no. */

import type { PersonKey } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import { isIdentityStore, listedAs, type Person, type Reader } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import { roleSessionOf, SESSION_NAME, sessionUser } from '../kernel/role-session.ts';
import type { ChatAccount, PrincipalEntry } from '../ports/directory.ts';
import type { Context } from './context.ts';

export interface Known {
  readonly person: Person;
  readonly account: ChatAccount;
}

/** As fresh as an act with consequences needs it. */
export const FRESH_MS = 60_000;
/** Good enough for drawing a form. */
export const WARM_MS = 15 * 60_000;

export async function resolvePerson(
  ctx: Context,
  key: PersonKey,
  maxAgeMs: number = FRESH_MS,
): Promise<Answer<Known>> {
  // Of a chat that is not served any more nobody is asked: its people are strangers, and not gone.
  if (!isServed(ctx, key)) return refuse('person-stranger', {});
  // By whom nothing was said.
  let silent = key.split(':')[0] ?? 'chat';
  try {
    const account = await ctx.directory.account(key, maxAgeMs);
    const operators = ctx.config.operators.contact;
    if (!account) return refuse('person-unknown', { operators });
    const standing = standingOf(account);
    if (standing) return standing;
    silent = 'AWS';
    const person = await personOf(ctx, account, maxAgeMs);
    return person.ok ? ok({ person: person.value, account }) : person;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    ctx.log.warn('directory-silent', { person: key, why: error.message });
    return refuse('directory-silent', { what: silent });
  }
}

/** For whoever is to be a party, asker or approver: of them it has to be sure who they are. */
export async function resolveParty(ctx: Context, key: PersonKey): Promise<Answer<Known>> {
  const known = await resolvePerson(ctx, key);
  if (!known.ok || isOneHuman(ctx, known.value.person)) return known;
  return refuse('person-unknown', { operators: ctx.config.operators.contact });
}

/**
 * Where there are two chats, an account that nobody mapped may be a second one of somebody who is a
 * party already. A session named by the account itself maps nothing.
 */
function isOneHuman({ config }: Context, { key, principal, center }: Person): boolean {
  if (!config.slack || !config.teams || center) return true;
  if (principal && !roleSessionOf(principal.user)) return true;
  return config.people.listed.some((one) => one.keys.includes(key));
}

/** For whom words are drawn; the defaults when the chat does not answer. */
export async function readerOf(ctx: Context, key: PersonKey): Promise<Reader> {
  const account = await ctx.directory.account(key, WARM_MS).catch(() => undefined);
  const { locale, zone } = account ?? { locale: ctx.config.language, zone: ctx.config.zone };
  return { locale, zone, nowMs: ctx.clock.nowMs() };
}

function isServed({ config: { slack, teams } }: Context, key: PersonKey): boolean {
  const [platform, tenant] = key.split(':');
  return tenant === (platform === 'teams' ? teams?.tenant : slack?.team);
}

function standingOf({ standing }: ChatAccount) {
  if (standing === 'stranger') return refuse('person-stranger', {});
  if (standing === 'bot') return refuse('person-not-human', {});
  if (standing === 'guest') return refuse('person-guest', {});
  if (standing === 'left') return refuse('person-left', {});
  return undefined;
}

/** The people file first; tags and exact e-mail only where the file does not know the account. */
async function personOf(
  ctx: Context,
  account: ChatAccount,
  maxAgeMs: number,
): Promise<Answer<Person>> {
  const { listed, byTag, byEmail } = ctx.config.people;
  const known = listedAs(listed, [account.key]);
  const isWhole = known?.principal && (known.center || !ctx.config.center);
  if (isWhole) return ok(known);
  const base: Person = known ?? { key: account.key, keys: [account.key], name: account.name };
  if (!byTag && !byEmail) return ok(withSession(ctx, base, account));
  const entries = await ctx.principals.entries(maxAgeMs);
  const isMine = (entry: PrincipalEntry) =>
    (byTag && entry.chat !== undefined && base.keys.some((key) => key === entry.chat)) ||
    (byEmail && account.email !== undefined && entry.email === account.email);
  const mine = entries.filter(isMine);
  const users = base.principal ? [] : mine.filter((one) => !isIdentityStore(one.account));
  const inCenter = base.center ? [] : mine.filter((one) => isIdentityStore(one.account));
  // Two principals that both claim one human: nobody guesses which.
  if (users.length > 1 || inCenter.length > 1) {
    return refuse('person-ambiguous', { operators: ctx.config.operators.contact });
  }
  const [principal] = users.map(bare);
  const [center] = inCenter.map(bare);
  const found = { ...base, ...(principal && { principal }), ...(center && { center }) };
  return ok(withSession(ctx, found, account));
}

/** Whom neither the file nor a tag gives a user comes by an identity provider. */
function withSession({ config }: Context, person: Person, { email = '' }: ChatAccount): Person {
  const { sessions } = config.people;
  if (!sessions || person.principal || !SESSION_NAME.test(email)) return person;
  const { account, role, by } = sessions;
  return { ...person, principal: { account, user: sessionUser({ role, by, name: email }) } };
}

const bare = ({ account, user }: PrincipalEntry) => ({ account, user });

/** What a person is called, for sentences about others. */
export async function nameOf(ctx: Context, key: PersonKey): Promise<string> {
  const known = listedAs(ctx.config.people.listed, [key]);
  if (known) return known.name;
  const account = await ctx.directory.account(key, WARM_MS).catch(() => undefined);
  return account?.name ?? key.split(':').at(-1) ?? key;
}
