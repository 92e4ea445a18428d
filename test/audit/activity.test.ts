/** What was done, counted: changes and denied calls by name, bounded, whatever AWS calls them. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { activityOf, type Deed, timesOf } from '../../src/audit/activity.ts';

const deed = (name: string, more: Partial<Deed> = {}): Deed => ({
  service: 'rds',
  name,
  isRead: false,
  outcome: 'done',
  ...more,
});

test('changes and denied calls are told by name, the most frequent first; reads counted', () => {
  const read = { isRead: true } as const;
  const activity = activityOf([
    deed('ModifyDBInstance'),
    deed('RebootDBInstance'),
    deed('RebootDBInstance'),
    deed('DescribeDBInstances', read),
    deed('DescribeEvents', read),
    deed('DeleteDBInstance', { outcome: 'denied' }),
    deed('DescribeDBClusters', { ...read, outcome: 'denied' }),
    deed('CreateDBInstance', { outcome: 'failed' }),
  ]);
  expect(activity).toEqual({
    changes: {
      named: [
        { name: 'rds:RebootDBInstance', times: 2 },
        { name: 'rds:ModifyDBInstance', times: 1 },
      ],
      others: 0,
    },
    reads: 2,
    denied: {
      named: [
        { name: 'rds:DeleteDBInstance', times: 1 },
        { name: 'rds:DescribeDBClusters', times: 1 },
      ],
      others: 0,
    },
    failed: 1,
  });
});

test('of many names the rest are counted together', () => {
  const deeds = Array.from({ length: 40 }, (_, at) => deed(`Change${at % 13}`));
  const { changes } = activityOf(deeds);
  expect(changes.named).toHaveLength(10);
  expect(changes.others).toBe(9);
  expect(timesOf(changes)).toBe(40);
});

const hostile = fc.oneof(fc.string(), fc.constantFrom('<!channel>', '*b*', '\u202e', '`', '\n'));
const anyDeed = fc.record({
  service: hostile,
  name: hostile,
  isRead: fc.boolean(),
  outcome: fc.constantFrom('done', 'denied', 'failed'),
});

test('nothing is lost or counted twice, names are harmless, and all of it stays small', () => {
  fc.assert(
    fc.property(fc.array(anyDeed, { maxLength: 200 }), (deeds) => {
      const { changes, reads, denied, failed } = activityOf(deeds);
      expect(timesOf(changes) + reads + timesOf(denied) + failed).toBe(deeds.length);
      for (const { name } of [...changes.named, ...denied.named]) {
        expect(name).toMatch(/^[\w:.-]{1,80}$/);
      }
      expect(JSON.stringify([changes, denied]).length).toBeLessThan(2_000);
    }),
  );
});
