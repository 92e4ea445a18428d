/** A story of what changes under a request, in Slack and in Teams. */

import { ask, dmsOf, type Story, type Who } from '../test/story/deeds.ts';
import { quiet } from '../test/story/quiet.ts';
import { changeTo, needingThree, widenGroup } from '../test/story/tightened.ts';
import type { World } from '../test/story/world.ts';
import { expect, indent, print, title } from './story-stage.ts';
import { spoken, storyWorld, type Told } from './story-world.ts';

const ENGLISH = {
  db: 'prod-db 1h Restart the stuck replica, INC-1234',
  logs: 'prod-logs tomorrow 9:00 for 2h Look at the night batch',
  ops: 'prod-ops 1h Restart a stuck server, INC-1234',
  approve: 'Approve',
  three: 'now asks for 3 of sre-leads (leads); it was 2 of sre-leads',
  starts: 'Access starts',
  left: 'ben may no longer approve it.',
  wider: 'now also allows rds:DeleteDBInstance',
  active: 'Access is active until',
};
const JAPANESE: typeof ENGLISH = {
  db: 'prod-db 1時間 レプリカ停止からの復旧 INC-1234',
  logs: 'prod-logs 明日9時から2時間 夜間バッチの確認のため',
  ops: 'prod-ops 1時間 停止したサーバーの再起動 INC-1234',
  approve: '承認する',
  three: '段階 leads（sre-leads のうち2名 → sre-leads のうち3名）が変更',
  starts: '承認完了。',
  left: 'ben は承認者から除外。',
  wider: 'rds:DeleteDBInstance が新たに許可',
  active: 'アクセス有効',
};

/** The world with what is said in it. */
interface Stage {
  readonly world: World;
  readonly lines: typeof ENGLISH;
  readonly isJapanese: boolean;
}

export async function tightenedStory(told: Told): Promise<void> {
  const { isJapanese } = told;
  const world = await storyWorld(told);
  const stage = { world, lines: isJapanese ? JAPANESE : ENGLISH, isJapanese };
  try {
    await betweenCardAndClick(stage);
    await betweenApprovalAndGrant(stage);
    await behindTheGroup(stage);
    title('Messages to aiko');
    for (const one of dmsOf(world, 'aiko')) print(`${indent(one)}\n`);
  } finally {
    await world.close();
  }
}

async function betweenCardAndClick(stage: Stage): Promise<void> {
  const { world, lines } = stage;
  const card = await asked(world, lines.db);
  title('ben approves; then the rule is tightened to three, and chie approves');
  await press(stage, card, 'ben');
  await change(stage, needingThree);
  await press(stage, card, 'chie');
  await until(world, card, lines.three);
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdDbOperator'));
  title('ben, chie and dai approve the card as it is now');
  for (const who of ['ben', 'chie', 'dai'] as const) await press(stage, card, who);
  await until(world, card, lines.active);
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdDbOperator'));
  showThread(card);
}

async function betweenApprovalAndGrant(stage: Stage): Promise<void> {
  const { world, lines } = stage;
  const card = await asked(world, lines.logs);
  title('ben approves for tomorrow, and leaves the group in the evening');
  await press(stage, card, 'ben');
  await until(world, card, lines.starts);
  await change(stage, (text) =>
    needingThree(text).replace('sre-leads: [ben, ', 'sre-leads: [aiko, '),
  );
  world.clock.turn(Date.UTC(2026, 10, 25, 0, 0) - world.clock.nowMs());
  await until(world, card, lines.left);
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdLogReader'));
  title('dai approves');
  await press(stage, card, 'dai');
  await until(world, card, lines.active);
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdLogReader'));
  showThread(card);
}

async function behindTheGroup(stage: Stage): Promise<void> {
  const { world, lines } = stage;
  const card = await asked(world, lines.ops);
  title('Somebody lets the group delete databases, and dai approves');
  widenGroup(world, 'rds:DeleteDBInstance');
  await press(stage, card, 'dai');
  await until(world, card, lines.wider);
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdOperator'));
  title('dai approves the card as it is now');
  await press(stage, card, 'dai');
  await until(world, card, lines.active);
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdOperator'));
  showThread(card);
}

const change = ({ world, isJapanese }: Stage, configure: (text: string) => string) =>
  changeTo(world, (text) => spoken(configure(text), isJapanese));

const until = (world: World, card: Story, words: string): Promise<void> =>
  world.runUntil(`the thread says “${words}”`, () =>
    card.thread().some((line) => line.includes(words)),
  );

function showThread(card: Story): void {
  title('The thread');
  for (const line of card.thread()) print(`  | ${line}`);
}

async function asked(world: World, line: string): Promise<Story> {
  title(`aiko: /prod-access ${line}`);
  const story = await ask(world, line);
  print(indent(story.words()));
  return story;
}

async function press({ world, lines }: Stage, story: Story, who: Who): Promise<void> {
  const before = world.deciding.whispered(who).length;
  await story.click(who, lines.approve);
  await settled(world);
  for (const one of world.deciding.whispered(who).slice(before)) print(indent(`${who}: ${one}`));
}

/** The card is drawn anew before the next one looks at it. */
async function settled({ clock }: World): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) {
    await quiet();
    clock.turn(1_000);
  }
  await quiet();
}
