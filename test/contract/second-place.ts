/** What every second place of the ledger promises; each adapter runs all of it. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Block, blockText } from '../../src/audit/ledger.ts';
import type { SecondPlace } from '../../src/ports/ledger.ts';

export interface OpenPlace {
  readonly place: SecondPlace;
  readonly close: () => unknown;
}

export const sampleBlock = (number: number, word = 'first'): Block => ({
  number,
  atMs: 0,
  previous: word,
  entries: [{ record: 'journal/2026-11-01', seq: number, hash: 'ü' }],
  by: 'k',
  signature: 's',
});

export function keepsSecondPlace(what: string, open: () => OpenPlace | Promise<OpenPlace>): void {
  describe(`${what}, as a second place`, () => {
    let opened: OpenPlace;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    test('is empty at first, and fit', async () => {
      expect(await opened.place.look()).not.toBe('');
      expect([...(await opened.place.all())]).toEqual([]);
    });

    test('takes a block once, the same again, and never another in its place', async () => {
      const { place } = opened;
      expect(await place.put(sampleBlock(1))).toBe('put');
      expect(await place.put(sampleBlock(1))).toBe('put');
      const other = blockText(sampleBlock(1));
      expect(await place.put(sampleBlock(1, 'second'))).toEqual({ other });
      expect([...(await place.all())]).toEqual([[1, blockText(sampleBlock(1))]]);
    });

    test('gives back the one that stands under a number, and nothing where none does', async () => {
      const { place } = opened;
      expect(await place.get(1)).toBeUndefined();
      await place.put(sampleBlock(1));
      await place.put(sampleBlock(1, 'second'));
      expect(await place.get(1)).toBe(blockText(sampleBlock(1)));
      expect(await place.get(2)).toBeUndefined();
    });

    test('keeps one of two that come at once, and tells the other', async () => {
      const { place } = opened;
      const words = ['one', 'two'];
      const answers = await Promise.all(words.map((word) => place.put(sampleBlock(1, word))));
      const other = blockText(sampleBlock(1, words[answers.indexOf('put')]));
      expect(answers.find((answer) => answer !== 'put')).toEqual({ other });
      expect((await place.all()).get(1)).toBe(other);
    });

    test('gives back every block, however many', async () => {
      const numbers = Array.from({ length: 23 }, (_, index) => index + 1);
      for (const number of numbers) await opened.place.put(sampleBlock(number));
      const all = await opened.place.all();
      expect([...all.keys()].toSorted((a, b) => a - b)).toEqual(numbers);
      expect(all.get(23)).toBe(blockText(sampleBlock(23)));
    });
  });
}
