/** Runbooks, hands from outside, and what does not fit what they take. */

import { describe, expect, test } from 'vitest';
import { letRun, opsOf, type, untilOps, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { askByForm, GROUP, isOnShift, region, runsOf, windowsOf } from './runbooks.ts';
import { askForWindow, play } from './runbook-play.ts';
import { JUMP, PEOPLE, type World } from './world.ts';

const SHIFT = 'prod-shift 1h Restart a stuck server, INC-1234';

const jump = (world: World) => world.aws.account(JUMP);

describe('hands from outside', () => {
  test(
    'who is in the group already is refused, and stays in it',
    play(async (world) => {
      jump(world).join('aiko.sato', GROUP);
      const story = await ask(world, SHIFT);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'the user already has it by other means');
      await letRun(world, MINUTE);
      expect(isOnShift(world)).toBe(true);
      expect(runsOf(world, 'RevokeGroup')).toHaveLength(0);
    }),
  );

  test(
    'what was taken away by hand is reported once, and not put back',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      await approve(world, story, 'ben');
      jump(world).leave('aiko.sato', GROUP);
      await untilOps(world, 'What a runbook gave is gone', 20 * MINUTE);
      await letRun(world, 15 * MINUTE);
      expect(isOnShift(world)).toBe(false);
      expect(opsOf(world).split('What a runbook gave is gone')).toHaveLength(2);
    }),
  );

  test(
    'a date that was moved to later is moved back',
    play(async (world) => {
      const story = await askForWindow(world);
      await approve(world, story, 'ben');
      await letRun(world, MINUTE);
      const [document = ''] = windowsOf(world);
      const [name = ''] = Object.keys(jump(world).state().users['aiko.sato']?.inline ?? {});
      jump(world).putPolicy(
        'users',
        'aiko.sato',
        name,
        document.replace(/2026-(?=[^"]*"}}}\])/, '2027-'),
      );
      const isLonger = () => windowsOf(world).join().includes('2027-');
      expect(isLonger()).toBe(true);
      await world.runUntil('it is narrowed', () => !isLonger(), 20 * MINUTE);
    }),
  );

  test(
    'of a user who is deleted, what was given is taken back all the same, and the end is said',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      await approve(world, story, 'ben');
      jump(world).deleteUser('aiko.sato');
      await untilThread(world, story, 'no longer exists', 15 * MINUTE);
      const runs = runsOf(world, 'RevokeGroup').length;
      expect(runs).toBeGreaterThan(0);
      await letRun(world, 30 * MINUTE);
      expect(runsOf(world, 'RevokeGroup')).toHaveLength(runs);
    }),
  );
});

describe('what does not fit is said before anybody is asked', () => {
  test(
    'an answer out of the schema, at its field',
    play(async (world) => {
      const errors = await askByForm(world, 'prod-window 1h Read the logs', {
        'answer:role': 'ProdLogReader"} ]',
      });
      expect(errors['answer:role']).toContain('does not fit “Which role”. It takes: arn:aws:iam::');
    }),
  );

  test(
    'a value that the runbook itself does not take, to the operators as well',
    play(
      async (world) => {
        const role = 'arn:aws:iam::1:role/x';
        await askByForm(world, 'prod-window 1h Read the logs', { 'answer:role': role });
        await untilOps(world, 'aiko asked for A window on production, and its runbook stands in');
        expect(opsOf(world)).toContain('The runbook ProdAccess-GrantPolicy does not take');
        const { view } = world.slack.as(PEOPLE.aiko);
        expect(view && world.slack.plainText(view)).toContain('RoleArn has the form');
      },
      (text) =>
        withRunbooks(text)
          .replaceAll('role/[\\w+=,.@-]+', 'role/.*')
          .replaceAll('\\d{12}:', '\\d+:'),
    ),
  );

  test(
    'a runbook that is gone, or was made anew',
    play(async (world) => {
      region(world).deleteDocument('ProdAccess-RevokeGroup');
      expect(await type(world, 'aiko', SHIFT)).toContain('is not the one that was pinned');
      await untilOps(world, 'its runbook stands in the way');
    }),
  );

  test(
    'a runbook that changed after the ask is not started',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      region(world).deleteDocument('ProdAccess-GrantGroup');
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'its runbook is not the one that was pinned');
      expect(isOnShift(world)).toBe(false);
    }),
  );
});
