/** What a head holds beside the log: word for word the same, or found, and never handed out. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { SealedEvent } from '../../src/audit/chain.ts';
import { event } from '../../src/audit/event.ts';
import { exportAudit } from '../../src/ops/audit-export.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import type { Store } from '../../src/ports/store.ts';
import { AIKO, fact, headOf, NOON } from '../contract/store-samples.ts';

const KEY = 'case/PA-7K3M2';
const head = headOf(KEY, { events: [fact(NOON), fact(NOON + 40)] });
const [first, second] = head.sealed as [SealedEvent, SealedEvent];

/** The first of two events is in the log; the head holds these. */
async function holding(...sealed: readonly SealedEvent[]): Promise<Store> {
  const store = createMemoryStore();
  await store.append([first]);
  await store.commit({ ...head, sealed });
  return store;
}

async function exported(store: Store, fromMs: number): Promise<readonly string[]> {
  let text = '';
  await exportAudit(store, { format: 'jsonl', fromMs }, (piece) => {
    text += piece;
  });
  return text.trimEnd().split('\n');
}

describe('an event that is held beside the log', () => {
  test('is the same one, and sound', async () => {
    const store = await holding(first, second);
    expect(await verifyAudit(store)).toEqual({ ok: true, records: 1, events: 2 });
    expect(await exported(store, NOON)).toHaveLength(2);
  });

  test.each([
    ['says', { event: { ...first.event, facts: { by: 'mallory', reason: 'closed account' } } }],
    ['says in a field of its own', { event: { ...first.event, kept: true } }],
    ['follows', { previous: 'another' }],
    ['belongs to', { record: 'case/PA-00002' }],
  ])('is found when it %s something else under the same hash', async (_, change) => {
    const store = await holding({ ...first, ...change } as SealedEvent, second);
    const fault = { kind: 'altered', record: KEY, seq: 1 };
    expect(await verifyAudit(store)).toMatchObject({ ok: false, faults: [fault] });
  });

  test('is found when it is named for another record, though the log has neither', async () => {
    const store = await holding({ ...second, record: 'case/PA-00002' });
    const fault = { kind: 'altered', record: KEY, seq: 2 };
    expect(await verifyAudit(store)).toMatchObject({ ok: false, faults: [fault] });
  });

  test.each([NOON, NOON + 25])('is not handed out, whenever it says it was', async (atMs) => {
    const forged = { ...first, event: event('stopped', atMs, AIKO, { why: 'forged' }) };
    const store = await holding(forged, second);
    const whole = await exported(store, NOON);
    expect(whole.map((line) => JSON.parse(line).facts.by)).toEqual(['aiko', 'aiko']);
    expect(await exported(store, NOON + 20)).toEqual(whole.slice(1));
  });
});
