/** What the stories of the terminal have in common: a narrator who counts what is otherwise. */

import { did } from '../test/story/at-aws.ts';
import { CHANNELS, PEOPLE, type World } from '../test/story/world.ts';

let wrong = 0;
export const wrongs = (): number => wrong;

export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function expect(what: string, isSo: boolean): void {
  if (!isSo) wrong += 1;
  print(`  ${isSo ? 'ok   ' : 'WRONG'} ${what}`);
}

export const title = (text: string): void => print(`\n== ${text}`);
/** A mention as it is read. */
export const plain = (text: string): string => text.replaceAll('<at>', '@').replaceAll('</at>', '');
export const indent = (text: string): string => plain(text).replace(/^/gm, '  | ');

/** Somebody asks in one line; resolves with where the card stands. */
export async function ask(world: World, line: string): Promise<string> {
  const { slack } = world;
  title(`aiko: /prod-access ${line}`);
  const before = slack.messages(CHANNELS.approvals).length;
  await slack.as(PEOPLE.aiko).command('/prod-access', line);
  const card = () =>
    slack.messages(CHANNELS.approvals).find((one, at) => at >= before && !one.threadTs);
  await world.runUntil('the card is posted', () => card() !== undefined);
  const { ts = '' } = card() ?? {};
  showCard(world, ts);
  return ts;
}

export function showCard({ slack }: World, ts: string): void {
  const card = slack.messages(CHANNELS.approvals).find((one) => one.ts === ts);
  if (card) print(indent(slack.plainText(card)));
}

export const inThread = ({ slack }: World, ts: string, words: string): boolean =>
  slack.thread(CHANNELS.approvals, ts).some((line) => line.includes(words));

export async function press(world: World, who: string, ts: string, button: string): Promise<void> {
  const answer = await world.slack.as(who).click(CHANNELS.approvals, ts, button);
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const whisper of answer.whispers) print(indent(world.slack.plainText(whisper)));
}

export function showThread({ slack }: World, ts: string): void {
  title('The thread');
  for (const line of slack.thread(CHANNELS.approvals, ts)) print(`  | ${line}`);
}

export function showMessages({ slack }: World): void {
  title('Direct messages to aiko');
  for (const dm of slack.as(PEOPLE.aiko).dms) print(`${indent(slack.plainText(dm))}\n`);
}

/** Calls of the holder, one after the other, and whether AWS takes them. */
export function showDeeds(
  world: World,
  key: string,
  deeds: readonly (readonly [action: string, isAllowed: boolean])[],
): void {
  for (const [action, isAllowed] of deeds) {
    const [may] = did(world, key, action);
    expect(`AWS: ${action}: ${may ? 'done' : 'denied'}`, may === isAllowed);
  }
}

/** Fifteen minutes after the end it is said what was done. */
export async function untilLookedBack(world: World, ts: string, words: string): Promise<void> {
  title('The clock is turned by a quarter of an hour');
  world.clock.turn(15 * 60_000);
  await world.runUntil('it is said what was done', () => inThread(world, ts, words));
}

/** What stands at AWS for aiko by our hand. */
export function showPolicies(world: World): void {
  const user = world.aws.account('444455556666').state().users['aiko.sato'];
  for (const [name, document] of Object.entries(user?.inline ?? {})) {
    print(`  | ${name}: ${document}`);
  }
}

/** Whether an end stands there that comes within so many ms; until then it is "at most until". */
export function endsWithin(world: World, ms: number): boolean {
  const inline = world.aws.account('444455556666').state().users['aiko.sato']?.inline ?? {};
  const ends = Object.values(inline).flatMap((document) => [
    ...document.matchAll(/"DateGreaterThanEquals":\{"aws:CurrentTime":"([^"]+)"/g),
  ]);
  return ends.some(([, end = '']) => Date.parse(end) <= world.clock.nowMs() + ms);
}
