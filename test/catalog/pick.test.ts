/** Nodes to pick: from which set, and what is made of what was picked. */

import { describe, expect, test } from 'vitest';
import {
  entitlementOfField,
  isNodeId,
  nodeSets,
  nodesField,
  nodesTyped,
  pickedFrom,
  withPicked,
} from '../../src/catalog/pick.ts';
import { sessionReach } from '../../src/catalog/session-reach.ts';
import type { SsmNodeTarget } from '../../src/catalog/target.ts';
import { withFleet } from '../story/fleet.ts';
import { configOf, EXAMPLE } from '../config/example.ts';

const where = { account: '444455556666', region: 'eu-west-1', document: 'ProdAccess-Shell-60m' };
const tag = { key: 'Env', value: 'prod' };
const which = { ...where, nodes: [], tag };
const BY_TAG: SsmNodeTarget = {
  kind: 'ssm-node',
  ...which,
  reach: sessionReach(which),
  roles: [],
  mfa: true,
};
const PICKED = { ...BY_TAG, pick: true } as const;

describe('the set', () => {
  test('is that of the target that lets pick, and of no other', () => {
    expect(pickedFrom([BY_TAG])).toBeUndefined();
    expect(pickedFrom([BY_TAG, PICKED])).toEqual({
      account: '444455556666',
      region: 'eu-west-1',
      tag,
    });
  });

  test('is read once, however many entries pick from it', () => {
    const { catalog } = configOf(withFleet(EXAMPLE));
    expect(nodeSets(catalog)).toHaveLength(1);
    expect(nodeSets(configOf(EXAMPLE).catalog)).toEqual([]);
  });
});

test('what was picked goes to the targets that let pick', () => {
  const [whole, some] = withPicked([BY_TAG, PICKED], ['i-2', 'i-1']);
  expect(whole).toEqual(BY_TAG);
  expect(some).toMatchObject({ nodes: ['i-1', 'i-2'], pick: true });
});

test('a field says for which entry it is', () => {
  expect(entitlementOfField(nodesField('prod-fleet'))).toBe('prod-fleet');
  expect(entitlementOfField('entitlement')).toBeUndefined();
});

test.each([
  ['i-1,i-2', ['i-1', 'i-2']],
  [' i-1  i-2\ni-1 ', ['i-1', 'i-2']],
  ['i-1、i-2', ['i-1', 'i-2']],
  ['', []],
])('%j names its nodes once', (typed, nodes) => {
  expect(nodesTyped(typed)).toEqual(nodes);
});

test.each([
  ['i-0123456789abcdef0', true],
  ['mi-0123456789abcdef0', true],
  ['i-01234567', true],
  ['web-01', false],
  ['i-*', false],
  ['i-0123456789abcdef0/x', false],
])('whether %j is an id: %j', (typed, is) => {
  expect(isNodeId(typed)).toBe(is);
});
