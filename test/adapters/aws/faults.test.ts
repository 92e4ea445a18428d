/** What may be gone on without: a call that we may not make, and no other. */

import { expect, test } from 'vitest';
import { faultOf, ifDenied } from '../../../adapters/aws/faults.ts';

const answer = (name: string) =>
  faultOf(Object.assign(new Error('no'), { name, $metadata: {} }), 'iam:ListRolePolicies');

test.each(['AccessDenied', 'AccessDeniedException'])('%s is gone on without', (name) => {
  expect(ifDenied(answer(name), 'unread')).toBe('unread');
});

test.each([
  'ExpiredToken',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'ThrottlingException',
  'ServiceFailure',
])('%s says nothing of what we may: it is asked again', (name) => {
  expect(() => ifDenied(answer(name), 'unread')).toThrow(answer(name));
});

test('where there are no credentials at all it is said what to set', () => {
  expect(answer('CredentialsProviderError').message).toMatch(
    /^no credentials of AWS were found; set AWS_PROFILE, or/,
  );
});
