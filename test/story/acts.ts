/** More of what people do in a story, for tests that end with every invariant checked. */

import type { Chat } from './chats.ts';
import { type Story, approve, ask, dmsOf, type Who } from './deeds.ts';
import { quiet } from './quiet.ts';
import { soundAfter } from './sound.ts';
import type { Form, Values } from './town.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** A world for one story, and proof afterwards that nothing was left behind. */
export async function inWorld(
  play: (world: World) => Promise<void>,
  options: WorldOptions = {},
): Promise<void> {
  const world = await createWorld(options);
  try {
    await play(world);
    await soundAfter(world);
  } finally {
    await world.close();
  }
}

/** The same in a chat. */
export const worldsIn =
  (chat: Chat) =>
  (play: (world: World) => Promise<void>, options: WorldOptions = {}): Promise<void> =>
    inWorld(play, { chat, ...options });

/** Types a line to the bot and reads what is answered. */
export async function type(world: World, who: Who, line: string): Promise<string> {
  return (await world.asking.type(who, line)).said();
}

/** Opens the form, filled with what a line said. */
export async function openForm(world: World, line = '', who: Who = 'aiko'): Promise<Form> {
  return (await world.asking.type(who, line)).form();
}

/** Presses a button on the card that does its work without a word. */
export async function press(story: Story, who: Who, button = 'Approve'): Promise<void> {
  await story.click(who, button);
  await quiet();
}

/** Presses a button on the card and reads what is answered. */
export async function refusal(who: Who, story: Story, button = 'Approve'): Promise<string> {
  return (await story.click(who, button)).said();
}

/** Presses a button that opens a form, sends the form, and reads what came of it. */
export async function send(
  who: Who,
  story: Story,
  button: string,
  values: Values = {},
): Promise<string> {
  const form = await (await story.click(who, button)).form();
  return (await form.send(values)).said;
}

/** Presses a button under what the operators read last of it, and reads what is answered. */
export async function pressInOps({ deciding }: World, who: Who, button: string): Promise<string> {
  const post = deciding.posts('ops').findLast((one) => one.words().includes(`[ ${button} ]`));
  if (!post) throw new Error(`The operators have no button ${button}.`);
  return (await deciding.click(who, post, button)).said();
}

/** Asks, has it approved by as many as it takes, and waits until it is active. */
export async function obtain(world: World, line: string, who: Who = 'aiko'): Promise<Story> {
  const story = await ask(world, line, who);
  const two = line.startsWith('prod-db');
  await approve(world, story, 'ben', ...(two ? (['chie'] as const) : []));
  return story;
}

export const buttonsOf = (story: Story): readonly string[] =>
  Array.from(story.words().matchAll(/\[ ([^\]]+?) \]/g), ([, label = '']) => label);

export const opsOf = ({ deciding }: World): string =>
  deciding
    .posts('ops')
    .flatMap((one) => [one.words(), ...one.thread()])
    .join('\n---\n');

export const untilCard = (world: World, story: Story, words: string, withinMs?: number) =>
  world.runUntil(`the card says “${words}”`, () => story.words().includes(words), withinMs);

export const untilThread = (world: World, story: Story, words: string, withinMs?: number) =>
  world.runUntil(`the thread says “${words}”`, () => story.says(words), withinMs);

export const untilOps = (world: World, words: string, withinMs?: number) =>
  world.runUntil(`the operators read “${words}”`, () => opsOf(world).includes(words), withinMs);

export const untilDm = (world: World, who: Who, words: string, withinMs?: number) =>
  world.runUntil(
    `${who} reads “${words}”`,
    () => dmsOf(world, who).some((one) => one.includes(words)),
    withinMs,
  );

/** Lets the clock run a little, so that what is due happens. */
export async function letRun(world: World, ms: number): Promise<void> {
  const untilMs = world.clock.nowMs() + ms;
  await world.runUntil('time has passed', () => world.clock.nowMs() >= untilMs, ms + 60_000);
  await quiet();
}
