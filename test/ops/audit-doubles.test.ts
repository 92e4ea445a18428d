/** A log that says two things under one name, or one thing and then another, is not sound. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { type SealedEvent, seal } from '../../src/audit/chain.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import type { AuditSource } from '../../src/ops/all-heads.ts';
import { fact, headOf, NOON } from '../contract/store-samples.ts';

const KEY = 'case/PA-7K3M2';
const head = headOf(KEY, { events: [fact(NOON), fact(NOON + 1)] });
const [first, second] = head.sealed as [SealedEvent, SealedEvent];
const other = headOf(KEY, { events: [fact(NOON, 'forged')] }).sealed[0] as SealedEvent;

/** Its log has these rows in order of time, and those of the record when asked for it alone. */
async function sourceOf(
  byTime: readonly SealedEvent[],
  ofRecord: readonly SealedEvent[] = byTime,
): Promise<AuditSource> {
  const store = createMemoryStore();
  await store.commit({ ...head, sealed: [] });
  async function* rows(record: string | undefined) {
    yield* record === undefined ? byTime : ofRecord;
  }
  return { ...store, events: ({ record }) => rows(record) };
}

const altered = (seq: number) => ({ ok: false, fault: { kind: 'altered', record: KEY, seq } });

describe('a log with two rows of one number', () => {
  test.each([
    ['before', [other, first, second]],
    ['behind', [first, second, other]],
    ['between', [first, other, second]],
  ])('is not sound, the other one standing %s', async (_, rows) => {
    expect(await verifyAudit(await sourceOf(rows))).toMatchObject(altered(1));
  });

  test('is not sound though both say the same', async () => {
    expect(await verifyAudit(await sourceOf([first, second, second]))).toMatchObject(altered(2));
  });

  test('is not sound though one of them comes later than the record was read alone', async () => {
    const source = await sourceOf([first, second, other], [first, second]);
    expect(await verifyAudit(source)).toMatchObject(altered(1));
  });
});

test.each([0, -1, 1.5, Number.NaN])('a row of the number %d is none of the record', async (seq) => {
  const odd = { ...first, seq };
  const source = await sourceOf([odd, first, second]);
  expect(await verifyAudit(source)).toMatchObject(altered(seq));
});

describe('what was seen once in the log', () => {
  const third = seal(KEY, head.chain, [fact(NOON + 2)]).sealed[0] as SealedEvent;

  test.each([
    ['an event beyond the end', [first, second, third], 3],
    ['another first event', [other, second], 1],
  ])('is looked for again: %s', async (_, byTime, seq) => {
    const source = await sourceOf(byTime, [first, second]);
    expect(await verifyAudit(source)).toMatchObject(altered(seq));
  });

  test('is the same to the letter, and sound, where it only came late', async () => {
    const source = await sourceOf([second, first], [first, second]);
    expect(await verifyAudit(source)).toMatchObject({ ok: true, events: 2 });
  });
});
