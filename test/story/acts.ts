/** More of what people do in a story, for tests that end with every invariant checked. */

import { type Story, approve, ask, dmsOf, type Who } from './deeds.ts';
import { quiet } from './quiet.ts';
import { soundAfter } from './sound.ts';
import { CHANNELS, createWorld, PEOPLE, type World, type WorldOptions } from './world.ts';

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

/** Types a line behind `/prod-access` and reads what is whispered back. */
export async function type(world: World, who: Who, line: string): Promise<string> {
  const answer = await world.slack.as(PEOPLE[who]).command('/prod-access', line);
  return world.slack.plainText(await answer.untilWhisper('', PATIENCE_MS));
}

/** Presses a button on the card that does its work without a word. */
export async function press(story: Story, who: Who, button = 'Approve'): Promise<void> {
  await story.click(who, button);
  await quiet();
}

/** Presses a button on the card and reads what is whispered back. */
export async function refusal(
  world: World,
  who: Who,
  story: Story,
  button = 'Approve',
): Promise<string> {
  const answer = await story.click(who, button);
  return world.slack.plainText(await answer.untilWhisper('', PATIENCE_MS));
}

/** Presses a button that opens a form, sends the form, and reads what is wrong with it. */
export async function send(
  world: World,
  who: Who,
  story: Story,
  button: string,
  values: Readonly<Record<string, string>> = {},
): Promise<string> {
  const actor = world.slack.as(PEOPLE[who]);
  const answer = await story.click(who, button);
  await answer.untilView();
  const sent = await actor.submitView(values);
  await quiet();
  const view = sent.view ? [world.slack.plainText(sent.view)] : [];
  const whispers = sent.whispers.map((one) => world.slack.plainText(one));
  return [...Object.values(sent.errors), ...view, ...whispers].join('\n');
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

export const opsOf = ({ slack }: World): string =>
  slack
    .messages(CHANNELS.ops)
    .map((one) => slack.plainText(one))
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

const PATIENCE_MS = 5_000;
