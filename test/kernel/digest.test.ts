/** Equal values have equal digests, in whatever order they were written. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical, digestOf, sha256 } from '../../src/kernel/digest.ts';

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

describe('a digest', () => {
  test('is the published SHA-256', () => {
    expect(sha256('abc')).toMatch(/^ba7816bf8f01cfea414140de5dae2223b00361a396177a9c/);
  });

  test('does not depend on the order of keys, and survives being stored', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(digestOf(turned(value))).toBe(digestOf(value));
        expect(digestOf(JSON.parse(JSON.stringify(value)))).toBe(digestOf(value));
      }),
    );
  });

  test('depends on everything else', () => {
    const values = [
      { a: 1 },
      { a: '1' },
      { b: 1 },
      [1],
      { a: [1, 2] },
      { a: [2, 1] },
      {},
      [],
      null,
    ];
    expect(new Set(values.map(digestOf)).size).toBe(values.length);
  });

  test('does not see what is undefined, as the store does not', () => {
    expect(canonical({ b: 1, a: undefined })).toBe('{"b":1}');
  });
});
