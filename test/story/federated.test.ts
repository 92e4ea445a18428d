/** People who come by an identity provider: dated statements at their role, for them alone. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, obtain, type, untilThread } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { dmsOf, MINUTE } from './deeds.ts';
import {
  AIKO,
  asEngineers,
  atEngineer,
  CHIE,
  createEngineer,
  ENGINEER,
  LINE,
  may,
  play,
  READER,
  signIn,
} from './engineers.ts';
import { JUMP, type World } from './world.ts';

const ends = (story: { thread(): readonly string[] }): string =>
  /active until (\d\d:\d\d)/.exec(story.thread().join('\n'))?.[1] ?? '';

describe.each(EITHER_CHAT)('an engineer who comes by an identity provider, in %s', (chat) => {
  test('asks, is approved, and has it until the second it ends, with the bot dead', () =>
    play(
      async (world) => {
        const [aiko, chie, shouting] = [AIKO, CHIE, 'Aiko@example.com'].map((name) =>
          signIn(world.aws, name),
        ) as [string, string, string];
        expect(may(world, aiko)).toBe(false);
        const story = await obtain(world, LINE);
        expect(story.words()).toContain('role session Engineer/aiko@example.com');
        expect(story.words()).toMatch(/opened before the end may live until 20:0\d/);
        expect([aiko, chie, shouting].map((key) => may(world, key))).toEqual([true, false, false]);
        const [how = ''] = dmsOf(world, 'aiko').filter((one) => one.includes('You have'));
        expect(how).toContain('Signed in with your role Engineer, by your identity provider:');
        expect(how).toContain(`aws sts assume-role --role-arn ${READER}`);
        await world.stopBot();
        const endMs = endOf(world);
        expect(may(world, aiko, endMs - 1_000)).toBe(true);
        expect(may(world, aiko, endMs)).toBe(false);
        expect(may(world, chie, endMs - 1_000)).toBe(false);
        world.clock.turn(61 * MINUTE);
        await world.startBot();
        await untilThread(world, story, 'Removal confirmed', 5 * MINUTE);
        expect(atEngineer(world.aws)).toEqual([expect.stringMatching(/-fence-/), 'standing']);
        await letRun(world, 90 * MINUTE);
        expect(atEngineer(world.aws)).toEqual(['standing']);
      },
      asEngineers(),
      0,
      chat,
    ));
});

describe('an engineer who comes by an identity provider', () => {
  test('is told of it in Japanese as well', () =>
    inWorld(
      async (world) => {
        createEngineer(world.aws);
        await obtain(world, LINE);
        const said = dmsOf(world, 'aiko').join('\n');
        expect(said).toContain('ID プロバイダーからロール Engineer でサインインした状態で');
      },
      { configure: asEngineers(), locale: 'ja-JP' },
    ));

  test('known by e-mail alone is named by it', () =>
    play(
      async (world) => {
        await obtain(world, LINE);
        expect(may(world, signIn(world.aws, AIKO))).toBe(true);
        expect(may(world, signIn(world.aws, CHIE))).toBe(false);
      },
      (text) =>
        asEngineers()(text)
          .replaceAll(/^ +aws: .*role: Engineer.*\n/gm, '')
          .replace(
            '  listed:',
            `  role_sessions: { account: "${JUMP}", role: ${ENGINEER} }\n  listed:`,
          ),
    ));
});

describe('two people of one role', () => {
  test('hold it at once; one gives it back, and the other keeps it', () =>
    play(async (world) => {
      const [aiko = '', chie = ''] = [AIKO, CHIE].map((name) => signIn(world.aws, name));
      const first = await obtain(world, LINE);
      const second = await obtain(world, LINE, 'chie');
      expect([may(world, aiko), may(world, chie)]).toEqual([true, true]);
      expect(ends(first)).not.toBe('');
      await world.asking.type('aiko', `done ${first.id}`);
      await untilThread(world, first, 'Removal confirmed', 5 * MINUTE);
      expect([may(world, aiko), may(world, chie)]).toEqual([false, true]);
      world.clock.turn(61 * MINUTE);
      expect(may(world, chie)).toBe(false);
      await untilThread(world, second, 'Removal confirmed', 5 * MINUTE);
    }));

  test('approve for each other, and never for themselves', () =>
    play(async (world) => {
      const story = await obtain(world, LINE, 'chie');
      expect(story.says('ben approved')).toBe(true);
      expect(await type(world, 'aiko', 'prod-db 1h Restart the stuck replica')).toContain(
        'The role ProdDbOperator takes in IAM users alone',
      );
    }));
});

/** As the policy at the role says it. */
function endOf({ aws }: World): number {
  const texts = Object.values(aws.account(JUMP).role(ENGINEER)?.inline ?? {});
  const [, date = ''] =
    /"DateLessThan":\{"aws:CurrentTime":"([^"]+)"\}/.exec(texts.join('\n')) ?? [];
  return Date.parse(date);
}
