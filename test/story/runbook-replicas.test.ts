/** Runbooks with three replicas on one table: whoever starts one, it is started once. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, type, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { isOnShift, putRunbooks, runsOf } from './runbooks.ts';

const SHIFT = 'prod-shift 1h Restart a stuck server, INC-1234';
const START = 'StartAutomationExecution';

describe('three replicas', () => {
  test(
    'start each runbook once though answers are lost, and say each step once',
    () =>
      inWorld(
        async (world) => {
          putRunbooks(world);
          const story = await ask(world, SHIFT);
          world.aws.faults.add({ kind: 'lost-after', action: START });
          await approve(world, story, 'ben');
          expect(isOnShift(world)).toBe(true);
          world.aws.faults.add({ kind: 'lost-after', action: START });
          await type(world, 'aiko', `done ${story.id}`);
          await untilThread(world, story, 'Access ended', 20 * MINUTE);
          await letRun(world, 20_000);
          expect(isOnShift(world)).toBe(false);
          // Once with "at most until", and once with the exact end if that came before.
          expect(runsOf(world, 'GrantGroup').length).toBeLessThanOrEqual(2);
          expect(runsOf(world, 'RevokeGroup')).toHaveLength(1);
          const joined = story.thread().filter((line) => line.includes('step join done'));
          expect(joined).toHaveLength(runsOf(world, 'GrantGroup').length);
          const started = story.thread().filter((line) => line.includes('v1 started'));
          expect(new Set(started).size).toBe(started.length);
        },
        { replicas: 3, configure: withRunbooks },
      ),
    90_000,
  );
});
