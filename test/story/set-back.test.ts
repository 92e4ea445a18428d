/** A store put back to what it was two hours ago: reported, narrow, and in order after a word. */

import { copyFileSync, rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, opsOf, pressInOps, type, untilCard, untilOps } from './acts.ts';
import { ONE_BOT } from './chats.ts';
import { hasFact, type Story } from './deeds.ts';
import { factsIn } from './sound.ts';
import { JUMP, type World } from './world.ts';

const MINUTE = 60_000;
const LINE = 'prod-db 3h Restart the stuck replica';
const mayDb = (world: World) => world.may('aiko.sato', 'ProdDbOperator');
const mayLogs = (world: World) => world.may('chie.mori', 'ProdLogReader');

/** An operator once confirmed this store; a copy of it is kept, and put back two hours later. */
async function setBackTwoHours(world: World, meanwhile: () => Promise<void>): Promise<void> {
  await letRun(world, 10_000);
  await world.stopBot();
  copyFileSync(world.database, `${world.database}-copy`);
  await world.startBot();
  await meanwhile();
  await letRun(world, 20_000);
  await world.stopBot();
  for (const more of ['-wal', '-shm']) rmSync(`${world.database}${more}`, { force: true });
  copyFileSync(`${world.database}-copy`, world.database);
  await world.startBot();
  await untilOps(world, 'This store is an older copy of itself');
}

async function extend(world: World, story: Story): Promise<void> {
  await type(world, 'aiko', `extend ${story.id} 2h The disk is slow`);
  await untilCard(world, story, 'Approve extension');
  for (const who of ['ben', 'chie'] as const) await story.click(who, 'Approve extension');
  await world.runUntil('it is extended', () => hasFact(world, story.id, 'extension-granted'));
}

const onAFile = (play: (world: World) => Promise<void>) => inWorld(play, ONE_BOT);
const typesIn = async (world: World) => (await factsIn(world)).map(({ event }) => event.type);

describe('a copy of two hours ago', () => {
  test('F53: cuts nothing that was renewed, reports what it does not know, and gives nothing', () =>
    onAFile(async (world) => {
      await type(world, 'dai', 'adopt');
      const story = await obtain(world, LINE);
      await setBackTwoHours(world, async () => {
        await extend(world, story);
        await obtain(world, 'prod-logs 4h Look for the failing batch', 'chie');
        world.clock.turn(110 * MINUTE);
      });
      await untilOps(world, 'chie.mori in account');
      expect(await type(world, 'aiko', 'prod-ops 1h Restart the stuck server')).toContain(
        'an older copy, which no operator has confirmed',
      );
      expect(await type(world, 'aiko', `extend ${story.id} 30m It is slower still`)).toContain(
        'an older copy',
      );
      // Beyond the end that the copy knows.
      world.clock.turn(80 * MINUTE);
      await untilOps(world, 'The allowing policy is there, though nobody was given it', 5 * MINUTE);
      await letRun(world, 2 * MINUTE);
      expect([mayDb(world), mayLogs(world)]).toEqual([true, true]);

      expect(await pressInOps(world, 'dai', 'Remove what no grant needs')).toContain(
        'recorded as your decision',
      );
      world.clock.turn(61 * MINUTE);
      await world.runUntil('all is gone', () => !mayDb(world) && !mayLogs(world), 10 * MINUTE);
      expect(await typesIn(world)).toContain('copy-found');
      await obtain(world, 'prod-ops 1h Restart the stuck server');
    }));

  test('takes away what somebody ends, before any operator has confirmed', () =>
    onAFile(async (world) => {
      const story = await obtain(world, LINE);
      await setBackTwoHours(world, async () => {
        await extend(world, story);
        world.clock.turn(100 * MINUTE);
      });
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('it is gone', () => !mayDb(world));
      await world.runUntil('it is proved', () => hasFact(world, story.id, 'grant-revoked'));
      const names = Object.keys(world.aws.account(JUMP).user('aiko.sato')?.inline ?? {});
      expect(names.filter((name) => name.endsWith('-allow'))).toEqual([]);
      expect(opsOf(world)).toContain('grants that were renewed since, too');
    }));
});
