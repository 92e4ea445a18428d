/** A start that a closed calendar holds: begun when it opens, put off while it does not. */

import { expect, test } from 'vitest';
import { holdAgain, putOff } from '../../src/case-file/held-start.ts';
import { phaseOf } from '../../src/case-file/case-file.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { Frozen } from '../../src/policy/freeze.ts';
import { Life } from './life.ts';
import { BEN, decision, NOON, window } from './sample.ts';

const closed = (untilMs?: number): Frozen => ({
  rule: 'two-people',
  calendar: 'year-end',
  effect: 'hold',
  why: 'closed',
  ...(untilMs === undefined ? {} : { untilMs }),
});
const held = (untilMs?: number) => ({ ...decision(), frozen: [closed(untilMs)] });
const atOnce = (untilMs?: number) =>
  new Life({}, { ...held(untilMs), kind: 'auto-approved', by: 'small.cedar#0' } as never);

test('what is approved while a calendar is closed is scheduled for its opening', () => {
  const { file, events } = atOnce(NOON + 3 * HOUR);
  expect(phaseOf(file)).toBe('scheduled');
  expect(file.grant?.startMs).toBe(NOON + 3 * HOUR);
  expect(events.map(({ type }) => type)).toContain('start-held');
});

test('nobody knows when it opens: it is looked at again after five minutes', () => {
  expect(atOnce().file.grant?.startMs).toBe(NOON + 5 * MINUTE);
});

test('a start that finds it closed still is put off, and its latest end with it', () => {
  const { file } = atOnce(NOON + HOUR);
  const before = (file.grant?.notAfterMs ?? 0) - (file.grant?.startMs ?? 0);
  const later = putOff(file, held(NOON + 2 * HOUR), NOON + HOUR);
  expect(later?.file.grant?.startMs).toBe(NOON + 2 * HOUR);
  expect((later?.file.grant?.notAfterMs ?? 0) - NOON - 2 * HOUR).toBe(before);
  expect(later?.events.map(({ type }) => type)).toEqual(['start-held']);
});

test('a start that finds it open is not put off', () => {
  const { file } = atOnce(NOON + HOUR);
  expect(putOff(file, decision(), NOON + HOUR)).toBeUndefined();
});

test('while nobody knows when it opens, it is put off every few minutes and said once', () => {
  const { file } = atOnce();
  const again = putOff(file, held(), NOON + 5 * MINUTE);
  expect(again?.file.grant?.startMs).toBe(NOON + 10 * MINUTE);
  expect(again?.events).toEqual([]);
  const known = putOff(again?.file ?? file, held(NOON + HOUR), NOON + 10 * MINUTE);
  expect(known?.events.map(({ type }) => type)).toEqual(['start-held']);
});

test('a start that is put off past its fixed end is said to fail at once', () => {
  const life = new Life(window(NOON + HOUR, NOON + 3 * HOUR), decision());
  life.approve(BEN);
  const later = putOff(life.file, held(NOON + 4 * HOUR), NOON + HOUR);
  expect(later && phaseOf(later.file)).toBe('failed');
  expect(later?.file.grant?.failure?.code).toBe('window-almost-over');
});

const facts = {
  entitlement: 'prod-db',
  calendar: 'year-end',
  why: 'closed',
  operators: '',
} as const;
const no = refuse('frozen', facts);

test('a calendar that closes after the last approval holds what no holding has heard of', () => {
  const life = new Life({}, decision());
  life.approve(BEN);
  life.take(holdAgain(life.file, held(NOON + 3 * HOUR), no, true, NOON));
  expect([life.phase, life.orders]).toEqual(['scheduled', []]);
  expect(life.file.grant).toMatchObject({ startMs: NOON + 3 * HOUR, heldBy: 'year-end' });
  expect(life.events.map(({ type }) => type)).toContain('start-held');
  life.at(NOON + 3 * HOUR).begin();
  // Under a number of its own: the first may still come, and counts for nothing.
  expect(life.orders).toMatchObject([{ revision: 2 }]);
});

test('and again by the same calendar, which is said again though nobody knows until when', () => {
  const life = atOnce();
  const said = () => life.events.filter(({ type }) => type === 'start-held').length;
  const before = said();
  life.at(NOON + HOUR).begin();
  life.take(holdAgain(life.file, held(), no, true, NOON + HOUR));
  expect([life.phase, said()]).toEqual(['scheduled', before + 1]);
});

test('what a holding has taken is taken back, and the calendar is given as the reason', () => {
  const life = new Life({}, decision());
  life.approve(BEN);
  life.take(holdAgain(life.file, held(NOON + 3 * HOUR), no, false, NOON));
  expect(life.phase).toBe('failed');
  expect(life.file.grant?.failure?.code).toBe('frozen');
  expect(life.orders).toMatchObject([{ revision: 2, endMs: NOON }]);
});
