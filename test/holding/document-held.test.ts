/** Shells that are never held at once: they could not end apart, or would open more together. */

import { describe, expect, test } from 'vitest';
import { sessionReach } from '../../src/catalog/session-reach.ts';
import type { SsmNodeTarget, Target } from '../../src/catalog/target.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const AT = { account: '444455556666', region: 'ap-northeast-1', document: 'prod-access-shell' };
type Reaching = Extract<Target, { readonly reach: unknown }>;
/** By a tag, so that nothing but the document can be fenced. */
function shells(value: string, more: { readonly document?: string } = {}): SsmNodeTarget {
  const at = { ...AT, ...more, nodes: [], tag: { key: 'Role', value } };
  return { kind: 'ssm-node', ...at, found: 40, reach: sessionReach(at), roles: [], mfa: false };
}
const lease = (grant: string, value: string, startMs = NOON, target: Reaching = shells(value)) => {
  const facts = { reach: target.reach, namedRoles: [], tailMs: 0 };
  return order(grant, startMs, startMs + HOUR, { target, facts });
};

describe('two grants of shells through one document', () => {
  test('that were both approved before either was given: the second is not given', () => {
    const cloud = new Cloud().order(lease(A, 'web')).order(lease(B, 'batch')).minutes(3);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.failure(B)).toMatchObject({ refusal: { code: 'document-held' } });
  });

  test('of which one begins while the other is held: it is not given, the other stays', () => {
    const cloud = new Cloud()
      .order(lease(A, 'web', NOON + HOUR / 2))
      .order(lease(B, 'batch'))
      .minutes(40);
    expect(cloud.state(B)).toBe('active');
    expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'document-held' } });
  });

  test('of the same nodes are both given: their fence is one', () => {
    const cloud = new Cloud().order(lease(A, 'web')).order(lease(B, 'web')).minutes(3);
    expect([A, B].map((grant) => cloud.state(grant))).toEqual(['active', 'active']);
  });
});

const CODE = { code: 'opens-more-together' };

describe('nodes of one grant that would open by the document of another', () => {
  const gui = { document: 'prod-access-gui' };

  test('both approved before either was given: the second is not given', () => {
    const cloud = new Cloud()
      .order(lease(A, 'web'))
      .order(lease(B, 'batch', NOON, shells('batch', gui)))
      .minutes(3);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.failure(B)).toMatchObject({ refusal: { ...CODE, facts: { by: 'documents' } } });
  });

  test('of the same nodes are both given', () => {
    const cloud = new Cloud()
      .order(lease(A, 'web'))
      .order(lease(B, 'web', NOON, shells('web', gui)))
      .minutes(3);
    expect([A, B].map((grant) => cloud.state(grant))).toEqual(['active', 'active']);
  });
});

describe('nodes by their tag, and a right to move tags', () => {
  const tags = {
    kind: 'iam-policy',
    account: AT.account,
    reach: [{ actions: ['ec2:Create*'], resources: ['*'] }],
    roles: [],
    mfa: false,
  } as const;

  test.each([
    ['the right comes second', [shells('web'), tags]],
    ['the nodes come second', [tags, shells('web')]],
  ] as const)('are not held at once: %s', (_, [one, other]) => {
    const cloud = new Cloud()
      .order(lease(A, '', NOON, one))
      .order(lease(B, '', NOON, other))
      .minutes(3);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.failure(B)).toMatchObject({ refusal: { ...CODE, facts: { by: 'tags' } } });
  });
});

test('a group that starts sessions of its own is not held beside nodes', () => {
  const group: Target = { kind: 'iam-group', account: AT.account, group: 'ssh-ops', roles: [] };
  const start = { actions: ['ssm:Start*'], resources: ['arn:aws:ec2:*:*:instance/i-9'] };
  const facts = { reach: [start], namedRoles: [], tailMs: 0 };
  const cloud = new Cloud()
    .order(order(A, NOON, NOON + HOUR, { target: group, facts }))
    .order(lease(B, 'web'))
    .minutes(3);
  expect(cloud.state(A)).toBe('active');
  expect(cloud.failure(B)).toMatchObject({ refusal: { ...CODE, facts: { by: 'documents' } } });
});

const PARAMETER = 'arn:aws:ssm:ap-northeast-1:444455556666:parameter/app/x';
test('one that reads parameters is, though it may call all of Systems Manager there', () => {
  const group: Target = { kind: 'iam-group', account: AT.account, group: 'editors', roles: [] };
  const reach = [{ actions: ['ssm:*'], resources: [PARAMETER] }];
  const cloud = new Cloud()
    .order(
      order(A, NOON, NOON + HOUR, { target: group, facts: { reach, namedRoles: [], tailMs: 0 } }),
    )
    .order(lease(B, 'web'))
    .minutes(3);
  expect([A, B].map((grant) => cloud.state(grant))).toEqual(['active', 'active']);
});

test('what is on its way out is no reason to give it beside what came since', () => {
  const gui = shells('batch', { document: 'prod-access-gui' });
  const cloud = new Cloud().order(lease(A, 'web')).minutes(5);
  cloud.unread = { targets: [], sessions: [AT.region] };
  const over = order(A, NOON, cloud.nowMs, { target: shells('web'), revision: 2 });
  cloud.order({ ...over, facts: { reach: shells('web').reach, namedRoles: [], tailMs: 0 } });
  cloud.minutes(1);
  cloud.order(lease(B, '', cloud.nowMs, gui)).minutes(2);
  cloud.order(lease('PA-CCCCC', 'web', cloud.nowMs)).minutes(3);
  expect(cloud.failure('PA-CCCCC')).toMatchObject({ refusal: CODE });
});
