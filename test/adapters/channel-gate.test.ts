/** How fast a channel is written to: what is given up costs nothing, and chats are waited for. */

import { setImmediate as turnOver } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createChannelGate } from '../../adapters/chats/channel-gate.ts';
import { createChannelQueue } from '../../adapters/chats/channel-queue.ts';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { DAY, MINUTE, SECOND } from '../../src/kernel/time.ts';

const TURN = { channel: 'C1', isNew: true } as const;
const soon = () => AbortSignal.timeout(20_000);
const later = (retryAfterMs: number) => async () => {
  throw new Fault('chat-unreachable', 'The chat answers 429.', { retryAfterMs });
};
/** How long whoever called is to wait; undefined for what was said. */
const waitAfter = async (said: Promise<unknown>): Promise<number | undefined> => {
  const fault = await said.then(
    () => undefined,
    (error: unknown) => error,
  );
  return fault instanceof Fault ? fault.retryAfterMs : undefined;
};

describe('a message that is given up in the queue', () => {
  test.each([60, 100, 300])(
    'costs nothing: of %i to one channel, tried for ten seconds each, all are said',
    async (count) => {
      const clock = createTurnedClock({ startMs: 0 });
      const queue = createChannelQueue(clock);
      const owed = new Set(Array.from({ length: count }, (_, at) => at));
      for (let round = 0; round < count / 5 && owed.size > 0; round += 1) {
        const giveUp = new AbortController();
        const turn = { ...TURN, signal: giveUp.signal };
        const all = [...owed].map((one) => queue.run(turn, async () => owed.delete(one)));
        for (let second = 0; second < 10; second += 1) {
          await turnOver();
          clock.turn(SECOND);
        }
        giveUp.abort();
        await Promise.allSettled(all);
        clock.turn(MINUTE / 2);
      }
      expect(owed.size).toBe(0);
    },
  );

  test('before its turn is never sent', async () => {
    const gate = createChannelGate(createTurnedClock({ startMs: 0 }));
    let sent = 0;
    const signal = AbortSignal.abort();
    const said = gate.pass({ ...TURN, signal }, async () => (sent += 1));
    await expect(said).rejects.toThrow('did not take it in time');
    expect(sent).toBe(0);
  });
});

describe('a chat that asks for patience', () => {
  test('for no time at all is left alone for a second', async () => {
    const clock = createTurnedClock({ startMs: 0 });
    const gate = createChannelGate(clock, () => 0);
    let calls = 0;
    const giveUp = new AbortController();
    const said = gate.pass({ ...TURN, signal: giveUp.signal }, () => {
      calls += 1;
      if (calls > 9) giveUp.abort();
      return later(0)();
    });
    for (let at = 0; at < 10; at += 1) await turnOver();
    expect(calls).toBe(1);
    clock.turn(SECOND);
    for (let at = 0; at < 10; at += 1) await turnOver();
    expect(calls).toBe(2);
    giveUp.abort();
    await expect(said).rejects.toThrow(Fault);
  });

  test('for a month is asked again within minutes, and says so to whoever called', async () => {
    const clock = createTurnedClock({ startMs: 0 });
    const gate = createChannelGate(clock, () => 0);
    const turn = () => ({ ...TURN, signal: soon() });
    const waitMs = await waitAfter(gate.pass(turn(), later(30 * DAY)));
    expect(waitMs).toBeLessThanOrEqual(10 * MINUTE);
    clock.turn(waitMs ?? 0);
    expect(await gate.pass(turn(), async () => 'said')).toBe('said');
  });

  test('is not asked again by all channels at the same moment', async () => {
    const clock = createTurnedClock({ startMs: 0 });
    const waits = [0, 0.5, 1].map((spread) => {
      const gate = createChannelGate(clock, () => spread);
      return waitAfter(gate.pass({ ...TURN, signal: soon() }, later(MINUTE)));
    });
    expect(await Promise.all(waits)).toEqual([60_000, 75_000, 90_000]);
  });
});
