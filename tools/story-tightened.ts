/** A story of what changes under a request, in Slack and in Teams. */

import { ask, dmsOf, type Who } from '../test/story/deeds.ts';
import { quiet } from '../test/story/quiet.ts';
import { postedInTeams, toldInTeams } from '../test/story/teams-town.ts';
import { changeTo, needingThree, widenGroup } from '../test/story/tightened.ts';
import { createWorld, type World } from '../test/story/world.ts';
import { expect, indent, print, title } from './story-stage.ts';

/** One request with its card, on whichever platform. */
interface Seen {
  words(): string;
  thread(): readonly string[];
  press(who: Who): Promise<void>;
}

interface Scene {
  readonly world: World;
  readonly ask: (line: string) => Promise<Seen>;
  told(): readonly string[];
}

export async function tightenedStory(platform: 'slack' | 'teams'): Promise<void> {
  const isTeams = platform === 'teams';
  const world = await createWorld(isTeams ? { teams: 'alone' } : {});
  try {
    const scene = isTeams ? inTeams(world) : inSlack(world);
    await betweenCardAndClick(scene);
    await betweenApprovalAndGrant(scene);
    await behindTheGroup(scene);
    title('Messages to aiko');
    for (const told of scene.told()) print(`${indent(told)}\n`);
  } finally {
    await world.close();
  }
}

async function betweenCardAndClick({ world, ask: asked }: Scene): Promise<void> {
  const card = await asked('prod-db 1h Restart the stuck replica, INC-1234');
  title('ben approves; then the rule is tightened to three, and chie approves');
  await card.press('ben');
  await changeTo(world, needingThree);
  await card.press('chie');
  await until(world, card, 'now asks for 3 of sre-leads (leads); it was 2 of sre-leads');
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdDbOperator'));
  title('ben, chie and dai approve the card as it is now');
  for (const who of ['ben', 'chie', 'dai'] as const) await card.press(who);
  await until(world, card, 'Access is active until');
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdDbOperator'));
  showThread(card);
}

async function betweenApprovalAndGrant({ world, ask: asked }: Scene): Promise<void> {
  const card = await asked('prod-logs tomorrow 9:00 for 2h Look at the night batch');
  title('ben approves for tomorrow, and leaves the group in the evening');
  await card.press('ben');
  await until(world, card, 'Access starts');
  await changeTo(world, (text) =>
    needingThree(text).replace('sre-leads: [ben, ', 'sre-leads: [aiko, '),
  );
  world.clock.turn(Date.UTC(2026, 10, 25, 0, 0) - world.clock.nowMs());
  await until(world, card, 'ben may no longer approve it.');
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdLogReader'));
  title('dai approves');
  await card.press('dai');
  await until(world, card, 'Access is active until');
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdLogReader'));
  showThread(card);
}

async function behindTheGroup({ world, ask: asked }: Scene): Promise<void> {
  const card = await asked('prod-ops 1h Restart a stuck server, INC-1234');
  title('Somebody lets the group delete databases, and dai approves');
  widenGroup(world, 'rds:DeleteDBInstance');
  await card.press('dai');
  await until(world, card, 'now also allows rds:DeleteDBInstance');
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdOperator'));
  title('dai approves the card as it is now');
  await card.press('dai');
  await until(world, card, 'Access is active until');
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdOperator'));
  showThread(card);
}

const until = (world: World, card: Seen, words: string): Promise<void> =>
  world.runUntil(`the thread says “${words}”`, () =>
    card.thread().some((line) => line.includes(words)),
  );

function showThread(card: Seen): void {
  title('The thread');
  for (const line of card.thread()) print(`  | ${line}`);
}

function inSlack(world: World): Scene {
  return {
    world,
    told: () => dmsOf(world, 'aiko'),
    async ask(line) {
      title(`aiko: /prod-access ${line}`);
      const story = await ask(world, line);
      print(indent(story.words()));
      return {
        words: () => story.words(),
        thread: () => story.thread(),
        async press(who) {
          const answer = await story.click(who, 'Approve');
          await settled(world);
          for (const one of answer.whispers) print(indent(`${who}: ${world.slack.plainText(one)}`));
        },
      };
    },
  };
}

function inTeams(world: World): Scene {
  return {
    world,
    told: () => toldInTeams(world, 'aiko'),
    async ask(line) {
      title(`aiko, in Teams: ${line}`);
      const story = await postedInTeams(world, () => world.teams.as('aiko').say(line));
      print(indent(story.words()));
      return {
        words: () => story.words(),
        thread: () => story.thread(),
        async press(who) {
          await story.click(who, 'Approve');
          await settled(world);
          const { lastAnswer } = world.teams.as(who);
          if (lastAnswer) print(indent(`${who}: ${lastAnswer}`));
        },
      };
    },
  };
}

/** The card is drawn anew before the next one looks at it. */
async function settled({ clock }: World): Promise<void> {
  for (let turns = 0; turns < 3; turns += 1) {
    await quiet();
    clock.turn(1_000);
  }
  await quiet();
}
