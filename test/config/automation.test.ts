/** Runbooks in the file: what is wrong is said with what would be right. */

import { describe, expect, test } from 'vitest';
import { withRunbooks } from '../story/runbook-entries.ts';
import { configOf, EXAMPLE, problemsOf, warningsOf } from './example.ts';

/** Without its comments, which show the same. */
const RUNBOOKS = withRunbooks(EXAMPLE.replaceAll(/^ *#.*\n/gm, ''));
const edited = (from: string, to: string): string => {
  expect(RUNBOOKS).toContain(from);
  return RUNBOOKS.replace(from, to);
};
const OBSERVE = /\n +observe:\n(?: {8}\S.*\n)+/;

test('work and pair are read, with where each value comes from', () => {
  const { entitlements } = configOf(RUNBOOKS).catalog;
  expect(entitlements.get('prod-window')?.targets).toMatchObject([
    {
      kind: 'ssm-automation',
      alarm: 'prod-errors',
      answers: {},
      runs: {
        form: 'pair',
        dated: true,
        grant: {
          document: 'ProdAccess-GrantPolicy',
          version: '1',
          parameters: {
            UserName: { fill: 'user' },
            RoleArn: { answer: 'role' },
            EndTime: { fill: 'end' },
          },
        },
        present: { output: 'read.Policy' },
      },
    },
  ]);
  expect(entitlements.get('prod-shift')?.targets).toMatchObject([
    { runs: { dated: false, present: { lists: { text: 'prod-operators' } } } },
  ]);
  expect(entitlements.get('prod-drain')?.targets).toMatchObject([{ runs: { form: 'work' } }]);
  expect(warningsOf(RUNBOOKS)).toHaveLength(warningsOf(EXAMPLE).length);
});

const SCHEDULES = `
runbooks: { schedules: { role: "arn:aws:iam::444455556666:role/ProdAccessRunbookRevoker" } }
`;
const booked = (text: string = RUNBOOKS) =>
  text.replace('\nentitlements:\n', `${SCHEDULES}\nentitlements:\n`);

test('the end of a pair without a date is booked, where it is said with what', () => {
  const { entitlements } = configOf(booked()).catalog;
  const schedulesOf = (id: string) => entitlements.get(id)?.targets[0];
  expect(schedulesOf('prod-shift')).toMatchObject({
    schedules: { group: 'prod-access', role: expect.stringContaining('Revoker') as string },
  });
  for (const id of ['prod-window', 'prod-drain']) {
    expect(schedulesOf(id)).not.toHaveProperty('schedules');
  }
});

test.each([
  ['444455556666:role/ProdAccessRunbook', '111122223333:role/ProdAccessRunbook', 'lent a role of'],
  ['ProdAccess-RevokeGroup', 'ProdAccess-TakeGroup', 'whose name begins with ProdAccess-Revoke'],
])('with %s in place of %s nothing would be ended, and it is refused', (from, to, said) => {
  expect(problemsOf(booked().replaceAll(from, to)).join('\n')).toContain(said);
});

test('a pair without one that observes is refused, with the reason', () => {
  const blind = RUNBOOKS.replace(OBSERVE, '\n');
  expect(blind).not.toBe(RUNBOOKS);
  expect(problemsOf(blind).join('\n')).toContain(
    'observe is missing: a third runbook, which only looks, has to say whether the access is there',
  );
});

describe('what is wrong', () => {
  test.each([
    ['      work:\n', '      dated: true\n      work:\n', 'only what a pair gives can be dated'],
    ['version: 1', 'version: $LATEST', 'expected a whole number from 1'],
    ['version: 1', 'version: 1\n        hash: abc', 'expected a hash of 64 hex digits'],
    ['runbook: ProdAccess-GrantPolicy', 'runbook: AWS-RunShellScript', 'may start no others'],
    ['UserName: { fill: user }', 'UserName: { fill: usr }', 'did you mean "user"?'],
    ['{ answer: role }', '{ answer: role, fill: user }', 'expected either fill or answer'],
    ['{ answer: role }', '{ answer: rolle }', 'there is no question rolle in this entry'],
    [
      'EndTime: { fill: end }\n      revoke:\n        runbook: ProdAccess-RevokePolicy',
      'EndTime: "2030"\n      revoke:\n        runbook: ProdAccess-RevokePolicy',
      'a dated grant is given its end',
    ],
    ['allowed: [orders, mails]', 'required: true', 'its question needs allowed or pattern'],
    ['allowed: [orders, mails]', 'pattern: "("', 'expected a regular expression, got "("'],
    ['allowed: [orders, mails]', 'allowed: [a]\n        pattern: a', 'either allowed or pattern'],
    ['output: read.Policy', 'output: Policy', 'expected an output, as read.Policy'],
    [
      'role: arn:aws:iam::444455556666:role/prod-access-runbook',
      'role: arn:aws:iam::111122223333:role/prod-access-runbook',
      'expected a role of 444455556666, got one of 111122223333',
    ],
  ])('%j written as %j', (from, to, said) => {
    expect(problemsOf(edited(from, to)).join('\n')).toContain(said);
  });

  test('work beside other targets, which would all end when it is done', () => {
    const work = /\n {4}target:\n {6}kind: ssm-automation\n(?: {6}.*\n)*? {6}work:\n(?: {6,}.*\n)+/;
    const [found = ''] = work.exec(RUNBOOKS) ?? [];
    const listed = found
      .replace('\n    target:\n      kind', '\n    targets:\n      - kind')
      .replace(/\n {6}(?!- )/g, '\n        ');
    const group = '      - { kind: iam-group, account: "444455556666", group: prod-operators }\n';
    const bundle = RUNBOOKS.replace(found, `${listed}${group}`);
    expect(problemsOf(bundle).join('\n')).toContain('work stands alone');
  });
});
