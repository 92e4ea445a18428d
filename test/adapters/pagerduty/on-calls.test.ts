/** Who is on call, as PagerDuty says it now; and what is no answer that may be believed. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOnCalls } from '../../../adapters/pagerduty/on-calls.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { HOUR, MINUTE } from '../../../src/kernel/time.ts';
import { type Pagerduty, startPagerduty } from '../../stand-ins/pagerduty/pagerduty.ts';

const NOON = Date.UTC(2026, 10, 24, 12);
const DBAS = 'PDBAS01';

let pagerduty: Pagerduty;
let clock: TurnedClock;
beforeEach(async () => {
  clock = createTurnedClock({ startMs: NOON });
  pagerduty = await startPagerduty([
    { schedule: DBAS, user: 'PCHIE01', email: 'Chie@Example.com', endMs: NOON + HOUR },
    { schedule: DBAS, user: 'PDAI001', startMs: NOON + HOUR },
    { schedule: 'POTHER1', user: 'PBEN001' },
  ]);
});
afterEach(() => pagerduty.close());

const onCalls = (token = pagerduty.token) => createOnCalls({ token, apiUrl: pagerduty.url, clock });

test('is whoever is on call in this moment, with id and address', async () => {
  const of = onCalls();
  expect(await of.entries(DBAS, 0)).toEqual([{ pagerduty: 'PCHIE01', email: 'chie@example.com' }]);
  clock.turn(HOUR - MINUTE / 2);
  expect(await of.entries(DBAS, 0)).toMatchObject([{ pagerduty: 'PCHIE01' }]);
  clock.turn(MINUTE / 2);
  expect(await of.entries(DBAS, 0)).toEqual([{ pagerduty: 'PDAI001' }]);
});

test('is asked of the schedule itself, and everybody counts once', async () => {
  pagerduty.onCall = Array.from({ length: 5 }, (_, at) => ({ schedule: DBAS, user: `P${at % 4}` }));
  const found = await onCalls().entries(DBAS, 0);
  expect(found.map((one) => one.pagerduty)).toEqual(['P0', 'P1', 'P2', 'P3']);
  // No escalation policy need use it.
  expect(pagerduty.calls).toEqual([expect.stringMatching(/^\/schedules\/PDBAS01\/users\?since=/)]);
});

test('is asked for once by all who ask at once, and not again while it may be as old', async () => {
  const of = onCalls();
  await Promise.all([of.entries(DBAS, MINUTE), of.entries(DBAS, MINUTE)]);
  clock.turn(MINUTE / 2);
  await of.entries(DBAS, MINUTE);
  expect(pagerduty.calls).toHaveLength(1);
  await of.entries(DBAS, 0);
  expect(pagerduty.calls).toHaveLength(2);
});

describe('is silence, never an empty list', () => {
  test('where there is no such schedule', async () => {
    await expect(onCalls().entries('PNONE01', 0)).rejects.toMatchObject({
      code: 'roster-unreachable',
      message: 'PagerDuty has no such schedule.',
    });
  });

  test.each([
    ['down', '503'],
    ['hang-up', 'did not answer'],
    ['no-json', 'something else'],
  ] as const)('where PagerDuty is %s', async (trouble, words) => {
    pagerduty.trouble = trouble;
    const asked = onCalls().entries(DBAS, 0);
    await expect(asked).rejects.toMatchObject({
      code: 'roster-unreachable',
      message: expect.stringContaining(words),
    });
  });

  test('where it wants to be asked less often, and says for how long', async () => {
    pagerduty.trouble = 'too-many';
    const asked = onCalls().entries(DBAS, 0);
    await expect(asked).rejects.toMatchObject({
      code: 'roster-unreachable',
      retryAfterMs: 7_000,
    });
  });

  test('where the key is refused: it is named, and never repeated', async () => {
    const key = 'another-key-of-somebody';
    const said = await onCalls(key)
      .entries(DBAS, 0)
      .catch((error: Error) => error.message);
    expect(said).toContain('PAGERDUTY_TOKEN');
    expect(said).not.toContain(key);
  });
});
