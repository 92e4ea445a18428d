/** Keys of deeds: the same deed has the same key, and no two others share one. */

import { describe, expect, test } from 'vitest';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { type Effect, effectKey, laneOf } from '../../src/work/effect.ts';
import { order, policyTarget } from '../holding/sample.ts';
import { request } from '../case-file/sample.ts';

const AIKO = 'slack:T1:aiko' as PersonKey;
const { holder } = request();
const lease = (revision: number, resource = 'role/R'): Effect => ({
  kind: 'set-lease',
  holding: holder.key,
  holder,
  order: order('PA-AAAAA', 0, 1, { revision, target: policyTarget(resource) }),
});
const all: readonly Effect[] = [
  { kind: 'card' },
  { kind: 'line', seq: 1 },
  { kind: 'line', seq: 2 },
  { kind: 'operators', seq: 1 },
  { kind: 'notice', topic: 'active', to: AIKO, number: 1 },
  { kind: 'notice', topic: 'active', to: AIKO, number: 2 },
  { kind: 'page', sinceMs: 1 },
  { kind: 'look-back' },
  { kind: 'webhook', seq: 1, event: 'waiting' },
  { kind: 'webhook', seq: 2, event: 'reminder' },
  lease(1),
  lease(1, 'role/S'),
];

describe('a deed', () => {
  test('has a key of its own', () => {
    const keys = all.map(effectKey);
    expect(new Set(keys).size).toBe(all.length);
  });

  test('that orders a newer revision takes the place of the older one', () => {
    expect(effectKey(lease(2))).toBe(effectKey(lease(1)));
  });

  test('of revoking never waits in the lane of chat, nor do a page, a look back, a webhook', () => {
    const lanes = [
      ...Array(6).fill('chat'),
      'page',
      'trail',
      'webhook',
      'webhook',
      'holding',
      'holding',
    ];
    expect(all.map(laneOf)).toEqual(lanes);
  });
});
