/** Figures are counted and written alike in every benchmark. */

import { describe, expect, test } from 'vitest';
import { figureLine, median, percentile, tableLines } from './figure.ts';

describe('a figure', () => {
  test.each([
    ['that reaches its bound', 0.86, '>=', 0.8, 'figure x.ratio 0.86 >=0.80 ok'],
    ['that falls short of it', 0.7, '>=', 0.8, 'figure x.ratio 0.70 >=0.80 short'],
    ['that stays below its bound', 1.2, '<=', 1.5, 'figure x.ratio 1.20 <=1.50 ok'],
    ['that exceeds it', 61.25, '<=', 50, 'figure x.ratio 61.25 <=50.00 short'],
    ['exactly at its bound', 1.5, '<=', 1.5, 'figure x.ratio 1.50 <=1.50 ok'],
    ['that only rounds to its bound', 0.797, '>=', 0.8, 'figure x.ratio 0.80 >=0.80 short'],
    ['that nobody measured', Number.NaN, '<=', 1.5, 'figure x.ratio NaN <=1.50 short'],
  ] as const)('%s', (_, value, is, bound, line) => {
    expect(figureLine({ name: 'x.ratio', value, bound: { is, value: bound } })).toBe(line);
  });
});

describe('the median', () => {
  test('is the one in the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  test('lies between the two in the middle', () => {
    expect(median([4, 1, 2, 100])).toBe(3);
  });

  test('sorts numbers as numbers', () => {
    expect(median([10, 9, 2])).toBe(9);
  });
});

describe('a percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  test.each([
    [hundred, 99, 99],
    [hundred, 50, 50],
    [hundred, 100, 100],
    [[7], 99, 7],
    [[3, 1, 2], 0, 1],
  ])('of %j at %d', (values, percent, found) => {
    expect(percentile(values, percent)).toBe(found);
  });

  test('of nothing is no number', () => {
    expect(percentile([], 99)).toBeNaN();
  });
});

test('a table lines its figures up', () => {
  const rows = [
    ['', 'bare', 'ours'],
    ['requests/s', '901', '88'],
  ];
  expect(tableLines(rows)).toEqual(['            bare  ours', 'requests/s   901    88']);
});

test('a table of several parts lines up where only a later one is wide', () => {
  const rows = [['', 'ours'], [], ['', 'grant', 'end'], ['a kind', '5', '14']];
  expect(tableLines(rows).slice(2)).toEqual(['        grant  end', 'a kind      5   14']);
});
