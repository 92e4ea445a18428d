/** The clocks and the names that the process itself brings along. */

import { setTimeout as realTime } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createRuntime } from '../../adapters/node/runtime.ts';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { readRequestId, requestOfDrawing } from '../../src/kernel/brand.ts';
import { DAY, HOUR, MINUTE } from '../../src/kernel/time.ts';

const NOON = Date.UTC(2026, 10, 23, 12);

describe('the real clock', () => {
  const { clock } = createRuntime();

  test('sleeps no shorter than asked', async () => {
    const before = clock.monotonicMs();
    await clock.sleep(20);
    expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(20);
  });

  test('wakes at once when told to, even from a sleep of months', async () => {
    const stop = new AbortController();
    const slept = clock.sleep(90 * DAY, stop.signal);
    stop.abort();
    await expect(slept).resolves.toBeUndefined();
    await expect(clock.sleep(DAY, stop.signal)).resolves.toBeUndefined();
  });
});

describe('names', () => {
  const { ids } = createRuntime();

  test('a request id is one that people can type back', () => {
    for (let n = 0; n < 1_000; n += 1) {
      const id = ids.requestId();
      expect(id).toMatch(/^PA-[0-9A-HJKMNP-TV-Z]{5}$/);
      expect(readRequestId(id.toLowerCase())).toBe(id);
    }
  });

  test('every digit of a request id is as likely as any other', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 6_400; n += 1) {
      for (const digit of ids.requestId().slice(3)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    }
    expect(counts.size).toBe(32);
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(250);
  });

  test('a drawing names its request, and no two are alike', () => {
    const request = ids.requestId();
    const drawings = Array.from({ length: 100 }, () => ids.drawing(request));
    expect(new Set(drawings).size).toBe(100);
    for (const drawing of drawings) expect(requestOfDrawing(drawing)).toBe(request);
    expect(ids.token()).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('the clock that can be turned', () => {
  test('starts where it is told to, and real time passes', async () => {
    const clock = createTurnedClock({ startMs: NOON });
    expect(Math.abs(clock.nowMs() - NOON)).toBeLessThan(100);
    const before = clock.monotonicMs();
    await clock.sleep(15);
    expect(clock.monotonicMs() - before).toBeGreaterThanOrEqual(15);
  });

  test('without a start it is the real one', () => {
    expect(createTurnedClock().offsetMs()).toBe(0);
  });

  test('wakes whoever slept until a moment now past, earliest first, and nobody else', async () => {
    const clock = createTurnedClock({ startMs: NOON });
    const woken: string[] = [];
    const stop = new AbortController();
    const sleep = (name: string, ms: number) =>
      clock.sleep(ms, stop.signal).then(() => woken.push(name));
    const all = [sleep('day', DAY), sleep('hour', HOUR), sleep('minute', MINUTE)];
    clock.turn(HOUR);
    await realTime(5);
    expect(woken).toEqual(['minute', 'hour']);
    stop.abort();
    await Promise.all(all);
    expect(woken).toEqual(['minute', 'hour', 'day']);
  });

  test('a sleep cut short by a turn still ends by the real clock', async () => {
    const clock = createTurnedClock();
    const slept = clock.sleep(HOUR);
    clock.turn(HOUR - 20);
    await expect(slept).resolves.toBeUndefined();
  });

  test('turns wall and monotonic clock alike', () => {
    const clock = createTurnedClock({ startMs: NOON });
    const before = clock.monotonicMs();
    clock.turnTo(NOON + HOUR);
    expect(Math.abs(clock.nowMs() - NOON - HOUR)).toBeLessThan(100);
    expect(clock.monotonicMs() - before).toBeGreaterThan(HOUR - 100);
    expect(Number.isInteger(clock.nowMs())).toBe(true);
  });

  test('never goes back', () => {
    const clock = createTurnedClock({ startMs: NOON });
    clock.turnTo(NOON - HOUR);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(NOON - 5);
    expect(() => clock.turn(-1)).toThrow('forward');
    expect(() => clock.turn(Number.NaN)).toThrow('forward');
  });
});
