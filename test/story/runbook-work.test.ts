/** A runbook that does the work itself: run once, followed, stopped, and never started twice. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, type, untilThread } from './acts.ts';
import { EITHER_CHAT } from './chats.ts';
import { approve, dmsOf, MINUTE, posted, type Story } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { play } from './runbook-play.ts';
import { askByForm, isDraining, putRunbooks, region, runsOf } from './runbooks.ts';
import { JUMP } from './seed.ts';
import type { World } from './world.ts';

const askForDrain = (world: World, time = '1h'): Promise<Story> =>
  posted(world, async () => {
    const line = `prod-drain ${time} The queue is stuck, INC-1234`;
    expect(await askByForm(world, line, { 'answer:queue': 'orders' })).toEqual({});
  });

describe.each(EITHER_CHAT)('work, in %s', (chat) => {
  test(
    'is followed step by step to its real end, and its grant ends with it',
    play(
      async (world) => {
        const story = await askForDrain(world);
        expect(story.words()).toContain('Runs once, as its own role: nobody gets access');
        await approve(world, story, 'ben');
        expect(isDraining(world)).toBe(true);
        expect(story.says('ProdAccess-DrainQueue: step begin done.')).toBe(true);
        await untilThread(world, story, 'The runbook is done.', 15 * MINUTE);
        expect(isDraining(world)).toBe(false);
        expect(story.thread().join('\n')).toContain('ProdAccess-DrainQueue ran to its end.');
        expect(story.words()).toContain('the runbook is done');
        expect(runsOf(world, 'DrainQueue')).toHaveLength(1);
        await letRun(world, 5_000);
        expect(dmsOf(world, 'aiko').join('\n')).toContain('is done: the runbook ran to its end');
      },
      withRunbooks,
      chat,
    ),
  );
});

describe('work', () => {
  test(
    'that still runs at its end is stopped there',
    play(async (world) => {
      const story = await askForDrain(world, '5m');
      await approve(world, story, 'ben');
      await untilThread(world, story, 'The runbook was stopped.', 10 * MINUTE);
      expect(runsOf(world, 'DrainQueue')).toMatchObject([{ status: 'Cancelled' }]);
      await letRun(world, 15 * MINUTE);
      expect(runsOf(world, 'DrainQueue')).toHaveLength(1);
    }),
  );

  test(
    'given back early is stopped at once',
    play(async (world) => {
      const story = await askForDrain(world);
      await approve(world, story, 'ben');
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'The runbook was stopped', 5 * MINUTE);
      expect(runsOf(world, 'DrainQueue')).toMatchObject([{ status: 'Cancelled' }]);
    }),
  );

  test(
    'is stopped by its alarm, and the thread says which',
    play(async (world) => {
      const story = await askForDrain(world);
      await approve(world, story, 'ben');
      region(world).setAlarm('prod-errors', 'ALARM');
      await untilThread(world, story, 'The runbook broke off.', 5 * MINUTE);
      expect(story.says('ProdAccess-DrainQueue was stopped by the alarm prod-errors.')).toBe(true);
    }),
  );

  test(
    'is not done while AWS cannot read its alarm, and the thread says what to look at',
    play(async (world) => {
      const no = { Effect: 'Deny', Action: 'cloudwatch:DescribeAlarms', Resource: '*' };
      const document = { Version: '2012-10-17', Statement: [no] };
      world.aws.account(JUMP).putPolicy('roles', 'queue-drainer', 'no', document);
      world.aws.settle();
      const story = await askForDrain(world);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'AWS could not read the alarm prod-errors.', 5 * MINUTE);
      expect(runsOf(world, 'DrainQueue')).toMatchObject([{ status: 'Cancelled' }]);
      expect(isDraining(world)).toBe(false);
    }),
  );

  test(
    'asked for once more is done once more',
    play(async (world) => {
      const first = await askForDrain(world);
      await approve(world, first, 'ben');
      await untilThread(world, first, 'The runbook is done.', 15 * MINUTE);
      const second = await askForDrain(world, '2h');
      await approve(world, second, 'ben');
      await untilThread(world, second, 'The runbook is done.', 15 * MINUTE);
      expect(runsOf(world, 'DrainQueue')).toHaveLength(2);
    }),
  );

  test.each([
    ['its answer is lost', 'lost-after', 1],
    ['every answer is lost for a while', 'lost-after', 4],
    ['it never arrives at first', 'lost-before', 2],
    ['AWS throttles for a while', 'throttle', 6],
  ] as const)('is started once though %s', (_, kind, times) =>
    inWorld(
      async (world) => {
        putRunbooks(world);
        const story = await askForDrain(world);
        world.aws.faults.add({ kind, times, action: 'StartAutomationExecution' });
        await approve(world, story, 'ben');
        await untilThread(world, story, 'The runbook is done.', 15 * MINUTE);
        expect(runsOf(world, 'DrainQueue')).toHaveLength(1);
      },
      { configure: withRunbooks },
    ),
  );

  test(
    'is started once though the bot dies between the start and its answer',
    play(async (world) => {
      const story = await askForDrain(world);
      const isBegun = () => runsOf(world, 'DrainQueue').length > 0;
      world.aws.faults.add({ kind: 'lost-after', action: 'StartAutomationExecution' });
      await story.click('ben', 'Approve');
      await world.runUntil('the runbook is started', isBegun);
      await world.stopBot();
      await world.startBot();
      await untilThread(world, story, 'The runbook is done.', 15 * MINUTE);
      expect(runsOf(world, 'DrainQueue')).toHaveLength(1);
    }),
  );
});
