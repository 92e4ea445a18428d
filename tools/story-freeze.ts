/** Changes are frozen for the evening: one more level approves, until the calendar opens. */

import { ask, type Story, type Who } from '../test/story/deeds.ts';
import { EVENING, FILE, icsOf, withFreeze } from '../test/story/freezes.ts';
import type { World } from '../test/story/world.ts';
import { expect, indent, print, showPolicies, title } from './story-stage.ts';
import { storyWorld, type Told } from './story-world.ts';

const ENGLISH = {
  ask: 'prod-db 1h Restart the stuck replica, INC-1234',
  approve: 'Approve',
  frozen: 'Changes are frozen by change-freeze',
  notYet: 'Not your turn yet',
  active: 'Access is active until',
};
const JAPANESE: typeof ENGLISH = {
  ask: 'prod-db 1時間 レプリカ停止からの復旧 INC-1234',
  approve: '承認する',
  frozen: 'change-freeze により',
  notYet: '順番',
  active: 'アクセス有効',
};

export async function freezeStory(told: Told): Promise<void> {
  const lines = told.isJapanese ? JAPANESE : ENGLISH;
  const world = await storyWorld(told, {
    configure: withFreeze('level', FILE.ics),
    beside: { 'freeze.ics': icsOf([EVENING]) },
  });
  try {
    await whileFrozen(world, await asked(world, lines.ask), lines);
    await onceOpen(world, () => asked(world, lines.ask), lines);
  } finally {
    await world.close();
  }
}

async function whileFrozen(world: World, told: Story, lines: typeof ENGLISH): Promise<void> {
  expect('the card says what is frozen, and until when', told.words().includes(lines.frozen));
  title('dai, of the change board, presses Approve before his turn');
  const answer = await (await told.click('dai', lines.approve)).said();
  print(indent(answer));
  expect('he is told that others decide first', answer.includes(lines.notYet));
  title('ben and chie press Approve');
  await approve(world, told, ['ben', 'chie'], lines);
  print(indent(told.words()));
  mayAssume(world, false);
  title('dai presses Approve');
  await approve(world, told, ['dai'], lines);
  await world.runUntil('access is active', () => told.says(lines.active), PATIENCE_MS);
  print(indent(told.words()));
  mayAssume(world, true);
  showPolicies(world);
  showThread(told);
}

async function onceOpen(
  world: World,
  asks: () => Promise<Story>,
  lines: typeof ENGLISH,
): Promise<void> {
  title('The clock is turned past the end of the freeze');
  world.clock.turn(2 * 3_600_000);
  mayAssume(world, false);
  const told = await asks();
  expect('the card speaks of no freeze', !told.words().includes(lines.frozen));
  title('ben and chie press Approve, and that is enough');
  await approve(world, told, ['ben', 'chie'], lines);
  await world.runUntil('access is active', () => told.says(lines.active), PATIENCE_MS);
  mayAssume(world, true);
  showThread(told);
}

const PATIENCE_MS = 10 * 60_000;

function showThread(told: Story): void {
  title('The thread');
  for (const line of told.thread()) print(`  | ${line}`);
}

async function approve(
  world: World,
  told: Story,
  names: readonly Who[],
  { approve: label }: typeof ENGLISH,
): Promise<void> {
  for (const name of names) {
    const before = told.thread().length;
    await told.click(name, label);
    await world.runUntil(`${name} is counted`, () => told.thread().length > before);
  }
}

function mayAssume(world: World, isExpected: boolean): void {
  const may = world.may('aiko.sato', 'ProdDbOperator');
  expect(`AWS: may aiko.sato assume ProdDbOperator? ${may ? 'yes' : 'no'}`, may === isExpected);
}

async function asked(world: World, line: string): Promise<Story> {
  title(`aiko: /prod-access ${line}`);
  const story = await ask(world, line);
  print(indent(story.words()));
  return story;
}
