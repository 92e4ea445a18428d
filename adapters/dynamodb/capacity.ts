/** What a call costs, by AWS's own rules: units from the sizes of items and index entries. */

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './head-item.ts';
import { INDEXES, type IndexName } from './table.ts';

export interface WriteUnits {
  readonly table: number;
  readonly indexes: Readonly<Record<IndexName, number>>;
  readonly all: number;
}

/** Of a put over what was there. The larger of both counts, and each index whose entry changes. */
export function putUnits(before: Item | undefined, after: Item): WriteUnits {
  const table = kilobytes(Math.max(itemBytes(before ?? {}), itemBytes(after)), WRITE_BYTES);
  const indexes = {
    due: entryUnits('due', before, after),
    kind: entryUnits('kind', before, after),
    state: entryUnits('state', before, after),
    person: entryUnits('person', before, after),
  };
  const all = Object.values(indexes).reduce((sum, units) => sum + units, table);
  return { table, indexes, all };
}

/** Of a put whose condition failed: paid by what is there, though nothing is written. */
export const refusedPutUnits = (there: Item | undefined): number =>
  kilobytes(itemBytes(there ?? {}), WRITE_BYTES);

/** Of one item read consistently, by itself or in a batch; of one that is not there as well. */
export const getUnits = (item: Item | undefined): number =>
  kilobytes(itemBytes(item ?? {}), READ_BYTES);

/** Of a page of a query: its items together are rounded up; from an index, half of it. */
export function queryUnits(items: readonly Item[], from: 'table' | IndexName): number {
  const sized: Item[] = items.flatMap((item) => {
    const counted = from === 'table' ? item : entryOf(from, item);
    return counted ? [counted] : [];
  });
  const bytes = sized.reduce((sum, item) => sum + itemBytes(item), 0);
  return kilobytes(bytes, READ_BYTES) * (from === 'table' ? 1 : 0.5);
}

export function itemBytes(item: Item): number {
  return Object.entries(item).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

const WRITE_BYTES = 1_024;
const READ_BYTES = 4_096;

/** At least one: nothing is free for being small. */
const kilobytes = (bytes: number, of: number): number => Math.max(1, Math.ceil(bytes / of));

/** An entry that moves is taken out and put in; one that stays as it is costs nothing. */
function entryUnits(index: IndexName, before: Item | undefined, after: Item): number {
  const was = before && entryOf(index, before);
  const is = entryOf(index, after);
  const bytes = (entry: Item) => kilobytes(itemBytes(entry), WRITE_BYTES);
  if (!was || !is) return (was ? bytes(was) : 0) + (is ? bytes(is) : 0);
  if (JSON.stringify(was) === JSON.stringify(is)) return 0;
  const { partition, sort } = INDEXES[index];
  const moves = [partition, sort].some((name) => was[name]?.S !== is[name]?.S);
  return moves ? bytes(was) + bytes(is) : Math.max(bytes(was), bytes(is));
}

/** What the index holds of an item; nothing when the item lacks one of its keys. */
function entryOf(index: IndexName, item: Item): Item | undefined {
  const { partition, sort, more } = INDEXES[index];
  if (!item[partition] || !item[sort]) return undefined;
  const names = [...new Set(['pk', 'sk', partition, sort, ...more])];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = item[name];
      return value ? [[name, value] as const] : [];
    }),
  );
}

/** Only the kinds of value that our items are made of. */
function valueBytes(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.N !== undefined) return numberBytes(value.N);
  return 1;
}

/** Two digits a byte, without leading and trailing zeros, and a byte; one more below zero. */
function numberBytes(text: string): number {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0);
}
