/** Lists record heads, newest first, a page at a time. */

import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { Fault } from '../../src/kernel/fault.ts';
import type { ListQuery, Page } from '../../src/ports/store.ts';
import { HEAD_COLUMNS, headOf } from './head-rows.ts';

export function headPages(database: DatabaseSync): (query: ListQuery) => Page {
  // One statement for each set of filters that is ever used, prepared when it first is.
  const statements = new Map<string, StatementSync>();

  return (query) => {
    const { where, values } = filter(query);
    const sql = `SELECT ${HEAD_COLUMNS} FROM heads WHERE ${where}
      ORDER BY created_ms DESC, key DESC LIMIT ?`;
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);

    // One more than asked tells whether there is a next page.
    const rows = statement.all(...values, query.limit + 1);
    const heads = rows.slice(0, query.limit).map(headOf);
    const last = heads.at(-1);
    return last && rows.length > query.limit
      ? { heads, cursor: `${last.index.createdMs} ${last.key}` }
      : { heads };
  };
}

function filter(query: ListQuery) {
  const parts = ['kind = ?'];
  const values: (string | number)[] = [query.kind];
  const add = (part: string, ...more: readonly (string | number)[]) => {
    parts.push(part);
    values.push(...more);
  };

  if (query.states) add(`state IN (${query.states.map(() => '?').join()})`, ...query.states);
  if (query.person !== undefined) add('person = ?', query.person);
  if (query.entitlement !== undefined) add('entitlement = ?', query.entitlement);
  if (query.fromMs !== undefined) add('created_ms >= ?', query.fromMs);
  if (query.toMs !== undefined) add('created_ms < ?', query.toMs);
  if (query.cursor !== undefined) add('(created_ms, key) < (?, ?)', ...placeOf(query.cursor));
  return { where: parts.join(' AND '), values };
}

function placeOf(cursor: string): [number, string] {
  const [, createdMs, key] = /^(-?\d+) (.+)$/s.exec(cursor) ?? [];
  if (!createdMs || !key) throw new Fault('store-failed', 'This is not the cursor of a page.');
  return [Number(createdMs), key];
}
