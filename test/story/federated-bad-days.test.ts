/** Bad days of those who come by an identity provider: deaths, lost answers, hands from outside. */

import { describe, expect, test } from 'vitest';
import { policyName } from '../../adapters/aws/names.ts';
import { letRun, obtain, opsOf, press, pressInOps, type, untilOps, untilThread } from './acts.ts';
import { ask, MINUTE, type Story } from './deeds.ts';
import {
  AIKO,
  asEngineers,
  atEngineer,
  CHIE,
  ENGINEER,
  LINE,
  may,
  play,
  READER,
  signIn,
  trusting,
} from './engineers.ts';
import { JUMP, type World } from './world.ts';

const allows = (world: World) => atEngineer(world.aws).filter((name) => name.includes('-allow-'));
const roleId = ({ aws }: World): string => aws.account(JUMP).role(ENGINEER)?.id ?? '';
const nameFor = (world: World, person: string, installation = 'demo01') =>
  policyName(installation, { kind: 'allow' }, `${roleId(world)}:${person}`);

/** As ours would be, without an end. */
const endless = (world: World, person: string) =>
  trusting({
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Resource: READER,
    Condition: { StringEquals: { 'aws:userid': `${roleId(world)}:${person}` } },
  });

async function endsByItself(world: World, story: Story, key: string): Promise<void> {
  world.clock.turn(75 * MINUTE);
  expect(may(world, key)).toBe(false);
  await untilThread(world, story, 'Removal confirmed', 30 * MINUTE);
  expect(allows(world)).toEqual([]);
}

describe('killed in the middle', () => {
  test.each(['PutRolePolicy', 'GetRole', 'ListRolePolicies', 'GetRolePolicy'])(
    'of %s at the grant: it is given once, and ends',
    (action) =>
      play(async (world) => {
        const story = await ask(world, LINE);
        const held = world.aws.faults.add({ kind: 'hold', action, times: 1 });
        await press(story, 'ben');
        await world.runUntil('the call is under way', () => held.met().then(() => true));
        await world.stopBot();
        held.remove();
        await world.startBot();
        await untilThread(world, story, 'Access is active until', 5 * MINUTE);
        await letRun(world, 10_000);
        expect(allows(world)).toEqual([nameFor(world, AIKO)]);
        await endsByItself(world, story, signIn(world.aws, AIKO));
      }),
  );

  test.each(['PutRolePolicy', 'DeleteRolePolicy'])('of %s at an early end: it ends', (action) =>
    play(async (world) => {
      const key = signIn(world.aws, AIKO);
      const story = await obtain(world, LINE);
      const held = world.aws.faults.add({ kind: 'hold', action, times: 1 });
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('the call is under way', () => held.met().then(() => true));
      await world.stopBot();
      held.remove();
      await world.startBot();
      await untilThread(world, story, 'Removal confirmed', 30 * MINUTE);
      expect([may(world, key), allows(world)]).toEqual([false, []]);
    }),
  );
});

describe('answers that are lost', () => {
  test('leave one policy, and one end', () =>
    play(async (world) => {
      world.aws.faults.add({ kind: 'lost-after', action: 'PutRolePolicy', times: 2 });
      const story = await ask(world, LINE);
      await press(story, 'ben');
      await untilThread(world, story, 'Access is active until', 30 * MINUTE);
      await letRun(world, 30_000);
      expect(allows(world)).toEqual([nameFor(world, AIKO)]);
      await endsByItself(world, story, signIn(world.aws, AIKO));
    }));

  test('while nothing can be removed: the fence denies from the first moment', () =>
    play(async (world) => {
      const key = signIn(world.aws, AIKO);
      const story = await obtain(world, LINE);
      world.aws.faults.add({ kind: 'failure', action: 'DeleteRolePolicy', times: 20 });
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('it is fenced', () => !may(world, key));
      expect(allows(world)).toHaveLength(1);
      await untilThread(world, story, 'Removal confirmed', 60 * MINUTE);
    }));
});

describe('three replicas on one table', () => {
  test(
    'give it once to each of two, and take it from each',
    () =>
      play(
        async (world) => {
          const keys = [AIKO, CHIE].map((name) => signIn(world.aws, name));
          const stories = [await obtain(world, LINE), await obtain(world, LINE, 'chie')];
          expect(keys.map((key) => may(world, key))).toEqual([true, true]);
          await letRun(world, 20_000);
          expect(allows(world)).toHaveLength(2);
          world.clock.turn(75 * MINUTE);
          expect(keys.map((key) => may(world, key))).toEqual([false, false]);
          for (const story of stories) await untilThread(world, story, 'Access ended', 30 * MINUTE);
          expect(allows(world)).toEqual([]);
        },
        asEngineers(),
        3,
      ),
    90_000,
  );
});

describe('hands from outside', () => {
  test('that rewrite what was given: it is removed, and told', () =>
    play(async (world) => {
      const key = signIn(world.aws, AIKO);
      await obtain(world, LINE);
      await letRun(world, 2 * MINUTE);
      const name = nameFor(world, AIKO);
      world.aws.account(JUMP).putPolicy('roles', ENGINEER, name, endless(world, AIKO));
      await untilOps(world, 'was rewritten. It is being removed', 5 * MINUTE);
      expect(opsOf(world)).toContain('Engineer/aiko@example.com');
      await world.runUntil('it is gone', () => !may(world, key), 5 * MINUTE);
    }));

  test('that take away what was given: it is told, and put back by an operator', () =>
    play(async (world) => {
      const key = signIn(world.aws, AIKO);
      await obtain(world, LINE);
      await letRun(world, 2 * MINUTE);
      world.aws.account(JUMP).deletePolicy('roles', ENGINEER, nameFor(world, AIKO));
      await untilOps(world, 'is gone, though a live grant needs it', 5 * MINUTE);
      expect(may(world, key)).toBe(false);
      await pressInOps(world, 'dai', 'Put it back');
      await world.runUntil('it is back', () => may(world, key));
    }));

  test('that leave a mark of ours for somebody who was given nothing: it is told', () =>
    play(async (world) => {
      const home = world.aws.account(JUMP);
      home.putPolicy('roles', ENGINEER, nameFor(world, CHIE), endless(world, CHIE));
      const others = nameFor(world, CHIE, 'other1');
      home.putPolicy('roles', ENGINEER, others, endless(world, CHIE));
      await world.bot().app.reconcile();
      await untilOps(world, 'AWS holds one thing with our mark');
      expect(opsOf(world)).toContain('Engineer/chie@example.com');
      expect(atEngineer(world.aws)).toContain(nameFor(world, CHIE));
      home.deletePolicy('roles', ENGINEER, nameFor(world, CHIE));
      home.deletePolicy('roles', ENGINEER, others);
    }));
});
