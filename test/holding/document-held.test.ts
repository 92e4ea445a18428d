/** Shells through one document, whose fence is that document: never two of them at a time. */

import { describe, expect, test } from 'vitest';
import { sessionReach } from '../../src/catalog/session-reach.ts';
import type { SsmNodeTarget } from '../../src/catalog/target.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const AT = { account: '444455556666', region: 'ap-northeast-1', document: 'prod-access-shell' };
/** By a tag, so that nothing but the document can be fenced. */
function shells(value: string): SsmNodeTarget {
  const at = { ...AT, nodes: [], tag: { key: 'Role', value } };
  return { kind: 'ssm-node', ...at, found: 40, reach: sessionReach(at), roles: [], mfa: false };
}
const lease = (grant: string, value: string, startMs = NOON, more = {}) => {
  const target = shells(value);
  const facts = { reach: target.reach, namedRoles: [], tailMs: 0 };
  return order(grant, startMs, startMs + HOUR, { target, facts, ...more });
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
