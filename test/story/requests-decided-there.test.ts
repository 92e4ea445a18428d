/** What happens at AWS itself to requests that are carried here. */

import { StopAutomationExecutionCommand } from '@aws-sdk/client-ssm';
import { describe, expect, test } from 'vitest';
import { letRun, untilThread } from './acts.ts';
import { approve, MINUTE } from './deeds.ts';
import { openSessions, region } from './nodes.ts';
import {
  cardOf,
  carried,
  clientOf,
  enableRequests,
  file,
  openByToken,
  REQUESTER,
  seen,
  signals,
  signalThere,
  statusOf,
} from './requests.ts';
import type { World } from './world.ts';

describe('decided at AWS by somebody else', () => {
  test.each([
    ['Approve', 'Approved at AWS by Console/dai, and not here.'],
    ['Reject', 'Rejected at AWS by Console/dai, and not here.'],
  ] as const)('%s: card and thread say so, and nothing more can be decided', (word, said) =>
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await signalThere(world, id, word);
      await untilThread(world, story, said, 2 * MINUTE);
      await letRun(world, 2_000);
      expect(story.words()).toContain(said);
      expect(story.words()).not.toContain('[ Approve ]');
      expect(signals(world, id)).toHaveLength(1);
    })(),
  );

  test(
    'rejected there a moment before it is approved here: not given, and said why',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await signalThere(world, id, 'Reject');
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'it was decided otherwise at AWS', 2 * MINUTE);
      expect(signals(world, id)).toHaveLength(1);
    }),
  );

  test(
    'approved there a moment before it is approved here: active, with no signal of ours',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await signalThere(world, id, 'Approve');
      await approve(world, story, 'ben');
      expect(signals(world, id)).toHaveLength(1);
    }),
  );

  test(
    'withdrawn at AWS by who asked: withdrawn here',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      const asker = clientOf(world, REQUESTER, 'aiko.sato');
      const AutomationExecutionId = seen(world, id)?.execution;
      await asker.send(new StopAutomationExecutionCommand({ AutomationExecutionId }));
      await untilThread(world, story, 'Withdrawn at AWS by', 2 * MINUTE);
    }),
  );

  test(
    'revoked at AWS while it is active: it ends here, with its sessions',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await approve(world, story, 'ben');
      await openByToken(world, id);
      await signalThere(world, id, 'Revoke');
      await untilThread(world, story, 'Revoked at AWS by Console/dai', 5 * MINUTE);
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }),
  );
});

describe('where AWS wants another approver besides us', () => {
  const withTwo = (world: World) =>
    region(world).putApprovalPolicy('Everything', {
      levels: [['prod-access', 'Console']],
      needed: 2,
    });

  test(
    'access is active once they have approved there',
    carried(async (world) => {
      withTwo(world);
      const id = file(world);
      const story = await cardOf(world, id);
      await story.click('ben', 'Approve');
      await world.runUntil('ours is there', () => signals(world, id).length > 0);
      await letRun(world, 2 * MINUTE);
      expect(story.says('Access is active')).toBe(false);
      await signalThere(world, id, 'Approve');
      await untilThread(world, story, 'Access is active until', 5 * MINUTE);
    }),
  );

  test(
    'who never comes: it has failed after ten minutes, is rejected, and stays so',
    carried(async (world) => {
      withTwo(world);
      const id = file(world);
      const story = await cardOf(world, id);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Could not be given', 20 * MINUTE);
      await world.runUntil(
        'AWS has heard it',
        () => statusOf(world, id) === 'Rejected',
        5 * MINUTE,
      );
    }),
  );
});

describe('an approval for less than AWS gives', () => {
  test(
    'is revoked at AWS when it is over',
    carried(async (world) => {
      enableRequests(world, 12);
      const id = file(world);
      const story = await cardOf(world, id);
      expect(story.words()).toContain('8 h');
      await approve(world, story, 'ben');
      world.clock.turn(8 * 60 * MINUTE + MINUTE);
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(statusOf(world, id)).toBe('Revoked');
    }),
  );
});
