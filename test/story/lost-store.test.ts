/** A store that was lost: what it had given is found at AWS, and taken away after a word. */

import { rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inWorld, letRun, obtain, pressInOps, untilOps } from './acts.ts';
import { ONE_BOT } from './chats.ts';
import { JUMP, type World } from './world.ts';

const jump = (world: World) => world.aws.account(JUMP);
const isMember = (world: World) => jump(world).members('prod-operators').includes('aiko.sato');
const mayOperate = (world: World) => world.may('aiko.sato', 'ProdOperator');

test('a membership with our mark is removed, and its fence can go without giving it back', () =>
  inWorld(async (world) => {
    await obtain(world, 'prod-ops 1h Restart the stuck server');
    await letRun(world, 30_000);
    await world.stopBot();
    for (const more of ['', '-wal', '-shm', '-witness']) {
      rmSync(`${world.database}${more}`, { force: true });
    }
    await world.startBot();
    await untilOps(world, 'with our mark that this store does not know');
    world.clock.turn(61 * 60_000);
    await letRun(world, 120_000);
    expect([isMember(world), mayOperate(world)]).toEqual([true, false]);
    await pressInOps(world, 'dai', 'Remove what no grant needs');
    world.clock.turn(61 * 60_000);
    await world.runUntil('it is removed', () => !isMember(world), 300_000);
    await letRun(world, 120_000);
    expect(jump(world).user('aiko.sato')?.tags).toEqual([]);
    await pressInOps(world, 'dai', 'Remove it');
    await letRun(world, 60_000);
    expect(Object.keys(jump(world).user('aiko.sato')?.inline ?? {})).toEqual([]);
    expect(mayOperate(world)).toBe(false);
  }, ONE_BOT));
