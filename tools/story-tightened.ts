/** A story of what changes under a request, in Slack and in Teams. */

import { SAMPLE } from '../test/stand-ins/teams/sample.ts';
import { ask, dmsOf, type Story, type Who } from '../test/story/deeds.ts';
import { quiet } from '../test/story/quiet.ts';
import { changeTo, needingThree, widenGroup } from '../test/story/tightened.ts';
import { createWorld, type World } from '../test/story/world.ts';
import { expect, indent, print, title } from './story-stage.ts';

export async function tightenedStory(isTeams: boolean): Promise<void> {
  const world = await createWorld(
    isTeams ? { chat: 'Teams', tenant: SAMPLE, locale: 'en-US' } : {},
  );
  try {
    await betweenCardAndClick(world);
    await betweenApprovalAndGrant(world);
    await behindTheGroup(world);
    title('Messages to aiko');
    for (const told of dmsOf(world, 'aiko')) print(`${indent(told)}\n`);
  } finally {
    await world.close();
  }
}

async function betweenCardAndClick(world: World): Promise<void> {
  const card = await asked(world, 'prod-db 1h Restart the stuck replica, INC-1234');
  title('ben approves; then the rule is tightened to three, and chie approves');
  await press(world, card, 'ben');
  await changeTo(world, needingThree);
  await press(world, card, 'chie');
  await until(world, card, 'now asks for 3 of sre-leads (leads); it was 2 of sre-leads');
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdDbOperator'));
  title('ben, chie and dai approve the card as it is now');
  for (const who of ['ben', 'chie', 'dai'] as const) await press(world, card, who);
  await until(world, card, 'Access is active until');
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdDbOperator'));
  showThread(card);
}

async function betweenApprovalAndGrant(world: World): Promise<void> {
  const card = await asked(world, 'prod-logs tomorrow 9:00 for 2h Look at the night batch');
  title('ben approves for tomorrow, and leaves the group in the evening');
  await press(world, card, 'ben');
  await until(world, card, 'Access starts');
  await changeTo(world, (text) =>
    needingThree(text).replace('sre-leads: [ben, ', 'sre-leads: [aiko, '),
  );
  world.clock.turn(Date.UTC(2026, 10, 25, 0, 0) - world.clock.nowMs());
  await until(world, card, 'ben may no longer approve it.');
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdLogReader'));
  title('dai approves');
  await press(world, card, 'dai');
  await until(world, card, 'Access is active until');
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdLogReader'));
  showThread(card);
}

async function behindTheGroup(world: World): Promise<void> {
  const card = await asked(world, 'prod-ops 1h Restart a stuck server, INC-1234');
  title('Somebody lets the group delete databases, and dai approves');
  widenGroup(world, 'rds:DeleteDBInstance');
  await press(world, card, 'dai');
  await until(world, card, 'now also allows rds:DeleteDBInstance');
  print(indent(card.words()));
  expect('nothing is given', !world.may('aiko.sato', 'ProdOperator'));
  title('dai approves the card as it is now');
  await press(world, card, 'dai');
  await until(world, card, 'Access is active until');
  expect('AWS lets aiko in', world.may('aiko.sato', 'ProdOperator'));
  showThread(card);
}

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

async function press(world: World, story: Story, who: Who): Promise<void> {
  const before = world.deciding.whispered(who).length;
  await story.click(who, 'Approve');
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
