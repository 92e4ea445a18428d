/** The main job in Teams, and across both: asked in Slack, approved in Teams. */

import { SAMPLE } from '../test/stand-ins/teams/sample.ts';
import { dmsOf, posted, type Story, untilEndIsWritten, type Who } from '../test/story/deeds.ts';
import type { TeamsHere } from '../test/story/teams-here.ts';
import { createWorld, type World } from '../test/story/world.ts';
import { expect, indent, print, showPolicies, title } from './story-stage.ts';
import { speak, spoken } from './story-world.ts';

interface Lines {
  readonly ask: string;
  readonly opens: string;
  readonly fields: Readonly<Record<'time' | 'why', string>>;
  readonly typed: Readonly<Record<'entry' | 'time' | 'why', string>>;
  readonly show: string;
  readonly what: string;
  readonly send: string;
  readonly approve: string;
  readonly active: string;
  readonly ended: string;
  readonly removed: string;
}

const ENGLISH: Lines = {
  ask: 'prod-db 1h Restart the stuck replica, INC-1234',
  opens: 'Open the form',
  what: 'What do you need?',
  fields: { time: 'For how long?', why: 'Why?' },
  typed: { entry: 'prod-db', time: '1h', why: 'Restart the stuck replica, INC-1234' },
  show: 'Show details',
  send: 'Request',
  approve: 'Approve',
  active: 'active until',
  ended: 'Access ended',
  removed: 'access removed',
};
const JAPANESE: Lines = {
  ask: 'prod-db 1時間 レプリカ停止の復旧 INC-1234',
  opens: 'フォームを開く',
  what: '対象',
  fields: { time: '期間', why: '理由' },
  typed: { entry: 'prod-db', time: '1時間', why: 'レプリカ停止の復旧のため INC-1234' },
  show: '詳細を表示',
  send: '申請する',
  approve: '承認する',
  active: 'アクセス有効',
  ended: 'アクセス終了',
  removed: '削除',
};

export async function teamsStory(here: TeamsHere, isJapanese: boolean): Promise<void> {
  const lines = isJapanese ? JAPANESE : ENGLISH;
  const configure = (text: string) => spoken(text, isJapanese);
  const locale = isJapanese ? 'ja-JP' : 'en-US';
  const chat = here === 'beside' ? 'Slack and Teams' : 'Teams';
  const world = await createWorld({ configure, chat, tenant: SAMPLE, locale });
  speak(world, locale);
  try {
    await play(world, here, lines);
  } finally {
    await world.close();
  }
}

async function play(world: World, here: TeamsHere, lines: Lines): Promise<void> {
  const role = 'ProdDbOperator';
  const story = await posted(world, () =>
    here === 'beside' ? askInSlack(world, lines) : askByDialog(world, lines),
  );
  title('The card in the approver channel of Teams');
  print(indent(story.words()));
  showAws(world, role, false);
  title('aiko herself, ben and chie press Approve');
  for (const name of ['aiko', 'ben', 'chie'] as const) await approve(world, story, name, lines);
  await world.runUntil('access is active', () => story.says(lines.active));
  print(indent(story.words()));
  showAws(world, role, true);
  await untilEndIsWritten(world);
  title('The bot is stopped, and the clock is turned past the end');
  await world.stopBot();
  world.clock.turn(61 * 60_000);
  showAws(world, role, false);
  title('The bot is started again');
  await world.startBot();
  await world.runUntil('the end is said', () => story.says(lines.ended));
  await world.runUntil('the card says so', () => story.words().includes(lines.removed));
  print(indent(story.words()));
  title('The replies under the card');
  for (const line of story.thread()) print(`  | ${line}`);
  title(here === 'beside' ? 'Direct messages to aiko, in Slack' : 'The chat with aiko');
  for (const told of dmsOf(world, 'aiko')) print(`${indent(told)}\n`);
}

async function askInSlack({ asking }: World, { ask }: Lines): Promise<void> {
  title(`aiko, in Slack: /prod-access ${ask}`);
  await asking.type('aiko', ask);
}

async function askByDialog({ teams }: World, lines: Lines): Promise<void> {
  const aiko = teams.as('aiko');
  title('aiko, in Teams: / prod-access');
  await aiko.open();
  await aiko.press(lines.show, { [lines.what]: lines.typed.entry });
  const { time, why } = lines.fields;
  aiko.enter({ [time]: lines.typed.time, [why]: lines.typed.why });
  print(indent(aiko.dialog ?? ''));
  await aiko.press(lines.send);
}

async function approve(world: World, story: Story, name: Who, lines: Lines) {
  const before = story.thread().length;
  await story.click(name, lines.approve);
  const { lastAnswer } = world.teams.as(name);
  if (lastAnswer) print(indent(`${name}: ${lastAnswer}`));
  await world.runUntil('the click is told', () => story.thread().length > before);
}

function showAws(world: World, role: string, expected: boolean): void {
  const isAllowed = world.may('aiko.sato', role);
  expect(`AWS: may aiko.sato assume ${role}? ${isAllowed ? 'yes' : 'no'}`, isAllowed === expected);
  showPolicies(world);
}
