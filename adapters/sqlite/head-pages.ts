/** Lists record heads, newest first, a page at a time. */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Fault } from '../../src/kernel/fault.ts';
import type { ListQuery, Page } from '../../src/ports/store.ts';
import { HEAD_COLUMNS, headOf, type Row } from './head-rows.ts';

export function headPages(database: DatabaseSync): (query: ListQuery) => Page {
  // One statement for each set of filters that is ever used, prepared when it first is.
  const statements = new Map<string, StatementSync>();

  // One more than asked tells whether there is a next page.
  function newest(query: ListQuery, state: string | undefined): readonly Row[] {
    const { where, values } = filter(query, state);
    const sql = `SELECT ${HEAD_COLUMNS} FROM heads WHERE ${where}
      ORDER BY created_ms DESC, key DESC LIMIT ?`;
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement.all(...values, query.limit + 1);
  }

  return (query) => {
    // State by state: an index can be walked in order of time only within one of them.
    const { states } = query;
    const rows = states
      ? [...new Set(states)].flatMap((state) => newest(query, state)).sort(byTime)
      : newest(query, undefined);
    const heads = rows.slice(0, query.limit).map(headOf);
    const last = heads.at(-1);
    return last && rows.length > query.limit
      ? { heads, cursor: `${last.index.createdMs} ${last.key}` }
      : { heads };
  };
}

function filter(query: ListQuery, state: string | undefined) {
  const parts = ['kind = ?'];
  const values: (string | number)[] = [query.kind];
  const add = (part: string, value: string | number, ...more: readonly string[]) => {
    parts.push(part);
    values.push(value, ...more);
  };

  if (state !== undefined) add('state = ?', state);
  if (query.person !== undefined) add('person = ?', query.person);
  // A plus keeps it out of the choice of index: most of an entitlement is closed long ago.
  const closed = state === undefined ? '' : '+';
  if (query.entitlement !== undefined) add(`${closed}entitlement = ?`, query.entitlement);
  if (query.fromMs !== undefined) add('created_ms >= ?', query.fromMs);
  if (query.toMs !== undefined) add('created_ms < ?', query.toMs);
  if (query.cursor !== undefined) add('(created_ms, key) < (?, ?)', ...placeOf(query.cursor));
  return { where: parts.join(' AND '), values };
}

/** Newest first, and within one moment as SQLite orders keys: by their bytes. */
function byTime(left: Row, right: Row): number {
  const bytes = (row: Row) => Buffer.from(String(row['key']));
  const later = Number(right['created_ms']) - Number(left['created_ms']);
  return later || Buffer.compare(bytes(right), bytes(left));
}

function placeOf(cursor: string): [number, string] {
  const [, createdMs, key] = /^(-?\d+) (.+)$/s.exec(cursor) ?? [];
  if (!createdMs || !key) throw new Fault('store-failed', 'This is not the cursor of a page.');
  return [Number(createdMs), key];
}
