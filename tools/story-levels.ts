/** The story of two levels that nobody answers at first: handed on, reminded of, and approved. */

import { SAMPLE } from '../test/stand-ins/teams/sample.ts';
import { type } from '../test/story/acts.ts';
import { ask, type Story, untilEndIsWritten } from '../test/story/deeds.ts';
import { inLevels } from '../test/story/leveled.ts';
import { createWorld, type World } from '../test/story/world.ts';
import { expect, indent as indented, print, title } from './story-stage.ts';

/** A mention as it is read. */
const plain = (text: string): string => text.replaceAll('<at>', '@').replaceAll('</at>', '');
const indent = (text: string): string => indented(plain(text));

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica, INC-1234';
const ROLE = 'ProdDbOperator';

export async function levelsStory(isTeams: boolean): Promise<void> {
  const world = await createWorld({
    configure: inLevels,
    locale: 'en-US',
    ...(isTeams ? ({ chat: 'Teams', tenant: SAMPLE } as const) : {}),
  });
  try {
    title(`aiko: /prod-access ${LINE}`);
    const story = await ask(world, LINE);
    print(indent(story.words()));
    await play(world, story);
  } finally {
    await world.close();
  }
}

async function play(world: World, told: Story): Promise<void> {
  const until = (words: string) =>
    world.runUntil(`the thread says ${words}`, () => told.thread().join('\n').includes(words));
  const turn = (minutes: number, what: string) => {
    title(`The clock is turned by ${minutes} minutes: ${what}`);
    world.clock.turn(minutes * MINUTE);
  };
  title('chie presses Approve, and is not asked yet');
  print(indent(await (await told.click('chie', 'Approve')).said()));
  expect('nobody has approved', told.words().includes('waiting, 0 of 2'));
  turn(20, 'ben has not answered');
  await until('may approve now as well');
  await world.runUntil('the card says so', () => told.words().includes('asked as well'));
  print(indent(told.words()));
  title('chie presses Approve again');
  await told.click('chie', 'Approve');
  await until('chie approved');
  turn(10, 'half of the life of the request is over');
  await until('Reminder:');
  const reminder = plain(told.thread().join('\n'));
  expect('dai is called, and nobody else', /Reminder: .*@dai\)/.test(reminder));
  turn(5, 'dai has not answered for a quarter of an hour, since it was his turn');
  await until('Not enough approvals in 15 min');
  title('aiko asks why');
  print(indent(await type(world, 'aiko', 'why')));
  turn(13, 'four fifths of it are over');
  await world.runUntil('it is said again', () => reminders(told) === 2);
  mayAssume(world, false);
  title('ben presses Approve');
  await told.click('ben', 'Approve');
  await until('Access is active until');
  await untilEndIsWritten(world);
  mayAssume(world, true);
  turn(61, 'past the end');
  mayAssume(world, false);
  await world.runUntil('the end is said', () => told.thread().join('\n').includes('Access ended'));
  expect('nobody is reminded of what is decided', reminders(told) === 2);
  title('The card and its thread');
  print(indent(told.words()));
  for (const line of told.thread()) print(`  | ${line}`);
}

const reminders = (told: Story): number =>
  told.thread().filter((line) => line.includes('Reminder:')).length;

function mayAssume(world: World, isYes: boolean): void {
  const may = world.may('aiko.sato', ROLE);
  expect(`AWS: may aiko.sato assume ${ROLE}? ${may ? 'yes' : 'no'}`, may === isYes);
}
