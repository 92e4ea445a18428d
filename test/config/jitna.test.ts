/** AWS's own requests in the file: which nodes, whose sessions, and what cannot be asked there. */

import { describe, expect, test } from 'vitest';
import { withRequests } from '../story/requests.ts';
import { configOf, EXAMPLE, problemsOf } from './example.ts';

const REQUESTS = withRequests(EXAMPLE);
const TAG = 'kind: jitna\n      account: "444455556666"\n      region: ap-northeast-1';
const after = (more: string): string => {
  expect(REQUESTS).toContain(TAG);
  return REQUESTS.replace(TAG, `${TAG}\n      ${more}`);
};
const section = (lines: string) => `${REQUESTS}\njitna:\n  ${lines}\n`;

test('an entry leads to requests for nodes by tag, and what is unmatched is left to AWS', () => {
  const { catalog, jitna } = configOf(REQUESTS);
  expect(catalog.entitlements.get('prod-nodes')?.targets).toMatchObject([
    { kind: 'jitna', nodes: [], tag: { key: 'Role', value: 'bastion' }, reach: [], roles: [] },
  ]);
  expect(jitna).toEqual({ unmatched: 'leave', people: new Map(), roles: [] });
});

test('names of sessions lead to people, and change what decides', () => {
  const mapped = configOf(section('people: { "aiko@example.com": aiko }'));
  expect([...mapped.jitna.people]).toEqual([['aiko@example.com', 'slack:T0PRODDEMO:U0AIKO0001']]);
  expect(mapped.digest).not.toBe(configOf(REQUESTS).digest);
});

test('without such an entry the section decides nothing', () => {
  const idle = `${EXAMPLE}\njitna:\n  unmatched: reject\n`;
  expect(configOf(idle).digest).toBe(configOf(EXAMPLE).digest);
});

describe('what is wrong', () => {
  test.each([
    [after('nodes: [i-0123456789abcdef0]'), 'expected tag or nodes, not both'],
    [section('people: { "aiko@example.com": aika }'), 'there is no person "aika"'],
    [section('unmatched: deny'), 'expected "leave" or "reject", got "deny"'],
    [section('roles: [arn:aws:iam::444455556666:role/Ask]'), 'expected the name of a role'],
    [
      REQUESTS.replace('\n  - id: prod-nodes\n', '\n  - id: prod-nodes\n    ticket: INC-####\n'),
      'is filed at AWS, where nobody is asked for it',
    ],
  ])('%#: it says what would be right', (text, said) => {
    expect(problemsOf(text).join('\n')).toContain(said);
  });
});
