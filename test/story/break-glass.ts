/** Stories in which access comes first: the rule that allows it, and what people do. */

import { opsOf, type } from './acts.ts';
import { posted, type Story, type Who } from './deeds.ts';
import { quiet } from './quiet.ts';
import { CHANNELS, PEOPLE, type World } from './world.ts';

/** Everybody hears of it in a channel of its own; sre-leads say afterwards if it was right. */
export const glassIn = (channel: string): string =>
  '    break_glass:\n' +
  '      eligible: [engineers]\n' +
  '      longest: 30m\n' +
  `      channel: "${channel}"\n` +
  '      review: { from: [sre-leads], within: 10h }\n';

const LEVELS = /( {2}- id: prod-two-people\n[^]*?)( {4}levels:\n)/;

export const GLASS = glassIn(CHANNELS.general);

export const withGlass = (text: string): string => text.replace(LEVELS, `$1${GLASS}$2`);
export const withGlassIn = (channel: string) => (text: string) =>
  text.replace(LEVELS, `$1${glassIn(channel)}$2`);

/** Mallory's account in chat is a second one of aiko, who is among those who review. */
export const twoAccounts = (text: string) =>
  withGlass(text)
    .replace(/ {4}- name: mallory\n.*\n.*\n/, '')
    .replace('slack: U0AIKO0001', `slack: [U0AIKO0001, ${PEOPLE.mallory}]`)
    .replace('sre-leads: [ben, chie, dai]', 'sre-leads: [aiko, ben, chie, dai]');

export const LINE = 'break-glass prod-db 20m The site is down, and nobody answers';

/** Types the line and waits for the form that says what it means. */
export async function offered(world: World, who: Who, line: string = LINE): Promise<string> {
  const actor = world.slack.as(PEOPLE[who]);
  const answer = await actor.command('/prod-access', line);
  await answer.untilView();
  return actor.view ? world.slack.plainText(actor.view) : '';
}

/** Confirms the form that is open; resolves when the card is posted. */
export const confirmed = (world: World, who: Who): Promise<Story> =>
  posted(world, () => world.slack.as(PEOPLE[who]).submitView());

export async function brokenBy(world: World, who: Who = 'aiko'): Promise<Story> {
  await offered(world, who);
  const story = await confirmed(world, who);
  await world.runUntil('access is active', () => story.says('Access is active until'));
  return story;
}

export const heardIn = ({ slack }: World, channel: string): string =>
  slack
    .messages(channel)
    .filter(({ threadTs }) => threadTs === undefined)
    .map((one) => slack.plainText(one))
    .join('\n---\n');

/** Presses Confirm, and says what comes of it in words. */
export async function confirmWords(world: World, who: Who): Promise<string> {
  const sent = await world.slack.as(PEOPLE[who]).submitView();
  await quiet();
  const view = sent.view ? [world.slack.plainText(sent.view)] : [];
  return [...view, ...sent.whispers.map((one) => world.slack.plainText(one))].join('\n');
}

export { opsOf, type };
