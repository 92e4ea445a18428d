/** What is said at the same time, and what waits for what was owed before it. */

import { expect, test } from 'vitest';
import { firstDue, nextBatch } from '../../src/work/batch.ts';
import { type Effect, effectKey, type Owed } from '../../src/work/effect.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';

const NOW = 1_000;
const card: Effect = { kind: 'card' };
const line = (seq: number): Effect => ({ kind: 'line', seq });
const dm = (number: number, to = 'slack:aiko'): Effect => {
  return { kind: 'notice', topic: 'active', to: to as PersonKey, number };
};
const owed = (effect: Effect, dueMs = NOW): Owed => {
  return { key: effectKey(effect), effect, dueMs, failures: 0 };
};
const keysOf = (...open: readonly Owed[]) => nextBatch(open, NOW).map(({ key }) => key);

test('the card goes alone, before any line of its thread', () => {
  expect(keysOf(owed(card), owed(line(1)), owed(dm(1)))).toEqual(['card']);
});

test('a line, a message and the word to the operators do not wait for each other', () => {
  const operators = owed({ kind: 'operators', seq: 4 });
  const keys = keysOf(owed(dm(1)), owed(line(4)), operators);
  expect(keys).toEqual(['notice:1:active:slack:aiko', 'line:4', 'operators:4']);
});

test('in one place the order is kept', () => {
  expect(keysOf(owed(line(1)), owed(line(2)))).toEqual(['line:1']);
  expect(keysOf(owed(dm(1)), owed(dm(2)), owed(line(1)))).toHaveLength(1);
  expect(keysOf(owed(dm(1)), owed(dm(2, 'slack:ben')))).toHaveLength(2);
});

test('nothing overtakes what has to wait', () => {
  expect(keysOf(owed(line(1), NOW + 1), owed(dm(1)))).toEqual([]);
  expect(keysOf(owed(line(1)), owed(dm(1), NOW + 1))).toEqual(['line:1']);
  expect(keysOf(owed(line(1)), owed(card))).toEqual(['line:1']);
});

test('a card that is drawn once more later keeps nobody waiting, and one put off does', () => {
  const again = owed({ kind: 'card', again: true }, NOW + 90);
  const putOff = { ...again, failures: 1 };
  expect(keysOf(again, owed(line(1)))).toEqual(['line:1']);
  expect(keysOf(putOff, owed(line(1)))).toEqual([]);
  // Owed by a replica whose clock is ahead: its lines have no card to stand under yet.
  expect(keysOf(owed(card, NOW + 90), owed(line(1)))).toEqual([]);
  expect(firstDue([again, owed(line(1))])).toBe(NOW);
  expect(firstDue([again, owed(line(1), NOW + 100)])).toBe(NOW + 90);
  expect(firstDue([putOff, owed(line(1))])).toBe(NOW + 90);
  expect(firstDue([])).toBeUndefined();
});
