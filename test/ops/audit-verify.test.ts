/** An edited record is found, whatever was edited; a sound one is never called broken. */

import { DatabaseSync } from 'node:sqlite';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { openSqliteReader, openSqliteStore } from '../../adapters/sqlite/store.ts';
import { seal } from '../../src/audit/chain.ts';
import { canonical } from '../../src/kernel/digest.ts';
import { sentenceOf, verifyAudit } from '../../src/ops/audit-verify.ts';
import type { Head, RecordKey, Store } from '../../src/ports/store.ts';
import { fact, headOf, NOON } from '../contract/store-samples.ts';

/** Commits a head with three events of which the first two have moved to the log. */
async function fill(store: Store, key: RecordKey): Promise<Head> {
  const whole = headOf(key, { events: [fact(NOON), fact(NOON + 2), fact(NOON + 1)] });
  await store.commit(whole);
  await store.append(whole.sealed.slice(0, 2));
  const head = { ...whole, version: 2, sealed: whole.sealed.slice(2) };
  await store.commit(head);
  return head;
}

describe('a sound record', () => {
  let store: Store;
  beforeEach(() => {
    store = createMemoryStore();
  });

  test('is an empty one, too', async () => {
    expect(await verifyAudit(store)).toEqual({ ok: true, records: 0, events: 0 });
    await store.commit(headOf('meta/configuration'));
    expect(await verifyAudit(store)).toEqual({ ok: true, records: 1, events: 0 });
  });

  test('is counted with the events its head still holds', async () => {
    await fill(store, 'case/PA-7K3M2');
    await fill(store, 'journal/2026-11-23');
    expect(await verifyAudit(store)).toEqual({ ok: true, records: 2, events: 6 });
  });

  test('may hold in its head what is in the log already', async () => {
    const head = await fill(store, 'case/PA-7K3M2');
    await store.append(head.sealed);
    expect(await verifyAudit(store)).toEqual({ ok: true, records: 1, events: 3 });
  });

  test('stays sound though its clock was set back between events', async () => {
    const times = [9, 1, 8, 2, 7, 3].map((ms) => fact(NOON + ms));
    const head = headOf('case/PA-7K3M2', { events: times });
    await store.append(head.sealed);
    await store.commit({ ...head, sealed: [] });
    expect(await verifyAudit(store)).toEqual({ ok: true, records: 1, events: 6 });
  });

  test('is not called broken while the bot goes on recording and moving events', async () => {
    const head = await fill(store, 'case/PA-7K3M2');
    for (let n = 0; n < 20; n += 1) await fill(store, `case/other-${n}`);
    let current = head;
    async function work(): Promise<void> {
      await store.append(current.sealed);
      const next = seal(current.key, current.chain, [fact(NOON), fact(NOON - current.version)]);
      const version = current.version + 1;
      current = { ...current, version, chain: next.head, sealed: next.sealed };
      await store.commit(current);
    }
    const busy: Store = {
      ...store,
      load: (key) => work().then(() => store.load(key)),
      list: (query) => work().then(() => store.list(query)),
      async *events(query) {
        for await (const sealed of store.events(query)) {
          yield sealed;
          await work();
        }
      },
    };
    expect(await verifyAudit(busy)).toMatchObject({ ok: true, records: 21 });
    expect(await verifyAudit(store)).toMatchObject({ ok: true, records: 21 });
  });
});

describe('an edited record', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;

  /** A database after somebody with a shell has been at it. */
  async function verifyAfter(sql: string, ...values: (string | number)[]) {
    const path = join(folder, `${(files += 1)}.db`);
    const store = openSqliteStore(path);
    await fill(store, 'case/PA-00001');
    await fill(store, 'case/PA-00002');
    store.close();
    const database = new DatabaseSync(path);
    database.exec('DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are');
    const { changes } = database.prepare(sql).run(...values);
    database.close();
    expect(Number(changes)).toBeGreaterThan(0);
    const reader = openSqliteReader(path);
    const report = await verifyAudit(reader);
    reader.close();
    return report;
  }

  const AT = `WHERE record = 'case/PA-00002' AND seq`;
  test.each([
    [`DELETE FROM events ${AT} = 1`, 'gap', 1],
    [`DELETE FROM events ${AT} = 2`, 'gap', 2],
    [`DELETE FROM events WHERE record = 'case/PA-00002'`, 'gap', 1],
    [`UPDATE events SET seq = 4 ${AT} = 2`, 'gap', 2],
    [`UPDATE events SET json = replace(json, 'closed', 'opened') ${AT} = 2`, 'altered', 2],
    [`UPDATE events SET json = 'scratched out' ${AT} = 2`, 'altered', 2],
    [`UPDATE events SET hash = 'f' || substr(hash, 2) || '0' ${AT} = 1`, 'altered', 1],
    [`UPDATE events SET previous = hash ${AT} = 2`, 'unlinked', 2],
    [`UPDATE heads SET sealed = '[]' WHERE key = 'case/PA-00002'`, 'cut', 3],
    [`UPDATE heads SET seq = 2 WHERE key = 'case/PA-00002'`, 'altered', 3],
    [`UPDATE heads SET hash = 'f' || hash WHERE key = 'case/PA-00002'`, 'altered', 3],
    [
      `UPDATE heads SET sealed = replace(sealed, 'aiko', 'ben') WHERE key = 'case/PA-00002'`,
      'altered',
      3,
    ],
    [`DELETE FROM heads WHERE key = 'case/PA-00002'`, 'headless', 1],
    [`UPDATE heads SET key = 'case/PA-00003' WHERE key = 'case/PA-00002'`, 'headless', 1],
  ])('%s is found: %s at %d', async (sql, kind, seq) => {
    const report = await verifyAfter(sql);
    const fault = { kind, record: 'case/PA-00002', seq };
    expect(report).toMatchObject({ ok: false, faults: expect.arrayContaining([fault]) });
  });

  test('is named in a sentence, with every other that was edited', async () => {
    const report = await verifyAfter('DELETE FROM events WHERE seq = 2');
    expect(report).toMatchObject({
      faults: [{ record: 'case/PA-00001' }, { record: 'case/PA-00002' }],
      records: 2,
      events: 0,
    });
  });

  test('every fault has its sentence', () => {
    const kinds = ['gap', 'altered', 'unlinked', 'cut', 'headless'] as const;
    const say = kinds.map((kind) => sentenceOf({ kind, record: 'journal/2026-11-23', seq: 7 }));
    expect(new Set(say).size).toBe(kinds.length);
    for (const sentence of say)
      expect(sentence).toMatch(/journal\/2026-11-23.*\b7\b|\b7\b.*journal/);
  });

  test('any one edit of any one text of any event is found', async () => {
    const store = openSqliteStore(':memory:');
    const { sealed, chain } = await fill(store, 'case/PA-7K3M2');
    store.close();
    const events = headOf('case/PA-7K3M2', {
      events: [fact(NOON), fact(NOON + 2), fact(NOON + 1)],
    }).sealed;
    expect(events.at(-1)).toEqual(sealed[0]);
    const edit = fc.record({ at: fc.nat(), drop: fc.boolean(), put: fc.string({ maxLength: 3 }) });
    const fields = fc.constantFrom('record', 'previous', 'hash', 'event');
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fields, edit, async (which, field, { at, drop, put }) => {
        const edited = events.map((one, index) => {
          if (index !== which) return one;
          const text = field === 'event' ? JSON.stringify(one.event) : one[field];
          const cut = at % (text.length + 1);
          const changed = text.slice(0, cut) + put + text.slice(drop ? cut + 1 : cut);
          return { ...one, [field]: field === 'event' ? parsed(changed) : changed };
        });
        fc.pre(canonical(edited) !== canonical(events));
        const memory = createMemoryStore();
        await memory.append(edited);
        const head = headOf('case/PA-7K3M2');
        await memory.commit({ ...head, chain });
        expect(await verifyAudit(memory)).toMatchObject({ ok: false });
      }),
      { numRuns: 1_000 },
    );
  });
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { type: 'unreadable', atMs: 0 };
  }
}
