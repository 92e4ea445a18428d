/** Runbooks on bad days: starts whose answer is lost, that land late, and a bot that dies. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, type, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { isOnShift, putRunbooks, runsOf, setRunbookRights, windowsOf } from './runbooks.ts';
import { askForWindow, play } from './runbook-play.ts';

const SHIFT = 'prod-shift 1h Restart a stuck server, INC-1234';
const START = 'StartAutomationExecution';

describe('a start whose answer is lost', () => {
  test.each([
    ['lost-after', 1],
    ['lost-after', 3],
    ['lost-before', 2],
    ['throttle', 8],
    ['failure-after', 2],
  ] as const)('%s, %i times: each runbook runs once for each thing it is for', (kind, times) =>
    inWorld(
      async (world) => {
        putRunbooks(world);
        const story = await ask(world, SHIFT);
        world.aws.faults.add({ kind, times, action: START });
        await approve(world, story, 'ben');
        expect(isOnShift(world)).toBe(true);
        world.aws.faults.add({ kind, times, action: START });
        await type(world, 'aiko', `done ${story.id}`);
        await untilThread(world, story, 'Access ended', 20 * MINUTE);
        expect(isOnShift(world)).toBe(false);
        // Once with "at most until", once with the exact end.
        expect(runsOf(world, 'GrantGroup')).toHaveLength(2);
        expect(runsOf(world, 'RevokeGroup')).toHaveLength(1);
      },
      { configure: withRunbooks },
    ),
  );

  test(
    'and which lands after all was taken away is found, and taken away again',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      const held = world.aws.faults.add({
        kind: 'hold',
        times: 9,
        action: START,
        when: ({ params }) => params['DocumentName'] === 'ProdAccess-GrantGroup',
      });
      await story.click('ben', 'Approve');
      await held.met();
      await type(world, 'aiko', `done ${story.id}`);
      await letRun(world, 2 * MINUTE);
      held.release();
      await world.runUntil('it landed', () => runsOf(world, 'GrantGroup').length > 0);
      // In one go, or the bot finds it in time, and stops it.
      world.clock.turn(20_000);
      world.aws.settle();
      expect(isOnShift(world)).toBe(true);
      await world.runUntil('it is taken away', () => !isOnShift(world), 5 * MINUTE);
      await letRun(world, 25 * MINUTE);
      expect(isOnShift(world)).toBe(false);
    }),
  );
});

describe('the bot dies', () => {
  test(
    'between start and answer, and again at the end: nothing runs twice, and nothing stays',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      world.aws.faults.add({ kind: 'lost-after', action: START });
      await story.click('ben', 'Approve');
      await world.runUntil('something is started', () => runsOf(world, 'ObserveGroup').length > 0);
      await world.stopBot();
      await world.startBot();
      await untilThread(world, story, 'Access is active until');
      world.aws.faults.add({ kind: 'lost-after', action: START });
      await type(world, 'aiko', `done ${story.id}`);
      await world.runUntil('it is taken', () => runsOf(world, 'RevokeGroup').length > 0, 90_000);
      await world.stopBot();
      world.clock.turn(MINUTE);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(isOnShift(world)).toBe(false);
      expect(runsOf(world, 'RevokeGroup')).toHaveLength(1);
    }),
  );
});

describe('revoking never gives up', () => {
  test(
    'though its runbook fails again and again',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      await approve(world, story, 'ben');
      setRunbookRights(world, false);
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Removal is overdue', 20 * MINUTE);
      expect(isOnShift(world)).toBe(true);
      setRunbookRights(world, true);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(isOnShift(world)).toBe(false);
    }),
  );
});

describe('two grants of the same access', () => {
  test(
    'do not cut each other, and more time moves the date',
    play(async (world) => {
      const first = await askForWindow(world);
      await approve(world, first, 'ben');
      const second = await askForWindow(world, 'prod-window 2h Read more');
      await approve(world, second, 'ben');
      await type(world, 'aiko', `done ${first.id}`);
      await untilThread(world, first, 'Access stays for', 5 * MINUTE);
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
      expect(windowsOf(world)).toHaveLength(1);
      world.clock.turn(119 * MINUTE);
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(true);
      world.clock.turn(3 * MINUTE);
      expect(world.may('aiko.sato', 'ProdLogReader')).toBe(false);
      await untilThread(world, second, 'Access ended', 20 * MINUTE);
    }),
  );
});
