/** What a store promises of lists, pages and the audit log. */

import { expect, test } from 'vitest';
import { emptyChain, type SealedEvent, seal } from '../../src/audit/chain.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import type { IndexEntry, RecordKey, Store } from '../../src/ports/store.ts';
import { collect, fact, headOf, NOON } from './store-samples.ts';

export function lists(store: () => Store): void {
  const put = (key: RecordKey, index: Partial<IndexEntry>) =>
    store().commit(headOf(key, { index }));
  const fill = async () => {
    await put('case/1', { createdMs: 1, state: 'active', person: 'aiko', entitlement: 'db' });
    await put('case/2', { createdMs: 2, state: 'pending', person: 'ben', entitlement: 'db' });
    await put('case/3', { createdMs: 3, state: 'denied', person: 'aiko', entitlement: 'web' });
    await put('case/4', { createdMs: 4, state: 'active' });
    await put('holding/4', { createdMs: 4, state: 'active', person: 'aiko', entitlement: 'db' });
  };
  const LISTS = [
    [{}, '4 3 2 1'],
    [{ states: ['active'] }, '4 1'],
    [{ states: ['active', 'denied'] }, '4 3 1'],
    [{ states: [] }, ''],
    [{ person: 'aiko' }, '3 1'],
    [{ entitlement: 'db' }, '2 1'],
    [{ person: 'aiko', entitlement: 'db', states: ['active'] }, '1'],
    [{ person: 'nobody' }, ''],
    [{ fromMs: 2, toMs: 4 }, '3 2'],
  ] as const;

  test.each(LISTS)('of kind case, %o lists %s', async (query, expected) => {
    await fill();
    const { heads } = await store().list({ kind: 'case', limit: 9, ...query });
    expect(heads.map((head) => head.key.slice(5)).join(' ')).toBe(expected);
  });

  test('a listed head is the whole head', async () => {
    await fill();
    const { heads } = await store().list({ kind: 'holding', limit: 9 });
    expect(heads).toEqual([await store().load('holding/4')]);
  });

  test('a record is found by what it is now, not by what it was', async () => {
    await fill();
    const head = await store().load('case/2');
    if (!head) throw new Error('case/2 is there.');
    const index = { ...head.index, state: 'denied' };
    await store().commit({ ...head, version: 2, index });
    const { heads } = await store().list({ kind: 'case', states: ['pending'], limit: 9 });
    expect(heads).toEqual([]);
  });
}

export function pages(store: () => Store): void {
  test('pages hold every record once, newest first, though many are of one moment', async () => {
    const keys = Array.from(
      { length: 23 },
      (_, n): RecordKey => `case/${String(n).padStart(2, '0')}`,
    );
    for (const [n, key] of keys.entries()) {
      await store().commit(headOf(key, { index: { createdMs: n < 15 ? 7 : n } }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await store().list({ kind: 'case', limit: 4, ...(cursor ? { cursor } : {}) });
      seen.push(...page.heads.map((head) => head.key));
      cursor = page.cursor;
      // What arrives while somebody turns the pages belongs before the first of them.
      await store().commit(headOf(`case/new-${seen.length}`, { index: { createdMs: NOON } }));
    } while (cursor);
    expect(seen).toEqual(keys.reverse());
  });

  test('pages of several states are in the order of time, as one list', async () => {
    const keys = Array.from({ length: 9 }, (_, n): RecordKey => `case/${n}`);
    for (const [n, key] of keys.entries()) {
      const state = ['active', 'denied', 'lapsed'][n % 3] ?? '';
      await store().commit(headOf(key, { index: { state, createdMs: Math.max(n, 5) } }));
    }
    const query = { kind: 'case', states: ['lapsed', 'active'], limit: 2 } as const;
    const seen: string[] = [];
    let page = await store().list(query);
    for (; page.cursor; page = await store().list({ ...query, cursor: page.cursor })) {
      seen.push(...page.heads.map((head) => head.key));
    }
    seen.push(...page.heads.map((head) => head.key));
    expect(seen).toEqual(keys.filter((_, n) => n % 3 !== 1).toReversed());
  });

  test('the last page carries no cursor, even when it is full', async () => {
    for (const key of ['case/a', 'case/b'] as const) await store().commit(headOf(key));
    expect(await store().list({ kind: 'case', limit: 2 })).not.toHaveProperty('cursor');
  });

  test('a cursor that is none of ours is a fault', async () => {
    const asked = store().list({ kind: 'case', limit: 2, cursor: 'tomorrow' });
    await expect(asked).rejects.toMatchObject({ code: 'store-failed' });
  });
}

export function eventLog(store: () => Store): void {
  const sealed = (record: string, ...times: EpochMs[]): readonly SealedEvent[] =>
    seal(
      record,
      emptyChain(record),
      times.map((atMs) => fact(atMs)),
    ).sealed;

  test('events of one record come in order of their numbers, whatever their times', async () => {
    const events = sealed('case/a', 30, 10, 20);
    await store().append([...events].reverse());
    await store().append(sealed('case/b', 15));
    expect(await collect(store().events({ record: 'case/a' }))).toEqual(events);
  });

  test('events of all records come in the order of time, within a span of it', async () => {
    await store().append([...sealed('case/b', 10, 20, 40), ...sealed('case/a', 20, 30)]);
    const names = async (query: { fromMs?: EpochMs; toMs?: EpochMs }) =>
      (await collect(store().events(query))).map(({ record, seq }) => `${record.slice(5)}${seq}`);
    expect(await names({})).toEqual(['b1', 'a1', 'b2', 'a2', 'b3']);
    expect(await names({ fromMs: 20, toMs: 40 })).toEqual(['a1', 'b2', 'a2']);
    expect(await names({ toMs: 20 })).toEqual(['b1']);
  });

  test('an event appended twice is there once; another of its number is refused', async () => {
    const [first] = sealed('case/a', 10);
    const [forged] = sealed('case/a', 99);
    if (!first || !forged) throw new Error('One event each.');
    await store().append([first]);
    await store().append([first, first]);
    await expect(store().append([forged])).rejects.toMatchObject({
      code: 'store-failed',
      message: expect.stringContaining('another event as number 1 of case/a'),
    });
    expect(await collect(store().events({}))).toEqual([first]);
  });

  test('a log longer than any batch is read to its end', async () => {
    const events = sealed('journal/2026-11-23', ...Array.from({ length: 2_500 }, () => NOON));
    await store().append(events);
    expect(await collect(store().events({ record: 'journal/2026-11-23' }))).toEqual(events);
    expect(await collect(store().events({}))).toEqual(events);
  });
}
