/** Runbooks on bad days: lost and late starts, hands from outside, and what does not fit. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, opsOf, type, untilOps, untilThread } from './acts.ts';
import { approve, ask, MINUTE, posted, type Story } from './deeds.ts';
import {
  askByForm,
  GROUP,
  isOnShift,
  LOG_READER,
  putRunbooks,
  region,
  roleOfRunbooks,
  runsOf,
  windowsOf,
  withRunbooks,
} from './runbooks.ts';
import { JUMP, PEOPLE, type World } from './world.ts';

const SHIFT = 'prod-shift 1h Restart a stuck server, INC-1234';
const START = 'StartAutomationExecution';

const play = (story: (world: World) => Promise<void>, configure = withRunbooks) => () =>
  inWorld(
    async (world) => {
      putRunbooks(world);
      await story(world);
    },
    { configure },
  );

const jump = (world: World) => world.aws.account(JUMP);

const askForWindow = (world: World, line = 'prod-window 1h Read the logs'): Promise<Story> =>
  posted(world, async () => {
    expect(await askByForm(world, `${line} of the import`, { 'answer:role': LOG_READER })).toEqual(
      {},
    );
  });

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
      await world.runUntil('it has given', () => isOnShift(world));
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
      jump(world).putPolicy('roles', 'prod-access-runbook', 'work', roleOfRunbooks(false));
      await type(world, 'aiko', `done ${story.id}`);
      await untilThread(world, story, 'Removal is overdue', 20 * MINUTE);
      expect(isOnShift(world)).toBe(true);
      jump(world).putPolicy('roles', 'prod-access-runbook', 'work', roleOfRunbooks());
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
      jump(world).putPolicy('users', 'aiko.sato', name, document.replace(/2026-(?=[^"]*"}}}\])/, '2027-'));
      const isLonger = () => windowsOf(world).join().includes('2027-');
      expect(isLonger()).toBe(true);
      await world.runUntil('it is narrowed', () => !isLonger(), 20 * MINUTE);
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
      expect(errors['answer:role']).toContain('does not fit “Which role”. It takes arn:aws:iam::');
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
      (text) => withRunbooks(text).replace('role/[\\w+=,.@-]+', 'role/.*').replace('\\d{12}:', '\\d+:'),
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

