/** Which replica works on which lane of a case. */

import { expect, test } from 'vitest';
import { withClaim, withoutClaims } from '../../src/work/claim.ts';

test('the lanes of a case are claimed apart', () => {
  const chat = withClaim(undefined, 'chat', 'a', 1);
  const both = withClaim(chat, 'page', 'b', 1);
  expect(both).toEqual({ chat: { by: 'a', count: 1 }, page: { by: 'b', count: 1 } });
  expect(withClaim(both, 'chat', 'a', 1).chat?.count).toBe(2);
});

test('what nobody works on carries no claim', () => {
  const both = withClaim(withClaim(undefined, 'chat', 'a', 1), 'page', 'b', 1);
  expect(withoutClaims(both, ['chat'])).toEqual({ page: { by: 'b', count: 1 } });
  expect(withoutClaims(both, ['chat', 'page'])).toBeUndefined();
  expect(withoutClaims(undefined, [])).toBeUndefined();
});
