/** `npm run story`: the main job in the terminal, in seconds; exits 1 if anything is otherwise. */

import { CHANNELS, createWorld, PEOPLE, type World } from '../test/story/world.ts';

const isJapanese = process.argv.slice(2).join(' ').includes('--lang ja');
const LINES = isJapanese
  ? {
      ask: 'prod-db 1時間 レプリカ停止の復旧 INC-1234',
      group: 'prod-ops 21時まで 停止したサーバーの再起動 INC-1234',
      approve: '承認する',
      active: 'アクセス有効',
      ended: 'アクセス終了',
    }
  : {
      ask: 'prod-db 1h Restart the stuck replica, INC-1234',
      group: 'prod-ops until 21:00 Restart a stuck server, INC-1234',
      approve: 'Approve',
      active: 'active until',
      ended: 'Access ended',
    };

let wrong = 0;

function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

function expect(what: string, isSo: boolean): void {
  if (!isSo) wrong += 1;
  print(`  ${isSo ? 'ok   ' : 'WRONG'} ${what}`);
}

const title = (text: string): void => print(`\n== ${text}`);
const indent = (text: string): string => text.replace(/^/gm, '  | ');

/** What AWS answers, and what stands there for aiko. */
function showAws(world: World, role: string, expected: boolean): void {
  const isAllowed = world.may('aiko.sato', role);
  expect(`AWS: may aiko.sato assume ${role}? ${isAllowed ? 'yes' : 'no'}`, isAllowed === expected);
  const user = world.aws.account('444455556666').state().users['aiko.sato'];
  for (const [name, document] of Object.entries(user?.inline ?? {})) {
    print(`  | ${name}: ${document}`);
  }
}

async function play(): Promise<void> {
  const configure = (text: string) =>
    isJapanese ? text.replace('language: en', 'language: ja') : text;
  const world = await createWorld({ configure, locale: isJapanese ? 'ja-JP' : 'en-US' });
  try {
    await policyStory(world);
    await groupStory(world);
  } finally {
    await world.close();
  }
}

async function ask(world: World, line: string): Promise<string> {
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

function showCard({ slack }: World, ts: string): void {
  const card = slack.messages(CHANNELS.approvals).find((one) => one.ts === ts);
  if (card) print(indent(slack.plainText(card)));
}

const inThread = ({ slack }: World, ts: string, words: string): boolean =>
  slack.thread(CHANNELS.approvals, ts).some((line) => line.includes(words));

async function approve(world: World, who: string, ts: string): Promise<void> {
  const answer = await world.slack.as(who).click(CHANNELS.approvals, ts, LINES.approve);
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (const whisper of answer.whispers) print(indent(world.slack.plainText(whisper)));
}

async function policyStory(world: World): Promise<void> {
  const role = 'ProdDbOperator';
  const ts = await ask(world, LINES.ask);
  showAws(world, role, false);
  title('mallory, aiko herself, ben and chie press Approve');
  for (const who of [PEOPLE.mallory, PEOPLE.aiko, PEOPLE.ben, PEOPLE.chie]) {
    await approve(world, who, ts);
  }
  await world.runUntil('access is active', () => inThread(world, ts, LINES.active));
  showCard(world, ts);
  showAws(world, role, true);
  title('The clock is turned to ten minutes before the end');
  world.clock.turn(50 * 60_000);
  await world.runUntil('the warning is sent', () => world.slack.as(PEOPLE.aiko).dms.length > 1);
  title('The clock is turned past the end');
  world.clock.turn(10 * 60_000);
  showAws(world, role, false);
  await world.runUntil('the end is said', () => inThread(world, ts, LINES.ended));
  showCard(world, ts);
  showThread(world, ts);
}

/** The same with a group, and with nobody awake at the end. */
async function groupStory(world: World): Promise<void> {
  const role = 'ProdOperator';
  const ts = await ask(world, LINES.group);
  await approve(world, PEOPLE.ben, ts);
  await world.runUntil('access is active', () => inThread(world, ts, LINES.active));
  showAws(world, role, true);
  title('The bot is stopped, and the clock is turned past the end');
  await world.stopBot();
  world.clock.turn(3 * 3_600_000);
  showAws(world, role, false);
  title('The bot is started again');
  await world.startBot();
  await world.runUntil('the end is said', () => inThread(world, ts, LINES.ended));
  showThread(world, ts);
  title('Direct messages to aiko');
  for (const dm of world.slack.as(PEOPLE.aiko).dms) print(`${indent(world.slack.plainText(dm))}\n`);
}

function showThread({ slack }: World, ts: string): void {
  title('The thread');
  for (const line of slack.thread(CHANNELS.approvals, ts)) print(`  | ${line}`);
}

const startedMs = performance.now();
try {
  await play();
} catch (error) {
  wrong += 1;
  print(String(error));
}
const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
print(`\n${wrong === 0 ? 'Everything was as it should be.' : `${wrong} wrong.`} ${seconds} s`);
process.exitCode = wrong === 0 ? 0 : 1;
