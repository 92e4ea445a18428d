/** Names of role sessions: what they are read as, and what no name can be mistaken for. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  roleIdOf,
  roleSessionOf,
  SESSION_NAME,
  sessionId,
  sessionUser,
} from '../../src/kernel/role-session.ts';

const by = fc.constantFrom('session' as const, 'source-identity' as const);
const name = fc.stringMatching(SESSION_NAME);
const role = fc.stringMatching(/^[\w+=,.@-]{1,64}$/);

test('is read back as it was written, whatever AWS takes for a name', () => {
  fc.assert(
    fc.property(fc.record({ role, by, name }), (session) => {
      expect(roleSessionOf(sessionUser(session))).toEqual(session);
      expect(roleIdOf(sessionId('AROA1', session))).toBe('AROA1');
    }),
  );
});

test('no two people have one id, and none that of a user', () => {
  const two = fc.tuple(fc.record({ role, by, name }), fc.record({ role, by, name }));
  fc.assert(
    fc.property(two, ([one, other]) => {
      const ids = [sessionId('AROA1', one), sessionId('AROA1', other)];
      const isSame = one.by === other.by && one.name === other.name;
      expect(ids[0] === ids[1]).toBe(isSame);
      expect(ids[0]).toMatch(/^AROA1:/);
    }),
  );
});

test('is told from a user by the slash', () => {
  expect(roleSessionOf('aiko.sato')).toBeUndefined();
  expect(roleSessionOf('source:aiko')).toBeUndefined();
  expect(roleSessionOf('Engineer/')).toBeUndefined();
  expect(roleSessionOf('path/Engineer/aiko')).toBeUndefined();
});

test.each(['a', 'aiko*', 'a?ko', '${aws:userid}', 'a b', 'a:b', 'a/b', 'あい', 'x'.repeat(65)])(
  '%j is no name',
  (text) => expect(SESSION_NAME.test(text)).toBe(false),
);
