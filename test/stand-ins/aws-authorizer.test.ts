/** Where the authorizer follows AWS's own documents although the simulator we compare with errs. */

import { describe, expect, test } from 'vitest';
import { decide, type Question } from './aws/authorizer.ts';
import { allow, deny, policy } from './aws/sample.ts';

const AIKO = 'arn:aws:iam::111111111111:user/aiko';
const BUCKET = 'arn:aws:s3:::logs/aiko';

function ask(document: object, more: Partial<Question> = {}) {
  return decide({
    principal: AIKO,
    action: 's3:GetObject',
    resource: BUCKET,
    context: {},
    identityPolicies: [{ name: 'p', document }],
    ...more,
  });
}

describe('a policy variable without value', () => {
  test('matches no resource, so a NotResource that names it excepts nothing', () => {
    const document = policy({
      Effect: 'Allow',
      Action: '*',
      NotResource: 'arn:aws:s3:::logs/${aws:username}',
    });
    expect(ask(document).allowed).toBe(true);
    expect(ask(document, { context: { 'aws:username': 'aiko' } }).allowed).toBe(false);
  });

  test('is unlike everything, so an inverted comparison with it holds', () => {
    const document = policy(
      allow('*', '*', { StringNotEquals: { 'aws:username': '${aws:PrincipalTag/boss}' } }),
    );
    expect(ask(document, { context: { 'aws:username': 'aiko' } }).allowed).toBe(true);
  });

  test('does not exist before version 2012-10-17: there it is plain text', () => {
    const statement = allow('*', 'arn:aws:s3:::logs/${aws:username}');
    const old = { Version: '2008-10-17', Statement: statement };
    expect(ask(old, { context: { 'aws:username': 'aiko' } }).allowed).toBe(false);
  });
});

describe('a date', () => {
  const at = (iso: string) => ({ context: { 'aws:CurrentTime': iso } });

  test('may be seconds since 1970', () => {
    const seconds = String(Date.UTC(2026, 10, 22, 12) / 1000);
    const document = policy(allow('*', '*', { DateLessThan: { 'aws:CurrentTime': seconds } }));
    expect(ask(document, at('2026-11-22T11:59:59Z')).allowed).toBe(true);
    expect(ask(document, at('2026-11-22T12:00:00Z')).allowed).toBe(false);
  });

  test('never comes from a tag: a TTL tag ends nothing and begins nothing', () => {
    const context = {
      'aws:CurrentTime': '2026-11-22T11:00:00Z',
      'aws:PrincipalTag/ttl': '2026-11-22T12:00:00Z',
    };
    const ttl = { DateLessThan: { 'aws:CurrentTime': '${aws:PrincipalTag/ttl}' } };
    expect(ask(policy(allow('*', '*', ttl)), { context }).why).toBe('ImplicitDeny');
  });
});

test('an IPv6 caller is outside every IPv4 address', () => {
  const document = policy(allow('*', '*', { NotIpAddress: { 'aws:SourceIp': '192.0.2.7' } }));
  expect(ask(document, { context: { 'aws:SourceIp': '2001:db8::1' } }).allowed).toBe(true);
});

test('an answer names the statement that decided it', () => {
  const document = policy(allow('s3:*', '*'), { ...deny('s3:Get*', '*'), Sid: 'Fence' });
  expect(ask(document)).toEqual({
    allowed: false,
    why: 'ExplicitDeny',
    statement: { policyName: 'p', sid: 'Fence', index: 1 },
  });
});
