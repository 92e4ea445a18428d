/** The story of two levels that nobody answers at first: handed on, reminded of, and approved. */

import { type } from '../test/story/acts.ts';
import { ask, type Story, untilEndIsWritten } from '../test/story/deeds.ts';
import { inLevels } from '../test/story/leveled.ts';
import type { World } from '../test/story/world.ts';
import { expect, indent, plain, print, title } from './story-stage.ts';
import { storyWorld, type Told } from './story-world.ts';

const MINUTE = 60_000;
const ROLE = 'ProdDbOperator';
const ENGLISH = {
  ask: 'prod-db 1h Restart the stuck replica, INC-1234',
  approve: 'Approve',
  nobody: 'waiting, 0 of 2',
  handedOn: 'may approve now as well',
  also: 'asked as well',
  approved: 'chie approved',
  reminder: 'Reminder: still to be approved',
  unanswered: 'Not enough approvals in 15 min',
  active: 'Access is active until',
  ended: 'Access ended',
};
const JAPANESE: typeof ENGLISH = {
  ask: 'prod-db 1時間 レプリカ停止からの復旧 INC-1234',
  approve: '承認する',
  nobody: '承認待ち 0/2名',
  handedOn: 'にも承認を依頼',
  also: 'も承認可、依頼済み',
  approved: 'chie が承認',
  reminder: 'リマインド：残りの承認は',
  unanswered: '15分以内に承認が揃わず',
  active: 'アクセス有効',
  ended: 'アクセス終了',
};
type Lines = typeof ENGLISH;

export async function levelsStory(told: Told): Promise<void> {
  const lines = told.isJapanese ? JAPANESE : ENGLISH;
  const world = await storyWorld(told, { configure: inLevels });
  try {
    title(`aiko: /prod-access ${lines.ask}`);
    const story = await ask(world, lines.ask);
    print(indent(story.words()));
    await play(world, story, lines);
  } finally {
    await world.close();
  }
}

async function play(world: World, told: Story, lines: Lines): Promise<void> {
  const until = (words: string) =>
    world.runUntil(`the thread says ${words}`, () => told.thread().join('\n').includes(words));
  const turn = (minutes: number, what: string) => {
    title(`The clock is turned by ${minutes} minutes: ${what}`);
    world.clock.turn(minutes * MINUTE);
  };
  title('chie presses Approve, and is not asked yet');
  print(indent(await (await told.click('chie', lines.approve)).said()));
  expect('nobody has approved', told.words().includes(lines.nobody));
  turn(20, 'ben has not answered');
  await until(lines.handedOn);
  await world.runUntil('the card says so', () => told.words().includes(lines.also));
  print(indent(told.words()));
  title('chie presses Approve again');
  await told.click('chie', lines.approve);
  await until(lines.approved);
  turn(10, 'half of the life of the request is over');
  await until(lines.reminder);
  const reminder = plain(told.thread().find((line) => line.includes(lines.reminder)) ?? '');
  expect('dai is called, and nobody else', /^[^@]*@dai[^@]*$/.test(reminder));
  turn(5, 'dai has not answered for a quarter of an hour, since it was his turn');
  await until(lines.unanswered);
  title('aiko asks why');
  print(indent(await type(world, 'aiko', 'why')));
  turn(13, 'four fifths of it are over');
  await world.runUntil('it is said again', () => reminders(told, lines) === 2);
  mayAssume(world, false);
  title('ben presses Approve');
  await told.click('ben', lines.approve);
  await until(lines.active);
  await untilEndIsWritten(world);
  mayAssume(world, true);
  turn(61, 'past the end');
  mayAssume(world, false);
  await world.runUntil('the end is said', () => told.thread().join('\n').includes(lines.ended));
  expect('nobody is reminded of what is decided', reminders(told, lines) === 2);
  title('The card and its thread');
  print(indent(told.words()));
  for (const line of told.thread()) print(`  | ${line}`);
}

const reminders = (told: Story, { reminder }: Lines): number =>
  told.thread().filter((line) => line.includes(reminder)).length;

function mayAssume(world: World, isYes: boolean): void {
  const may = world.may('aiko.sato', ROLE);
  expect(`AWS: may aiko.sato assume ${ROLE}? ${may ? 'yes' : 'no'}`, may === isYes);
}
