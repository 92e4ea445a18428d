/** People who come by an identity provider in the file: which role, and by what they are known. */

import { describe, expect, test } from 'vitest';
import { configOf, edited, EXAMPLE, problemsOf, warningsOf } from './example.ts';

const USER = 'user: aiko.sato }';
const aikoAs = (session: string) => edited([USER, `${session} }`]);
const BY_EMAIL = '  role_sessions: { account: "444455556666", role: Engineer }\n';
const byEmail = (text = EXAMPLE, more = BY_EMAIL) => text.replace('  listed:', `${more}  listed:`);
const withoutUsers = EXAMPLE.replaceAll(/^ +aws: .*\n/gm, '');
const principalOf = (text: string) =>
  configOf(text).people.listed.find(({ name }) => name === 'aiko')?.principal;
const account = '444455556666';

describe('a person', () => {
  test.each([
    ['role: Engineer, session: aiko@example.com', 'Engineer/aiko@example.com'],
    ['role: Engineer, source_identity: aiko', 'Engineer/source:aiko'],
  ])('of whom it is said { %s } is known as %s', (said, user) => {
    expect(principalOf(aikoAs(said))).toEqual({ account, user });
  });

  test('mapped otherwise makes another digest, and the example has the one it had', () => {
    const [one, other] = ['session', 'source_identity'].map(
      (by) => configOf(aikoAs(`role: Engineer, ${by}: aiko`)).digest,
    );
    expect(one).not.toBe(other);
  });

  test.each([
    ['role: Engineer', 'expected user, or role with session or with source_identity'],
    ['role: Engineer, user: aiko', 'expected user, or role with session or with source_identity'],
    ['session: aiko', 'expected user, or role with session or with source_identity'],
    [
      'role: Engineer, session: aiko, source_identity: aiko',
      'expected user, or role with session or with source_identity',
    ],
    ['role: Engineer, session: "aiko*"', 'expected a name of 2 to 64 letters, digits and'],
    ['role: Engineer, session: "${aws:userid}"', 'expected a name of 2 to 64 letters, digits and'],
    ['role: Engineer, source_identity: "a?ko"', 'expected a name of 2 to 64 letters, digits and'],
    ['role: Engineer, session: "a:b"', 'expected a name of 2 to 64 letters, digits and'],
    ['role: arn:aws:iam::444455556666:role/Engineer, session: aiko', 'expected the name of a role'],
  ])('of whom it is said { %s } is told what would be right', (said, expected) => {
    const problems = problemsOf(aikoAs(said));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('people.listed[0].aws');
    expect(problems[0]).toContain(expected);
  });

  test('whose name is that of another is refused, whatever the role and the case', () => {
    const aiko = aikoAs('role: Engineer, session: aiko@example.com');
    const both = (ben: string) => aiko.replace('user: ben.okafor', ben);
    for (const ben of ['Engineer, session', 'Admin, session', 'Engineer, source_identity']) {
      expect(problemsOf(both(`role: ${ben}: Aiko@example.com`))).toEqual([
        expect.stringContaining('Aiko@example.com is the role session of aiko already'),
      ]);
    }
    expect(problemsOf(both('role: Engineer, session: ben@example.com'))).toEqual([]);
  });
});

describe('everybody by e-mail', () => {
  test('names one role, and what carries the address', () => {
    expect(configOf(byEmail()).people.sessions).toEqual({
      account,
      role: 'Engineer',
      by: 'session',
    });
    const source = BY_EMAIL.replace('Engineer', 'Engineer, email_is: source_identity');
    expect(configOf(byEmail(EXAMPLE, source)).people.sessions?.by).toBe('source-identity');
    expect(configOf(byEmail()).digest).not.toBe(configOf(EXAMPLE).digest);
  });

  test('is enough to hold what asks for no MFA', () => {
    expect(warningsOf(withoutUsers).join()).toContain('nobody who may ask for prod-db has');
    const open = withoutUsers.replaceAll('mfa: true', 'mfa: false');
    const warnings = warningsOf(byEmail(open));
    expect(warnings.join()).not.toContain('prod-db');
  });
});

describe('an entry that a role session cannot hold', () => {
  test('is said where nobody else may ask', () => {
    const warnings = warningsOf(byEmail(withoutUsers));
    expect(warnings).toContainEqual(
      expect.stringMatching(/nobody who may ask for prod-ops could hold it: .* IAM users alone/),
    );
    expect(warnings).toContainEqual(
      expect.stringMatching(/nobody who may ask for prod-db could hold it: .*expected mfa: false/),
    );
  });

  test('is no matter while somebody has a user', () => {
    expect(warningsOf(byEmail())).toEqual(warningsOf(EXAMPLE));
  });
});
