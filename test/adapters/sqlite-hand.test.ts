/** A hand in the file: whatever it has left there is read to its end, and `audit verify` tells. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import {
  openSqliteReader,
  openSqliteStore,
  type SqliteReader,
} from '../../adapters/sqlite/store.ts';
import { exportAudit } from '../../src/ops/audit-export.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import { collect, fact, headOf, NOON } from '../contract/store-samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
let path: string;
/** More than two batches, so that pages have edges. */
const MANY = Array.from({ length: 2_001 }, () => fact(NOON));
const HEAD = headOf('case/PA-00001', { events: MANY });

beforeEach(async () => {
  path = join(folder, `${(files += 1)}.db`);
  const store = openSqliteStore(path);
  await store.commit({ ...HEAD, sealed: HEAD.sealed.slice(2_000) });
  await store.append(HEAD.sealed.slice(0, 2_000));
  store.close();
});

function tamper(sql: string): void {
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER events_stay; DROP TRIGGER events_stay_as_they_are');
  database.exec(sql);
  database.close();
}

async function looking<T>(look: (reader: SqliteReader) => Promise<T>): Promise<T> {
  const reader = openSqliteReader(path);
  return look(reader).finally(() => reader.close());
}

/** The log without its key: then a number is taken twice, and any number is taken. */
const KEYLESS = `
  CREATE TABLE other AS SELECT * FROM events; DROP TABLE events; ALTER TABLE other RENAME TO events;
`;
/** One more row, of what another says, under whatever number. */
const row = (seq: number | string) => `
  INSERT INTO events (record, seq, at_ms, json, previous, hash)
  SELECT record, ${seq}, at_ms, replace(json, 'closed', 'opened'), previous, hash
  FROM events WHERE seq = 1 LIMIT 1;
`;

describe('a row that is none of ours', () => {
  test.each([
    ['under no number of an event', '0', 0],
    ['before any number', '-7', 0],
    ['before all that a number can be', '-9223372036854775808', 0],
    ['behind all that a number can be', '9223372036854775807', 0],
    ['twice under one number', '5', 5],
    ['twice under one number, on the edge of a page', '1000', 1_000],
  ])('%s (%s) is read, and told', async (_, seq, told) => {
    tamper(KEYLESS + row(seq));
    await looking(async (reader) => {
      expect(await collect(reader.events({ record: HEAD.key }))).toHaveLength(2_001);
      expect(await collect(reader.events({}))).toHaveLength(2_001);
      const fault = { kind: 'altered', record: HEAD.key, seq: told };
      expect(await verifyAudit(reader)).toMatchObject({ ok: false, fault });
    });
  });
});

describe('text that is no event', () => {
  test.each(['null', '[]', '7', '{}', '{"atMs":1e300}', '{"atMs":"soon"}', 'scratched out'])(
    '%s is exported as unreadable, and told',
    async (json) => {
      tamper(`UPDATE events SET json = '${json}' WHERE seq = 1000`);
      await looking(async (reader) => {
        for (const format of ['jsonl', 'csv'] as const) {
          let text = '';
          const { count, unreadable } = await exportAudit(
            reader,
            { format },
            (more) => void (text += more),
          );
          expect(count).toBe(2_001);
          expect(unreadable).toHaveLength(1);
          expect(text).toContain('unreadable');
        }
        const fault = { kind: 'altered', record: HEAD.key, seq: 1_000 };
        expect(await verifyAudit(reader)).toMatchObject({ ok: false, fault });
      });
    },
  );

  test.each(['7', 'null', '{}', '[7]', '[null]', '["text"]', '[{}]'])(
    '%s in a head keeps nobody from reading, and is told',
    async (json) => {
      tamper(`UPDATE heads SET sealed = '${json}'`);
      await looking(async (reader) => {
        expect((await reader.load(HEAD.key))?.chain).toEqual(HEAD.chain);
        await exportAudit(reader, { format: 'csv' }, () => {});
        expect(await verifyAudit(reader)).toMatchObject({ ok: false });
      });
    },
  );
});
