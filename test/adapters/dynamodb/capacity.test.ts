/** What calls cost, against the rules of AWS's price list: units by size, and by index entry. */

import { describe, expect, test } from 'vitest';
import {
  getUnits,
  itemBytes,
  putUnits,
  queryUnits,
  refusedPutUnits,
} from '../../../adapters/dynamodb/capacity.ts';
import { headItem, type Item } from '../../../adapters/dynamodb/head-item.ts';
import { fact, headOf, NOON } from '../../contract/store-samples.ts';

const sized = (bytes: number): Item => ({ pk: { S: 'x'.repeat(bytes - 2) } });

describe('sizes', () => {
  test.each<[string, Item, number]>([
    ['text counts in UTF-8, and so does its name', { ä: { S: '日本' } }, 2 + 6],
    ['bytes count as they are', { b: { B: new Uint8Array(7) } }, 1 + 7],
    ['two digits take a byte, and the number one more', { n: { N: '12345' } }, 1 + 3 + 1],
    ['zeros at the ends take none', { n: { N: '1200' } }, 1 + 1 + 1],
    ['below zero takes one more', { n: { N: '-12' } }, 1 + 1 + 1 + 1],
    ['a truth takes one', { t: { BOOL: true } }, 1 + 1],
  ])('%s', (_, item, bytes) => expect(itemBytes(item)).toBe(bytes));
});

describe('reads', () => {
  test.each([
    [2, 1],
    [4_096, 1],
    [4_097, 2],
  ])('of %i bytes take %i units each', (bytes, units) => {
    expect(getUnits(sized(bytes))).toBe(units);
    expect(queryUnits([sized(bytes)], 'table')).toBe(units);
  });

  test('of nothing are not free', () => {
    expect(getUnits(undefined)).toBe(1);
    expect(queryUnits([], 'due')).toBe(0.5);
  });

  test('of a page are rounded together, and halved from an index', () => {
    expect(queryUnits([sized(3_000), sized(3_000)], 'table')).toBe(2);
    const item = headItem(headOf('case/a', { index: { due: { chat: 5 } } }), 't');
    expect(queryUnits([item, item], 'due')).toBe(0.5);
    expect(queryUnits(Array<Item>(100).fill(item), 'due')).toBeGreaterThan(0.5);
  });
});

describe('writes', () => {
  const item = (change: Parameters<typeof headOf>[1], token = 't') =>
    headItem(headOf('case/a', change), token);
  const owing = item({ index: { person: 'p', due: { chat: NOON } } });

  test.each([
    [1_024, 1],
    [1_025, 2],
  ])('of %i bytes take %i units, as do those that are refused', (bytes, units) => {
    expect(putUnits(undefined, sized(bytes)).all).toBe(units);
    expect(putUnits(sized(bytes), sized(9)).all).toBe(units);
    expect(refusedPutUnits(sized(bytes))).toBe(units);
  });

  test('of a new head enter each index that holds it', () => {
    expect(putUnits(undefined, item({})).indexes).toEqual({ due: 0, kind: 1, state: 1, person: 0 });
    const all = putUnits(undefined, owing);
    expect(all.indexes).toEqual({ due: 1, kind: 1, state: 1, person: 1 });
    expect(all.all).toBe(5);
  });

  test('that change no key and nothing due touch no index', () => {
    const next = item({ body: 'next', index: { person: 'p', due: { chat: NOON } } }, 'u');
    expect(putUnits(owing, next).all).toBe(1);
  });

  test.each([
    ['another state', { state: 'ended' }, { due: 0, kind: 0, state: 2, person: 0 }],
    ['work due at another time', { due: { chat: NOON + 1 } }, { due: 2, state: 0 }],
    ['more work, later', { due: { chat: NOON, log: NOON + 1 } }, { due: 1, state: 0 }],
    ['no more work', { due: {} }, { due: 1, state: 0 }],
  ])('with %s pay for the entry that changes', (_, index, units) => {
    const next = item({ index: { person: 'p', due: { chat: NOON }, ...index } });
    expect(putUnits(owing, next).indexes).toMatchObject(units);
  });

  test('of ten waiting events still fit into two kilobytes', () => {
    const events = Array.from({ length: 10 }, (_, n) => fact(NOON + n));
    expect(putUnits(undefined, item({ events })).table).toBeLessThanOrEqual(2);
  });
});
