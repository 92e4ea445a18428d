/** What a runbook gave without a date ends by a schedule at AWS, though the bot is dead. */

import { describe, expect, test } from 'vitest';
import { inWorld, letRun, untilThread } from './acts.ts';
import { approve, ask, MINUTE } from './deeds.ts';
import { withRunbooks } from './runbook-entries.ts';
import { isOnShift, putRunbooks, runsOf } from './runbooks.ts';
import { putSchedules, REVOKER } from './schedules.ts';
import { DRAINER, JUMP, usersStack } from './stacks.ts';
import type { World } from './world.ts';

const SHIFT = 'prod-shift 1h Restart a stuck server, INC-1234';
const withSchedules = (text: string): string =>
  withRunbooks(text).replace(
    '\nentitlements:\n',
    `\nrunbooks: { schedules: { role: "${REVOKER}" } }\n\nentitlements:\n`,
  );

const play = (story: (world: World) => Promise<void>) => () =>
  inWorld(
    async (world) => {
      putRunbooks(world);
      await putSchedules(world);
      await story(world);
    },
    { configure: withSchedules },
  );

const booked = ({ aws }: World) =>
  aws.calls.filter(({ action }) => action === 'CreateSchedule').length;

describe('a pair without a date', () => {
  test(
    'is booked before it is given, and ends within two minutes though the bot is dead',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      expect(story.words()).toContain('Its end is booked at AWS');
      await approve(world, story, 'ben');
      const calls = world.aws.calls.map(
        ({ action, params }) => `${action} ${params['DocumentName']}`,
      );
      const given = calls.findIndex((one) => one.endsWith('ProdAccess-GrantGroup'));
      const first = calls.findIndex((one) => one.startsWith('CreateSchedule'));
      expect(first).toBeGreaterThan(-1);
      expect(first).toBeLessThan(given);
      expect(isOnShift(world)).toBe(true);
      await world.stopBot();
      world.clock.turn(59 * MINUTE);
      world.aws.settle();
      expect(isOnShift(world)).toBe(true);
      world.clock.turn(3 * MINUTE);
      world.aws.settle();
      expect(isOnShift(world)).toBe(false);
      await world.startBot();
      await untilThread(world, story, 'Access ended (its schedule in AWS)', 20 * MINUTE);
    }),
  );

  test(
    'ends so in a role of one’s own, too',
    play(async (world) => {
      const home = world.aws.account(JUMP);
      const { inline = {} } = usersStack().roles['prod-access-runbook'] ?? {};
      home.putPolicy('roles', 'queue-drainer', 'work', inline['work'] ?? {});
      world.aws.settle();
      const shift = /(- id: prod-shift[^]*?role: )\S+/;
      await world.stopBot();
      await world.startBot((text) => withSchedules(text).replace(shift, `$1${DRAINER}`));
      const story = await ask(world, SHIFT);
      await approve(world, story, 'ben');
      expect(isOnShift(world)).toBe(true);
      await world.stopBot();
      world.clock.turn(62 * MINUTE);
      world.aws.settle();
      expect(isOnShift(world)).toBe(false);
    }),
  );

  test(
    'given back early is taken by the bot at once, and given anew is not cut by the old schedule',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      await approve(world, story, 'ben');
      await world.slack.as('U0AIKO0001').command('/prod-access', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 10 * MINUTE);
      expect(isOnShift(world)).toBe(false);
      const again = await ask(world, 'prod-shift 3h Restart another server, INC-1235');
      await approve(world, again, 'ben');
      expect(isOnShift(world)).toBe(true);
      world.clock.turn(62 * MINUTE);
      world.aws.settle();
      await letRun(world, 5_000);
      expect(isOnShift(world)).toBe(true);
      expect(runsOf(world, 'RevokeGroup')).toHaveLength(1);
    }),
  );

  test(
    'is taken back early though Scheduler does not say what is booked',
    play(async (world) => {
      const story = await ask(world, SHIFT);
      await approve(world, story, 'ben');
      world.aws.faults.add({ kind: 'failure', action: 'ListSchedules', times: 100_000 });
      await world.slack.as('U0AIKO0001').command('/prod-access', `done ${story.id}`);
      await untilThread(world, story, 'Access ended', 10 * MINUTE);
      expect(isOnShift(world)).toBe(false);
      world.aws.faults.clear();
    }),
  );

  test(
    'is not given where nothing can be booked',
    play(async (world) => {
      world.aws.faults.add({ kind: 'denied', times: 500, action: 'CreateSchedule' });
      const story = await ask(world, SHIFT);
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Could not be given', 15 * MINUTE);
      expect(runsOf(world, 'GrantGroup')).toEqual([]);
      expect(booked(world)).toBeGreaterThan(0);
    }),
  );
});

test('a pair is refused at the ask where there is no group for its schedule', () =>
  inWorld(
    async (world) => {
      putRunbooks(world);
      await putSchedules(world, false);
      const answer = await world.slack.as('U0AIKO0001').command('/prod-access', SHIFT);
      const said = world.slack.plainText(await answer.untilWhisper('', 10_000));
      expect(said).toContain('schedule group prod-access');
    },
    { configure: withSchedules },
  ));
