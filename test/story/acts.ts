/** What people do in a story, and what they then see. */

import type { Message } from '../stand-ins/slack/conversation.ts';
import { quiet } from './quiet.ts';
import { CHANNELS, createWorld, PEOPLE, type World, type WorldOptions } from './world.ts';
import { soundAfter } from './sound.ts';

export type Name = keyof typeof PEOPLE;

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

/** The card of one request, by its place. */
export interface Card {
  readonly id: string;
  readonly channel: string;
  readonly ts: string;
}

export const asActor = (world: World, who: Name) => world.slack.as(PEOPLE[who]);

/** Types a line behind `/prod-access` and reads what was whispered back. */
export async function type(world: World, who: Name, line: string): Promise<string> {
  const answer = await asActor(world, who).command('/prod-access', line);
  await quiet();
  return answer.whispers.map((one) => world.slack.plainText(one)).join('\n');
}

/** Asks in one line and waits for the card. */
export async function ask(world: World, who: Name, line: string): Promise<Card> {
  const known = new Set(cards(world).map((one) => one.ts));
  const said = await type(world, who, line);
  const fresh = () => cards(world).find((one) => !known.has(one.ts));
  await world.runUntil(`there is a card for “${line}”, and not only: ${said}`, () => !!fresh());
  return cardOf(world, fresh() as Message);
}

export const cards = (world: World, channel = CHANNELS.approvals): readonly Message[] =>
  world.slack
    .messages(channel)
    .filter((one) => !one.threadTs && /PA-\w{5}/.test(world.slack.plainText(one)));

export function cardOf(world: World, { channel, ts, ...rest }: Message): Card {
  const [id = ''] = /PA-\w{5}/.exec(world.slack.plainText(rest)) ?? [];
  return { id, channel, ts };
}

/** Presses a button on the card and reads what was whispered back. */
export async function press(world: World, who: Name, card: Card, button: string): Promise<string> {
  const answer = await asActor(world, who).click(card.channel, card.ts, button);
  await quiet();
  return answer.whispers.map((one) => world.slack.plainText(one)).join('\n');
}

/** Presses a button that opens a form, and sends the form. */
export async function pressAndSend(
  world: World,
  who: Name,
  card: Card,
  button: string,
  values: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const actor = asActor(world, who);
  const answer = await actor.click(card.channel, card.ts, button);
  await answer.untilView();
  const sent = await actor.submitView(values);
  await quiet();
  return sent.errors;
}

/** Asks, has it approved by as many as it takes, and waits until it is active. */
export async function obtain(
  world: World,
  who: Name,
  line: string,
  approvers: readonly Name[] = line.startsWith('prod-db') ? ['ben', 'chie'] : ['ben'],
): Promise<Card> {
  const card = await ask(world, who, line);
  for (const one of approvers) await press(world, one, card, 'Approve');
  await untilCard(world, card, 'active until');
  return card;
}

export const textOf = ({ slack }: World, { channel, ts }: Card): string => {
  const message = slack.messages(channel).find((one) => one.ts === ts);
  return message ? slack.plainText(message) : '';
};

export const buttonsOf = (world: World, card: Card): readonly string[] =>
  Array.from(textOf(world, card).matchAll(/\[ ([^\]]+?) \]/g), ([, label = '']) => label);

export const threadOf = ({ slack }: World, { channel, ts }: Card): string =>
  slack.thread(channel, ts).join('\n');

export const dmsOf = (world: World, who: Name): string =>
  asActor(world, who)
    .dms.map((one) => world.slack.plainText(one))
    .join('\n---\n');

export const opsOf = ({ slack }: World): string =>
  slack
    .messages(CHANNELS.ops)
    .map((one) => slack.plainText(one))
    .join('\n---\n');

export const untilCard = (world: World, card: Card, words: string, withinMs?: number) =>
  world.runUntil(
    `the card of ${card.id} says “${words}”`,
    () => textOf(world, card).includes(words),
    withinMs,
  );

export const untilThread = (world: World, card: Card, words: string, withinMs?: number) =>
  world.runUntil(
    `the thread of ${card.id} says “${words}”`,
    () => threadOf(world, card).includes(words),
    withinMs,
  );

export const untilOps = (world: World, words: string, withinMs?: number) =>
  world.runUntil(`the operators read “${words}”`, () => opsOf(world).includes(words), withinMs);

export const untilDm = (world: World, who: Name, words: string, withinMs?: number) =>
  world.runUntil(`${who} reads “${words}”`, () => dmsOf(world, who).includes(words), withinMs);

/** Lets the clock run a little, so that what is due happens. */
export async function letRun(world: World, ms: number): Promise<void> {
  const untilMs = world.clock.nowMs() + ms;
  await world.runUntil('time has passed', () => world.clock.nowMs() >= untilMs, ms + 60_000);
  await quiet();
}
