/** What is tried against the bot, and what breaks around it, is tested where the documents say. */

import { describe, expect, test } from 'vitest';
import { checkout, sources } from './checkout.ts';
import { lostTests, strayIds } from './named-tests.ts';

const documentOf = (path: string) => {
  const found = checkout.find((file) => file.path === path);
  if (!found) throw new Error(`There is no ${path}.`);
  return found;
};

describe('tests that a document names', () => {
  test.each(['docs/attacks.md', 'docs/faults.md'])('are there: %s', (path) => {
    expect(lostTests(documentOf(path), sources)).toEqual([]);
  });

  test.each([
    ['attacks', 'A', 72],
    ['faults', 'F', 74],
  ])('and each of the %s has its row: %s01 to %i', (name, letter, count) => {
    const ids = Array.from({ length: count }, (_, at) => letter + String(at + 1).padStart(2, '0'));
    expect(strayIds(documentOf(`docs/${name}.md`), ids)).toEqual([]);
  });
});

describe('what would be found out', () => {
  const text = `/** not this one */\n// nor "this"\ntest('one, %s and another', () => {});\n`;
  const of = (row: string) =>
    lostTests({ path: 'docs/faults.md', text: row }, [{ path: 'test/story/one.test.ts', text }]);

  test.each([
    '| F01 | x | `story/gone` |',
    '| F01 | x | `story/one`: "two" |',
    '| F01 | x | `story/one`: "one, …", "three" |',
    '| F01 | x | `story/one`: "not this one" |',
    '| F01 | x | `story/one`: "nor" |',
    '| F01 | x | `story/one`: "another … one" |',
  ])('%s', (row) => expect(of(row)).toHaveLength(1));

  test.each([
    '| F01 | x | `story/one` |',
    '| F01 | x | `story/one`: "one, … and another", "another" |',
    '| F01 | x | `budget-exceeded`, in words |',
    'A line of text about `story/gone`.',
  ])('but not %s', (row) => expect(of(row)).toEqual([]));

  test('a row that is missing, doubled, or out of order', () => {
    const rows = (...ids: readonly string[]) => ({
      path: 'docs/faults.md',
      text: ids.map((id) => `| ${id} | x |`).join('\n'),
    });
    expect(strayIds(rows('F01', 'F02'), ['F01', 'F02'])).toEqual([]);
    expect(strayIds(rows('F01'), ['F01', 'F02'])).toHaveLength(1);
    expect(strayIds(rows('F01', 'F01', 'F02'), ['F01', 'F02'])).toHaveLength(1);
    expect(strayIds(rows('F02', 'F01'), ['F01', 'F02'])).toHaveLength(1);
  });
});
