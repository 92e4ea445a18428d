/** What people of the stories do again and again, and what must hold after every story. */

import { expect } from 'vitest';
import { openReader } from '../../adapters/registry.ts';
import type { AuditEvent, EventType } from '../../src/audit/event.ts';
import type { RequestId } from '../../src/kernel/brand.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import type { Message } from '../stand-ins/slack/conversation.ts';
import { CHANNELS, PEOPLE, type World } from './world.ts';

export const MINUTE = 60_000;

/** One request with its card, as its readers see them. */
export interface Story {
  readonly id: RequestId;
  /** Where the card was first posted. */
  readonly ts: string;
  card(): Message;
  words(): string;
  thread(): readonly string[];
  says(words: string): boolean;
  click(name: Who, button: string): ReturnType<Slack['click']>;
}

export type Who = keyof typeof PEOPLE;
type Slack = ReturnType<World['slack']['as']>;

const cards = (world: World) =>
  world.slack.messages(CHANNELS.approvals).filter(({ threadTs }) => threadTs === undefined);

/** Somebody asks in one line; resolves when the card is posted. */
export const ask = (world: World, line: string, name: Who = 'aiko'): Promise<Story> =>
  posted(world, () => world.slack.as(PEOPLE[name]).command('/prod-access', line));

/** Somebody asks in whatever way; resolves when the card is posted. */
export async function posted(world: World, asks: () => Promise<unknown>): Promise<Story> {
  const known = new Set(cards(world).map(({ ts }) => ts));
  const fresh = () => cards(world).find(({ ts }) => !known.has(ts));
  await asks();
  await world.runUntil('the card is posted', () => fresh() !== undefined);
  return storyOf(world, fresh()?.ts ?? '');
}

export function storyOf(world: World, ts: string): Story {
  const { slack } = world;
  const card = () => cards(world).find((one) => one.ts === ts) ?? missing(ts);
  const words = () => slack.plainText(card());
  const thread = () => slack.thread(CHANNELS.approvals, ts);
  const id = /PA-[0-9A-Z]+/.exec(words())?.[0] ?? missing(ts);
  return {
    id: id as RequestId,
    ts,
    card,
    words,
    thread,
    says: (what) => thread().some((line) => line.includes(what)),
    click: (name, button) => slack.as(PEOPLE[name]).click(CHANNELS.approvals, ts, button),
  };
}

/** Approves as one after the other, until AWS has confirmed. */
export async function approve(world: World, story: Story, ...by: readonly Who[]): Promise<void> {
  for (const name of by) {
    await story.click(name, 'Approve');
    await world.runUntil(`${name} is counted`, () => story.says(`${name} approved`));
  }
  const isActive = () =>
    story.says('Access is active until') || story.says('The runbook is running');
  await world.runUntil('access is active', isActive);
  await untilEndIsWritten(world);
}

/** Until its exact end is at AWS, access is held to the latest that it may be. */
export async function untilEndIsWritten(world: World): Promise<void> {
  const untilMs = world.clock.nowMs() + 8_000;
  await world.runUntil('its exact end is written', () => world.clock.nowMs() >= untilMs);
}

export async function givenProdDb(world: World, line = 'prod-db 1h Restart the stuck replica') {
  const story = await ask(world, line);
  await approve(world, story, 'ben', 'chie');
  return story;
}

/** The end of every story: nobody edited the facts, and no work failed. */
export async function expectSound(world: World): Promise<void> {
  await world.stopBot();
  const reader = await openReader(world.database, { region: 'us-east-1', clock: world.clock });
  try {
    const report = await verifyAudit(reader);
    expect(report).toMatchObject({ ok: true });
  } finally {
    reader.close();
  }
  expect(world.log.filter((line) => line.includes('work-failed'))).toEqual([]);
}

/** The recorded facts of one case, oldest first; without `id`, all that reached the log. */
export async function factsOf(world: World, id?: RequestId): Promise<AuditEvent[]> {
  const reader = await openReader(world.database, { region: 'us-east-1', clock: world.clock });
  const facts: AuditEvent[] = [];
  const logged = new Set<string>();
  try {
    const key = id === undefined ? undefined : (`case/${id}` as const);
    for await (const { event, hash } of reader.events(key ? { record: key } : {})) {
      logged.add(hash);
      facts.push(event);
    }
    const head = key && (await reader.load(key));
    for (const { event, hash } of head?.sealed ?? []) if (!logged.has(hash)) facts.push(event);
  } finally {
    reader.close();
  }
  return facts;
}

export const hasFact = async (world: World | undefined, id: RequestId, type: EventType) =>
  world !== undefined && (await factsOf(world, id)).some((fact) => fact.type === type);

/** What one person was told in private, one entry of plain words each. */
export const dmsOf = ({ slack }: World, name: Who): readonly string[] =>
  slack.as(PEOPLE[name]).dms.map((one) => slack.plainText(one));

export const whispersTo = ({ slack }: World, name: Who): readonly string[] =>
  slack.as(PEOPLE[name]).whispers.map((one) => slack.plainText(one));

function missing(ts: string): never {
  throw new Error(`There is no card ${ts}.`);
}
