/** Ids: what is one, and what only looks like one. */

import { expect, test } from 'vitest';
import {
  personKey,
  principalKey,
  readRequestId,
  requestOfDrawing,
} from '../../src/kernel/brand.ts';

test.each([
  ['PA-7K3M2', 'PA-7K3M2'],
  [' pa-7k3m2 ', 'PA-7K3M2'],
  ['PA-7K3M2ABC', 'PA-7K3M2ABC'],
  ['PA-7K3', undefined],
  ['PA-7K3M2ABCD', undefined],
  ['PA-OIL12', undefined],
  ['PA-7K3M2\nPA-7K3M3', undefined],
  ['7K3M2', undefined],
  ['', undefined],
])('%j typed is the request %s', (typed, id) => {
  expect(readRequestId(typed)).toBe(id);
});

const TAIL = '0123456789abcdef'.repeat(2);
test.each([
  [`PA-7K3M2.${TAIL}`, 'PA-7K3M2'],
  [`PA-7K3M2.${TAIL}.more`, undefined],
  [`PA-7K3M2.${TAIL}0`, undefined],
  [`PA-7K3M2.${TAIL.toUpperCase()}`, undefined],
  [`.${TAIL}`, undefined],
  ['PA-7K3M2', undefined],
  ['', undefined],
])('the drawing %j is of the request %s', (drawing, id) => {
  expect(requestOfDrawing(drawing)).toBe(id);
});

test('keys name their parts', () => {
  expect(personKey('slack', 'T1', 'U1')).toBe('slack:T1:U1');
  expect(principalKey('111122223333', 'AIDA1')).toBe('111122223333:AIDA1');
});
