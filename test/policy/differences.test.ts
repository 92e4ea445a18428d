/** Two summaries compared: item by item, field by field. */

import { describe, expect, test } from 'vitest';
import { differences, type Item } from '../../src/policy/differences.ts';

const group = (name: string, digest: string, ...names: readonly string[]): Item => ({
  part: 'group',
  name,
  told: { members: { names } },
  digest,
});

describe('what differs', () => {
  test('is named by item and field, with what was and what is', () => {
    const before = [group('leads', '1', 'ben'), group('old', '2')];
    const after = [group('leads', '3', 'ben', 'mallory'), group('fresh', '4', 'dai')];
    expect(differences(before, after)).toEqual([
      {
        what: 'changed',
        part: 'group',
        name: 'leads',
        field: 'members',
        before: { names: ['ben'] },
        after: { names: ['ben', 'mallory'] },
      },
      { what: 'new', item: group('fresh', '4', 'dai') },
      { what: 'gone', part: 'group', name: 'old' },
    ]);
  });

  test('is said though it has no words, and though no item has it', () => {
    expect(differences([group('leads', '1')], [group('leads', '2')])).toEqual([
      { what: 'otherwise', part: 'group', name: 'leads' },
    ]);
    expect(differences([], [])).toEqual([{ what: 'otherwise', part: 'workspace', name: '' }]);
  });
});
