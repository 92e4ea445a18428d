/** What people of the stories do again and again, and what must hold after every story. */

import { expect } from 'vitest';
import { openReader } from '../../adapters/registry.ts';
import type { AuditEvent, EventType } from '../../src/audit/event.ts';
import type { RequestId } from '../../src/kernel/brand.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import type { Who } from './seed.ts';
import type { Heard, Post, Standing } from './town.ts';
import type { World } from './world.ts';

export type { Who };

export const MINUTE = 60_000;

/** One request with its card, as its readers see them. */
export interface Story {
  readonly id: RequestId;
  /** Where the card was first posted. */
  readonly post: Post;
  words(): string;
  thread(): readonly string[];
  says(words: string): boolean;
  click(name: Who, button: string): Promise<Heard>;
}

export const cardsIn = ({ deciding }: World): readonly Post[] => deciding.posts('approvals');

/** Somebody asks in one line; resolves when the card is posted. */
export const ask = (world: World, line: string, name: Who = 'aiko'): Promise<Story> =>
  posted(world, () => world.asking.type(name, line));

/** Somebody asks in whatever way; resolves when the card is posted. */
export async function posted(world: World, asks: () => Promise<unknown>): Promise<Story> {
  const known = new Set(cardsIn(world).map(({ id }) => id));
  const fresh = () => cardsIn(world).find(({ id }) => !known.has(id));
  await asks();
  await world.runUntil('the card is posted', () => fresh() !== undefined);
  return storyOf(world, fresh());
}

export function storyOf({ deciding }: World, post: Post | undefined): Story {
  if (!post) throw new Error('There is no card.');
  const { words, thread } = post;
  return {
    id: (/PA-[0-9A-Z]+/.exec(words())?.[0] ?? '') as RequestId,
    post,
    words,
    thread,
    says: (what) => thread().some((line) => line.includes(what)),
    click: (name, button) => deciding.click(name, post, button),
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

const townsOf = ({ asking, deciding }: World) => [...new Set([asking, deciding])];

/** What one person was told in private, one entry of plain words each. */
export const dmsOf = (world: World, name: Who): readonly string[] =>
  townsOf(world).flatMap(({ told }) => told(name));

/** What one person alone was answered. */
export const whispersTo = (world: World, name: Who): readonly string[] =>
  townsOf(world).flatMap(({ whispered }) => whispered(name));

export const isTold = (world: World, name: Who, words: string): boolean =>
  [...whispersTo(world, name), ...dmsOf(world, name)].some((one) => one.includes(words));

/** What somebody is, wherever they have an account. */
export function become(world: World, who: Who, standing: Standing): void {
  for (const { office } of townsOf(world)) office.become(who, standing);
}
