/** Whatever a hand has left in a store, its readers live, and no hash fits what is no event. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyChain, firstFault, type SealedEvent, seal } from '../../src/audit/chain.ts';
import { event } from '../../src/audit/event.ts';
import { eventOf, requireSame, sealedOf, seqOf } from '../../src/audit/stored.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';

const RECORD = 'case/PA-7K3M2';
const said = event('request-cancelled', 7, 'slack:T1:aiko' as PersonKey, { by: 'Aiko' });
const { head, sealed } = seal(RECORD, emptyChain(RECORD), [said, said]);
const [first, second] = sealed as [SealedEvent, SealedEvent];

describe('an event that was stored', () => {
  test('is read as it was written', () => {
    expect(eventOf(JSON.stringify(said))).toEqual(said);
    expect(sealedOf(JSON.parse(JSON.stringify(sealed)))).toEqual(sealed);
  });

  const but = (change: object) => JSON.stringify({ ...said, ...change });
  test.each([
    '',
    'null',
    '7',
    '[]',
    '"text"',
    '{}',
    '{"atMs":7}',
    but({ atMs: '7' }),
    but({ atMs: 1.5 }),
    but({ atMs: 1e16 }),
    but({ type: 7 }),
    but({ actor: null }),
    but({ facts: undefined }),
    but({ facts: [] }),
  ])('is unreadable when %s stands in its place', (json) => {
    const unreadable = { type: 'unreadable', atMs: 0, actor: '?', facts: { json } };
    expect(eventOf(json)).toEqual(unreadable);
    const events = [{ ...first, event: eventOf(json) }, second];
    expect(firstFault(RECORD, head, events)).toMatchObject({ kind: 'altered', seq: 1 });
  });
});

describe('what a head holds instead of its sealed events', () => {
  test.each([undefined, null, 7, 'text', {}, [7], [null], [first, 'text'], [[]]])(
    'is none of them: %j',
    (found) => {
      expect(sealedOf(found)).toEqual([]);
    },
  );

  test('is read whatever it is, and each of its events has a time', () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (found) => {
        for (const one of sealedOf(found)) {
          expect(() => new Date(one.event.atMs).toISOString()).not.toThrow();
          expect(Number.isSafeInteger(one.seq)).toBe(true);
        }
      }),
    );
  });
});

test('a number is that of an event only from 1 on, and whole', () => {
  expect([1, 2_500].map(seqOf)).toEqual([1, 2_500]);
  expect([0, -1, 1.5, Number.NaN, Infinity, '1', undefined].map(seqOf)).toEqual(Array(7).fill(0));
});

test('an event under the number of none is one that was altered', () => {
  const events = [{ ...first, seq: 0 }, ...sealed];
  expect(firstFault(RECORD, head, events)).toEqual({ kind: 'altered', record: RECORD, seq: 0 });
});

test('the same event may come again, and no other under its number', () => {
  expect(() => requireSame(JSON.parse(JSON.stringify(first)) as SealedEvent, first)).not.toThrow();
  const forged = { ...first, event: { ...first.event, atMs: 8 } };
  for (const there of [undefined, forged, { ...first, hash: 'f' }]) {
    expect(() => requireSame(there, first)).toThrow(
      'In the log stands another event as number 1 of case/PA-7K3M2: somebody put it there.',
    );
  }
});
