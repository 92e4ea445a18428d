/** The chain: whatever is changed, left out, put in or cut off is found, and where. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyChain, firstFault, seal, type SealedEvent } from '../../src/audit/chain.ts';
import { event } from '../../src/audit/event.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';

const RECORD = 'case/PA-7K3M2';
const AIKO = 'slack:T1:aiko' as PersonKey;
const said = (atMs: number) => event('request-cancelled', atMs, AIKO, { by: 'Aiko' });
const chainOf = (count: number) =>
  seal(
    RECORD,
    emptyChain(RECORD),
    Array.from({ length: count }, (_, index) => said(index)),
  );
const { head, sealed } = chainOf(5);
const fault = (events: readonly (SealedEvent | undefined)[], end = head) =>
  firstFault(
    RECORD,
    end,
    events.filter((one) => one !== undefined),
  );

describe('a chain', () => {
  test('that nobody touched is sound, and so is an empty one', () => {
    expect(fault(sealed)).toBeUndefined();
    expect(fault([], emptyChain(RECORD))).toBeUndefined();
  });

  test('goes on where its head is, in one step or in many', () => {
    const first = seal(RECORD, emptyChain(RECORD), [said(0), said(1)]);
    const second = seal(RECORD, first.head, [said(2), said(3), said(4)]);
    expect([...first.sealed, ...second.sealed]).toEqual(sealed);
    expect(second.head).toEqual(head);
  });

  test('of another record is another chain', () => {
    expect(firstFault('case/PA-AAAAA', head, sealed)).toMatchObject({ seq: 1 });
    const moved = sealed.map((one) => ({ ...one, record: 'case/PA-AAAAA' }));
    expect(fault(moved)).toMatchObject({ kind: 'altered', seq: 1 });
  });

  test.each([
    ['left out in the middle', sealed.toSpliced(2, 1), { kind: 'gap', seq: 3 }],
    ['left out at the beginning', sealed.slice(1), { kind: 'gap', seq: 1 }],
    ['said twice', sealed.toSpliced(2, 0, ...sealed.slice(1, 2)), { kind: 'gap', seq: 3 }],
    ['cut off at the end', sealed.slice(0, 3), { kind: 'cut', seq: 4 }],
    ['all cut off', [], { kind: 'cut', seq: 1 }],
  ])('with an event %s', (_, events, found) => {
    expect(fault(events)).toMatchObject({ ...found, record: RECORD });
  });

  test('written anew from the middle on does not fit its head', () => {
    const begin = { seq: 2, hash: sealed[1]?.hash ?? '' };
    const forged = seal(RECORD, begin, [said(9), said(9), said(9)]);
    expect(fault([...sealed.slice(0, 2), ...forged.sealed])).toMatchObject({ kind: 'altered' });
  });

  test('with any one value changed anywhere is not sound', () => {
    const change = fc.record({
      at: fc.nat({ max: 4 }),
      what: fc.constantFrom('hash', 'previous', 'record', 'seq', 'atMs', 'actor', 'facts', 'type'),
    });
    fc.assert(
      fc.property(change, ({ at, what }) => {
        const one = sealed[at];
        if (!one) return;
        const isOutside = what === 'hash' || what === 'previous' || what === 'record';
        const changed = isOutside
          ? { ...one, [what]: `${one[what]}0` }
          : what === 'seq'
            ? { ...one, seq: one.seq + 1 }
            : { ...one, event: { ...one.event, [what]: 'other' } };
        expect(fault(sealed.with(at, changed as SealedEvent))).toBeDefined();
      }),
    );
  });
});
