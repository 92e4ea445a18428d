/** AWS's own requests while AWS stumbles, the bot dies, or two replicas see the same. */

import { describe, expect, test } from 'vitest';
import { letRun, send, untilThread } from './acts.ts';
import { approve, MINUTE } from './deeds.ts';
import { openSessions } from './nodes.ts';
import { cardOf, carried, file, openByToken, signals, statusOf } from './requests.ts';
import { CHANNELS } from './world.ts';

describe('a bad day', () => {
  test(
    'a denial that AWS did not hear before the bot died is told when it is back',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      world.aws.faults.add({ kind: 'failure', times: 100, action: 'SendAutomationSignal' });
      await send('chie', story, 'Deny…', { comment: 'use the replica' });
      await letRun(world, 2_000);
      await world.stopBot();
      expect(statusOf(world, id)).toBe('Pending');
      world.aws.faults.clear();
      await world.startBot();
      await world.runUntil(
        'AWS has heard it',
        () => statusOf(world, id) === 'Rejected',
        5 * MINUTE,
      );
      expect(signals(world, id)).toEqual([`Reject: ${story.id}: denied by chie: use the replica`]);
    }),
  );

  test(
    'the bot dies between its approval and the answer: it finds it approved, and says it once',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      world.aws.faults.add({ kind: 'lost-after', times: 100, action: 'SendAutomationSignal' });
      await story.click('ben', 'Approve');
      await world.runUntil('AWS has it', () => statusOf(world, id) === 'Approved');
      await world.stopBot();
      world.aws.faults.clear();
      await world.startBot();
      await untilThread(world, story, 'Access is active until', 5 * MINUTE);
      expect(signals(world, id)).toEqual([`Approve: ${story.id}: approved by ben`]);
    }),
  );

  test(
    'AWS hears no approval until the grant is over: it hears a no, and waits for nobody',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      world.aws.faults.add({ kind: 'failure', times: 100, action: 'SendAutomationSignal' });
      await story.click('ben', 'Approve');
      await letRun(world, 10_000);
      await send('chie', story, 'End now', {});
      await untilThread(world, story, 'Access ended', 5 * MINUTE);
      expect(statusOf(world, id)).toBe('Pending');
      world.aws.faults.clear();
      await world.runUntil(
        'AWS has heard it',
        () => statusOf(world, id) === 'Rejected',
        5 * MINUTE,
      );
      expect(signals(world, id)).toEqual([`Reject: ${story.id}: ended by chie`]);
    }),
  );

  test.each([
    ['AWS loses the answer to the approval', { kind: 'lost-after', times: 1 }],
    ['AWS throttles it for a while', { kind: 'throttle', times: 9 }],
    ['AWS is away for a minute', { kind: 'failure', times: 12 }],
  ] as const)('%s: approved once, and active', (_, fault) =>
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      world.aws.faults.add({ ...fault, action: 'SendAutomationSignal' });
      await story.click('ben', 'Approve');
      await untilThread(world, story, 'Access is active until', 9 * MINUTE);
      expect(signals(world, id)).toHaveLength(1);
    })(),
  );

  test(
    'the bot is dead at the end: AWS gives no more tokens, and sessions end when it is back',
    carried(async (world) => {
      const id = file(world);
      const story = await cardOf(world, id);
      await approve(world, story, 'ben');
      await openByToken(world, id);
      await world.stopBot();
      world.clock.turn(61 * MINUTE);
      expect(statusOf(world, id)).toBe('Expired');
      expect(openSessions(world)).toHaveLength(1);
      await world.startBot();
      await untilThread(world, story, 'Access ended', 20 * MINUTE);
      expect(openSessions(world)).toEqual([]);
    }),
  );

  test(
    'two replicas see it at once: one card, one approval',
    carried(
      async (world) => {
        const id = file(world);
        const story = await cardOf(world, id);
        await letRun(world, MINUTE);
        const cards = world.slack
          .messages(CHANNELS.approvals)
          .filter((one) => !one.threadTs && world.slack.plainText(one).includes(id));
        expect(cards).toHaveLength(1);
        await approve(world, story, 'ben');
        expect(signals(world, id)).toHaveLength(1);
      },
      { replicas: 2 },
    ),
  );
});
