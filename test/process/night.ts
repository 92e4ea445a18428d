/** What is true of a night of kills: told by AWS as it went, by the log, and by the chat. */

import { JUMP, PRODUCTION } from '../story/seed.ts';
import { type Ended, pause, run } from './program.ts';
import type { Message } from '../stand-ins/slack/conversation.ts';
import { cardsOf, type Told } from './story.ts';
import { ENTITLEMENTS, EVERYBODY, slackId, type Town } from './town.ts';

/** An event as `audit export` writes it. */
export interface Fact {
  readonly record: string;
  readonly type: string;
  readonly actor: string;
  readonly atMs: number;
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function exported(town: Town): Promise<readonly Fact[]> {
  const { out, code, err } = await run(['audit', 'export'], { env: town.env });
  if (code !== 0) throw new Error(err);
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fact);
}

export const verified = (town: Town): Promise<Ended> => run(['audit', 'verify'], { env: town.env });

/** A moment at which somebody could take on a role. */
export interface Sight {
  readonly user: string;
  readonly role: string;
  readonly atMs: number;
}

/** Asks AWS five times a second who may do what. */
export function watch(town: Town): { readonly seen: readonly Sight[]; stop(): void } {
  const roles = [...new Set(ENTITLEMENTS.map((one) => one.role))];
  const seen: Sight[] = [];
  const timer = setInterval(() => {
    const atMs = Date.now();
    for (const user of EVERYBODY) {
      for (const role of roles) if (town.may(user, role)) seen.push({ user, role, atMs });
    }
  }, 200);
  return { seen, stop: () => clearInterval(timer) };
}

/** From the launch of one process to its death. */
export interface Life {
  readonly fromMs: number;
  toMs: number;
}

/** How long at a stretch the longest of these lives had, between two moments, to do something. */
export const longestLife = (lives: readonly Life[], fromMs: number, toMs: number): number =>
  Math.max(0, ...lives.map((one) => Math.min(toMs, one.toMs) - Math.max(fromMs, one.fromMs)));

export interface Late {
  readonly sight: Sight;
  /** Beyond the end of the last grant; undefined when there was no grant at all. */
  readonly lateMs: number | undefined;
}

/** Access that no approved and unexpired grant explains. */
export function unexplained(facts: readonly Fact[], seen: readonly Sight[]): readonly Late[] {
  const windows = facts.flatMap(({ record, type, atMs }) => {
    if (type !== 'request-approved') return [];
    const own = facts.filter((one) => one.record === record);
    const asked = own.find((one) => one.type === 'request-submitted')?.facts ?? {};
    const end = own.find((one) => one.type === 'grant-revoked')?.facts['endMs'];
    const role = ENTITLEMENTS.find((one) => one.id === asked['entitlement'])?.role;
    return [{ user: asked['requester'], role, fromMs: atMs, toMs: Number(end ?? atMs) }];
  });
  return seen.flatMap((sight) => {
    const own = windows.filter(
      (one) => one.user === sight.user && one.role === sight.role && one.fromMs <= sight.atMs,
    );
    const toMs = Math.max(...own.map((one) => one.toMs));
    if (own.length > 0 && sight.atMs < toMs) return [];
    return [{ sight, lateMs: own.length > 0 ? sight.atMs - toMs : undefined }];
  });
}

/** What of ours is left at AWS, but for fences, which stand their time. */
export function leftovers(town: Town): readonly string[] {
  const left: string[] = [];
  for (const user of EVERYBODY) {
    const { inline, groups, tags } = town.aws.account(JUMP).user(user) ?? NOTHING;
    for (const name of Object.keys(inline)) if (!isFence(name)) left.push(`${user} ${name}`);
    for (const group of groups) left.push(`${user} in ${group}`);
    for (const { key } of tags) left.push(`${user} tagged ${key}`);
  }
  for (const { role } of ENTITLEMENTS) {
    const { inline } = town.aws.account(PRODUCTION).role(role) ?? NOTHING;
    const names = Object.keys(inline).filter((name) => name !== 'work' && !isFence(name));
    left.push(...names.map((name) => `${role} ${name}`));
  }
  return left;
}

const NOTHING = { inline: {}, groups: [], tags: [] };
const isFence = (name: string) => /^prod-access-night1-(fence|end)-/.test(name);

/** Words that stand where the same words stood already. */
export interface Again {
  readonly words: string;
  readonly firstMs: number;
  readonly atMs: number;
}

/** Words that somebody read more than once: their first post was answered to a dead process. */
export function saidAgain(town: Town, told: Told): readonly Again[] {
  const cards = cardsOf(town, told.entitlement, told.id);
  return repeats([
    ...cards.map(({ ts }) => ({ words: `the card of ${told.id}`, ts })),
    ...repliesTo(town, cards).map((one) => ({
      words: `${told.id}: ${town.slack.plainText(one)}`,
      ts: one.ts,
    })),
  ]);
}

function repeats(posts: readonly { readonly words: string; readonly ts: string }[]) {
  const inTurn = posts.toSorted((one, other) => Number(one.ts) - Number(other.ts));
  return inTurn.flatMap(({ words, ts }, at) => {
    const before = inTurn.slice(0, at).findLast((one) => one.words === words);
    return before ? [{ words, firstMs: Number(before.ts) * 1000, atMs: Number(ts) * 1000 }] : [];
  });
}

/** A post of the dead may arrive after the death: Slack here takes its time over some. */
const UNDER_WAY_MS = 1_000;

/** Whether one process died between the two: only then is the same said again. */
export const isExplained = ({ firstMs, atMs }: Again, lives: readonly Life[]): boolean =>
  lives.some(({ toMs }) => toMs > firstMs - UNDER_WAY_MS && toMs <= atMs);

/** The lines of a case, under every card it ever had. */
export const threadOf = (town: Town, told: Told): readonly string[] =>
  repliesTo(town, cardsOf(town, told.entitlement, told.id)).map((one) => town.slack.plainText(one));

const repliesTo = (town: Town, cards: readonly Message[]): readonly Message[] =>
  cards.flatMap((card) =>
    town.slack
      .messages(card.channel)
      .filter((one) => one.threadTs === card.ts && one.ts !== card.ts),
  );

/** Recorded facts that should stand in the thread, and do not. */
export function unsaid(town: Town, told: Told, facts: readonly Fact[]): readonly string[] {
  const lines = [...new Set(threadOf(town, told))];
  const own = facts.filter((one) => one.record === `case/${told.id}`);
  return Object.entries(LINES).flatMap(([type, words]) => {
    const count = own.filter((one) => one.type === type && one.facts['by'] !== 'time').length;
    const said = lines.filter((line) => words.test(line)).length;
    return said < count ? [`${told.id} ${type}: ${said} of ${count}`] : [];
  });
}

/** By time is how most grants end: that line is the one of the removal, so it is asked apart. */
const LINES: Readonly<Record<string, RegExp>> = {
  'request-submitted': / asked for Production /,
  'rule-applied': /^Rule .* applies/,
  'review-given': / approved/,
  'grant-active': /^Access is active until/,
  'grant-ending': / ended this grant/,
  'grant-revoked': /Removal confirmed|Access stays for|^This grant ended/,
  'request-cancelled': / withdrew the request/,
};

/** Direct messages that say that access has ended; one for each grant, and after a kill again. */
export function farewells(town: Town, who: string) {
  const posts = town.slack
    .as(slackId(who))
    .dms.map((one) => ({ words: town.slack.plainText(one), ts: one.ts }))
    .filter(({ words }) => / ended /.test(words.split('\n')[0] ?? ''));
  return { count: posts.length, again: repeats(posts) };
}

/** The last lines and notices of the last stories are on their way. */
export async function settled(
  town: Town,
  told: readonly Told[],
  giveUp: AbortSignal,
): Promise<void> {
  const isSaid = (one: Told) =>
    one.way === 'cancel' ||
    threadOf(town, one).some((line) => /Removal confirmed|stays for/.test(line));
  while (!told.every(isSaid) && !giveUp.aborted) await pause(200);
  await pause(3_000);
}
