/** Whose an event of CloudTrail is, and what it comes to: by ids, never by what somebody typed. */

import type { Event } from '@aws-sdk/client-cloudtrail';
import { describe, expect, test } from 'vitest';
import { deedOf, sessionOpened } from '../../../adapters/aws/trail-record.ts';
import { sessionId, sessionUser } from '../../../src/kernel/role-session.ts';

const ROLE = { account: '111122223333', name: 'ProdDbOperator' };
const WHOSE = { holder: { user: 'aiko.sato', uniqueId: 'AIDAAIKO' }, roles: [ROLE] };

const user = (principalId: string) => ({ type: 'IAMUser', principalId, userName: 'aiko.sato' });
const session = (name: string, role = ROLE) => ({
  type: 'AssumedRole',
  principalId: `AROAROLE:${name}`,
  sessionContext: {
    sessionIssuer: { type: 'Role', accountId: role.account, userName: role.name },
  },
});
const event = (userIdentity: object, more: object = {}): Event => ({
  EventName: 'RebootDBInstance',
  CloudTrailEvent: JSON.stringify({
    userIdentity,
    eventSource: 'rds.amazonaws.com',
    eventName: 'RebootDBInstance',
    readOnly: false,
    ...more,
  }),
});

const holderBy = (by: string) => {
  const way = by === 'source' ? 'source-identity' : 'session';
  const known = { role: 'Engineer', by: way, name: 'aiko@example.com' } as const;
  return { user: sessionUser(known), uniqueId: sessionId('AROAENG', known) };
};

describe('an event', () => {
  test.each([
    ['of the user', user('AIDAAIKO'), true],
    ['of a session with the user’s name', session('aiko.sato'), true],
    ['of another user of that name', user('AIDAOTHER'), false],
    ['of a session with another name', session('ben.okafor'), false],
    ['of a session whose name only ends so', session('x:aiko.sato'), false],
    ['of another role', session('aiko.sato', { ...ROLE, name: 'Other' }), false],
    [
      'of a role of another account',
      session('aiko.sato', { ...ROLE, account: '999988887777' }),
      false,
    ],
    ['of the root user', { type: 'Root', principalId: '111122223333' }, false],
    ['of nobody', {}, false],
  ])('%s', (_, identity, isTheirs) => {
    expect(deedOf(event(identity), WHOSE) !== undefined).toBe(isTheirs);
  });

  test.each([
    ['of the session', 'session', 'AROAENG:aiko@example.com', undefined, true],
    ['of another session of the role', 'session', 'AROAENG:chie@example.com', undefined, false],
    ['of the role as it was before', 'session', 'AROAOLD:aiko@example.com', undefined, false],
    [
      'of whatever session carries the source',
      'source',
      'AROAENG:laptop',
      'aiko@example.com',
      true,
    ],
    ['of a session with another source', 'source', 'AROAENG:laptop', 'chie@example.com', false],
    ['of another role with the source', 'source', 'AROAOLD:laptop', 'aiko@example.com', false],
    ['of a session without a source', 'source', 'AROAENG:aiko@example.com', undefined, false],
  ])('%s, where people come by an identity provider', (_, by, principalId, source, isTheirs) => {
    const holder = holderBy(by);
    const identity = {
      type: 'AssumedRole',
      principalId,
      sessionContext: source === undefined ? {} : { sourceIdentity: source },
    };
    expect(deedOf(event(identity), { holder, roles: [] }) !== undefined).toBe(isTheirs);
  });

  test.each([
    ['with the source', 'source', 'aiko@example.com', true],
    ['with another source', 'source', 'chie@example.com', false],
    ['of somebody known by the name alone', 'session', 'aiko@example.com', false],
  ])('of a role they took on from there, %s', (_, by, sourceIdentity, isTheirs) => {
    const there = session('aiko@example.com');
    const identity = { ...there, sessionContext: { ...there.sessionContext, sourceIdentity } };
    const whose = { holder: holderBy(by), roles: [ROLE] };
    expect(deedOf(event(identity), whose) !== undefined).toBe(isTheirs);
  });

  test.each([[''], ['null'], ['{'], ['[]'], ['{"userIdentity":null}']])(
    'that cannot be read is nobody’s: %s',
    (CloudTrailEvent) => {
      expect(deedOf({ CloudTrailEvent }, WHOSE)).toBeUndefined();
    },
  );

  test.each([
    [{}, 'done'],
    [{ errorCode: 'AccessDenied' }, 'denied'],
    [{ errorCode: 'AccessDeniedException' }, 'denied'],
    [{ errorCode: 'Client.UnauthorizedOperation' }, 'denied'],
    [{ errorCode: 'DBInstanceNotFound' }, 'failed'],
  ])('%j comes to: %s', (more, outcome) => {
    expect(deedOf(event(user('AIDAAIKO'), more), WHOSE)?.deed).toEqual({
      service: 'rds',
      name: 'RebootDBInstance',
      isRead: false,
      outcome,
    });
  });
});

test('a session that was opened names its document, or that of the account counts', () => {
  const opened = (requestParameters: unknown) =>
    sessionOpened(
      event(user('AIDAAIKO'), {
        eventSource: 'ssm.amazonaws.com',
        eventName: 'StartSession',
        requestParameters,
      }),
    );
  expect(opened({ documentName: 'ProdAccess-Shell-60m' })?.document).toBe('ProdAccess-Shell-60m');
  expect([opened({ target: 'i-1' }), opened(null)]).toEqual([{}, {}]);
  expect(sessionOpened(event(user('AIDAAIKO')))).toBeUndefined();
});
