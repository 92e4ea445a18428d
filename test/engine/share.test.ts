/** Whose turn a due record is among replicas that all see it. */

import { expect, test } from 'vitest';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { createShare } from '../../src/engine/share.ts';
import type { Clock } from '../../src/kernel/time.ts';

const RECORD = 'holding/111122223333:AIDAANNALINDBERG';
const NOON = 1_795_510_800_000;

/** Two replicas on one machine's clock, and the record, due when it says so. */
function pair() {
  const at = { ms: NOON };
  const nowMs = () => at.ms;
  const clock: Clock = { nowMs, monotonicMs: nowMs, sleep: async () => undefined };
  const [first, second] = ['r0', 'r1'].map((by) => {
    const share = createShare({ clock, claims: createClaims(clock, by) });
    const isTurn = (dueMs: number) => share.isOurTurn({ key: RECORD, dueMs }, 'converge');
    const looksBack = (dueMs: number) => share.isOurTurn({ key: RECORD, dueMs }, 'trail');
    return { ...share, isTurn, looksBack };
  });
  if (!first || !second) throw new Error('There are two.');
  return { at, first, second };
}

test('whoever committed it last goes first, and the other within a second', () => {
  const { at, first, second } = pair();
  first.heard({ key: RECORD, version: 7 }, 'committed');
  at.ms += 15_000;
  expect([first.isTurn(at.ms), second.isTurn(at.ms)]).toEqual([true, false]);
  expect(second.isTurn(at.ms - 1_000)).toBe(true);
});

test('whoever came too late with the next version gives its turn away', () => {
  const { at, first, second } = pair();
  first.heard({ key: RECORD, version: 7 }, 'committed');
  at.ms += 15_000;
  second.heard({ key: RECORD, version: 8 }, 'committed');
  first.heard({ key: RECORD, version: 8 }, 'conflict');
  at.ms += 14_000;
  expect([first.isTurn(at.ms), second.isTurn(at.ms)]).toEqual([false, true]);
});

test('whoever lost to a commit of its own keeps it', () => {
  const { at, first, second } = pair();
  first.heard({ key: RECORD, version: 8 }, 'committed');
  first.heard({ key: RECORD, version: 8 }, 'conflict');
  expect([first.isTurn(at.ms), second.isTurn(at.ms)]).toEqual([true, false]);
});

test('half a minute after its last commit it is nobody’s before the others', () => {
  const { at, first } = pair();
  first.heard({ key: RECORD, version: 7 }, 'committed');
  at.ms += 30_000;
  expect([first.isTurn(at.ms), first.isTurn(at.ms - 1_000)]).toEqual([false, true]);
});

test('at CloudTrail one looks alone for a while, and within three minutes somebody does', () => {
  const { at, first, second } = pair();
  const turns = (afterMs: number) =>
    [first, second].map(({ looksBack }) => looksBack(at.ms - afterMs));
  const times = Array.from({ length: 181 }, (_, s) => turns(s * 1_000).filter(Boolean).length);
  expect(times[0]).toBe(0);
  expect(times.filter((count) => count === 1).length).toBeGreaterThan(20);
  expect(times[180]).toBeGreaterThan(0);
});
