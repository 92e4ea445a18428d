/** The story of two levels that nobody answers at first: handed on, reminded of, and approved. */

import { untilEndIsWritten } from '../test/story/deeds.ts';
import { inLevels } from '../test/story/leveled.ts';
import { postedInTeams, toldInTeams } from '../test/story/teams-town.ts';
import { CHANNELS, createWorld, PEOPLE, type World } from '../test/story/world.ts';
import { ask, expect, indent, print, title } from './story-stage.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 1h Restart the stuck replica, INC-1234';
const ROLE = 'ProdDbOperator';

type Name = 'aiko' | 'ben' | 'chie' | 'dai';

/** One request in whichever chat, as its readers see it. */
interface Told {
  words(): string;
  thread(): readonly string[];
  /** What whoever presses the button is told, and nobody else. */
  approve(who: Name): Promise<string>;
  /** What aiko reads when she asks why it is as it is. */
  why(): Promise<string>;
}

export async function levelsStory(): Promise<void> {
  const world = await createWorld({ configure: inLevels });
  try {
    await play(world, await inSlack(world));
  } finally {
    await world.close();
  }
}

export async function levelsInTeams(): Promise<void> {
  const world = await createWorld({ configure: inLevels, teams: 'alone' });
  world.teams.change(({ people }) => {
    for (const [name, person] of Object.entries(people)) {
      people[name] = { ...person, locale: 'en-US' };
    }
  });
  try {
    await play(world, await inTeams(world));
  } finally {
    await world.close();
  }
}

async function inSlack(world: World): Promise<Told> {
  const { slack } = world;
  const ts = await ask(world, LINE);
  const card = () => slack.messages(CHANNELS.approvals).filter((one) => one.ts === ts);
  return {
    words: () =>
      card()
        .map((one) => slack.plainText(one))
        .join(),
    thread: () => slack.thread(CHANNELS.approvals, ts),
    async approve(who) {
      const answer = await slack.as(PEOPLE[who]).click(CHANNELS.approvals, ts, 'Approve');
      await breath();
      return answer.whispers.map((one) => slack.plainText(one)).join('\n');
    },
    async why() {
      const answer = await slack.as(PEOPLE.aiko).command('/prod-access', 'why');
      return slack.plainText(await answer.untilWhisper());
    },
  };
}

async function inTeams(world: World): Promise<Told> {
  const aiko = world.teams.as('aiko');
  title(`aiko, in Teams: ${LINE}`);
  const story = await postedInTeams(world, () => aiko.say(LINE));
  const plain = (text: string) => text.replaceAll('<at>', '@').replaceAll('</at>', '');
  print(indent(plain(story.words())));
  return {
    words: () => plain(story.words()),
    thread: () => story.thread().map(plain),
    async approve(who) {
      await story.click(who, 'Approve');
      await breath();
      return plain(world.teams.as(who).lastAnswer ?? '');
    },
    async why() {
      const before = toldInTeams(world, 'aiko').length;
      await aiko.say('why');
      const said = () => toldInTeams(world, 'aiko').slice(before);
      await world.runUntil('it is said why', () => said().some((one) => one.includes('Rule')));
      return said().join('\n');
    },
  };
}

const breath = () => new Promise((resolve) => setTimeout(resolve, 300));

async function play(world: World, told: Told): Promise<void> {
  const until = (words: string) =>
    world.runUntil(`the thread says ${words}`, () => told.thread().join('\n').includes(words));
  const turn = (minutes: number, what: string) => {
    title(`The clock is turned by ${minutes} minutes: ${what}`);
    world.clock.turn(minutes * MINUTE);
  };
  title('chie presses Approve, and is not asked yet');
  print(indent(await told.approve('chie')));
  expect('nobody has approved', told.words().includes('waiting, 0 of 2'));
  turn(20, 'ben has not answered');
  await until('may approve now as well');
  await world.runUntil('the card says so', () => told.words().includes('asked as well'));
  print(indent(told.words()));
  title('chie presses Approve again');
  await told.approve('chie');
  await until('chie approved');
  turn(10, 'half of the life of the request is over');
  await until('Reminder:');
  expect('dai is called, and nobody else', /Reminder: .*@dai\)/.test(told.thread().join('\n')));
  turn(5, 'dai has not answered for a quarter of an hour, since it was his turn');
  await until('Not enough approvals in 15 min');
  title('aiko asks why');
  print(indent(await told.why()));
  turn(13, 'four fifths of it are over');
  await world.runUntil('it is said again', () => reminders(told) === 2);
  mayAssume(world, false);
  title('ben presses Approve');
  await told.approve('ben');
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

const reminders = (told: Told): number =>
  told.thread().filter((line) => line.includes('Reminder:')).length;

function mayAssume(world: World, isYes: boolean): void {
  const may = world.may('aiko.sato', ROLE);
  expect(`AWS: may aiko.sato assume ${ROLE}? ${may ? 'yes' : 'no'}`, may === isYes);
}
