/** Foreign text made harmless: what goes, what stays, and where it is cut. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, cleanText } from '../../src/card/sanitize.ts';

describe('what cannot be seen goes', () => {
  test.each([
    ['direction marks', 'a\u202eb\u2066c\u2069\u200fd', 'abcd'],
    ['zero-width signs', 'a\u200bb\u200cc\u2060d\ufeffe', 'abcde'],
    ['control characters', 'a\u0000b\u001b[31mc\u007f', 'ab[31mc'],
    ['soft hyphens and fillers', 'a\u00adb\u3164c\u2800d\u115fe', 'abcde'],
    ['hidden tags', 'a\u{e0041}\u{e0042}b', 'ab'],
    ['half a sign', 'a\ud800b', 'a\ufffdb'],
    ['towers of accents', `Z${'\u0301'.repeat(40)}!`, 'Z\u0301\u0301\u0301\u0301!'],
  ])('%s', (_, typed, clean) => expect(cleanText(typed, 100)).toBe(clean));
});

describe('what people write stays', () => {
  test.each([
    ['families and professions', '👨‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥'],
    ['the form of a glyph in a name', '葛\u{e0100}城'],
    ['Japanese, accents, symbols', '東京の café — “ok” & <b>'],
    ['a blank line', 'one\n\ntwo'],
  ])('%s', (_, typed) => expect(cleanText(typed, 100)).toBe(typed));

  test('line breaks of every kind are one kind, and never more than two', () => {
    expect(cleanText('a\r\nb\u2028c\rd\n\n\n\ne', 100)).toBe('a\nb\nc\nd\n\ne');
    expect(cleanLine(' a\n\tb\u2029c ', 100)).toBe(' a b c ');
  });
});

describe('the cut', () => {
  test('falls between letters as people count them, and is marked', () => {
    expect(cleanText('abcdef', 3)).toBe('ab…');
    expect(cleanText('abc', 3)).toBe('abc');
    expect(cleanText('👩🏽‍💻👩🏽‍💻👩🏽‍💻', 3)).toBe('👩🏽‍💻👩🏽‍💻👩🏽‍💻');
    expect(cleanText('👩🏽‍💻👩🏽‍💻👩🏽‍💻', 2)).toBe('👩🏽‍💻…');
  });

  test('is the same when it is made twice', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const once = cleanText(text, max);
          expect(cleanText(once, max)).toBe(once);
        },
      ),
    );
  });

  test('takes no longer for a megabyte than it must', () => {
    const started = performance.now();
    cleanText('\u200b\u0301x\u202e<'.repeat(200_000), 500);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
