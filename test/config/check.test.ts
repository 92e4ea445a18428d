/** What is well formed and unsound: refused before anything starts, or told as a warning. */

import { describe, expect, test } from 'vitest';
import { EXAMPLE, edited, problemsOf, warningsOf } from './example.ts';

const TARGET = '      role: ProdDbOperator\n      account: "111122223333"\n';
const allowing = (actions: string, resources = '"*"') =>
  edited([TARGET, `      actions: [${actions}]\n      resources: [${resources}]\n`]);

describe('an entry that would let its holder keep or widen the access', () => {
  test.each([
    ['"*"', '* covers every action'],
    ['"*:*"', '*:* covers every action'],
    ['"iam:*"', 'iam:* covers iam:PassRole, which hands a role'],
    ['"i*:*"', 'i*:* covers iam:PassRole'],
    ['"IAM:putuserpolicy"', 'IAM:putuserpolicy writes permissions'],
    ['"iam:P??UserPolicy"', 'iam:P??UserPolicy covers iam:PutUserPolicy, which writes permissions'],
    ['"iam:CreateSomethingNew"', 'iam:CreateSomethingNew writes permissions'],
    ['"sts:AssumeRole"', 'sts:AssumeRole takes on any role'],
    ['"organizations:*"', 'organizations:* covers organizations:DetachPolicy'],
  ])('%s is refused', (actions, said) => {
    const [problem, ...others] = problemsOf(allowing(actions));
    expect(others).toEqual([]);
    expect(problem).toContain(`entitlements[0].target.actions: ${said}`);
    expect(problem).toContain('no entitlement may allow this');
  });

  test('is pointed at by line and column', () => {
    const text = allowing('"iam:*"');
    const line = text.split('\n').findIndex((each) => each.includes('"iam:*"')) + 1;
    expect(problemsOf(text)[0]).toMatch(new RegExp(`^${line}:16 `));
  });

  test.each([
    ['"sts:AssumeRole"', '"arn:aws:iam::111122223333:role/prod-*"'],
    ['"iam:Get*", "iam:List*"', '"*"'],
  ])('%s on %s is none', (actions, resources) => {
    expect(problemsOf(allowing(actions, resources))).toEqual([]);
  });

  test.each([
    ['"ssm:StartSession"', 'ssm:StartSession opens shells'],
    ['"ssm:*"', 'ssm:* covers ssm:StartSession, which opens shells'],
    ['"ecs:Exec*"', 'ecs:Exec* covers ecs:ExecuteCommand, which opens shells'],
  ])('%s is refused, and the kind is named that ends shells', (actions, said) => {
    const [problem, ...others] = problemsOf(allowing(actions));
    expect(others).toEqual([]);
    expect(problem).toContain(`entitlements[0].target.actions: ${said} that nobody would look for`);
    expect(problem).toContain('write a target of kind ssm-node');
  });

  test.each([
    ['"ssm:SendCommand"', 'ssm:SendCommand runs commands'],
    ['"s3:*"', 's3:* covers s3:PutBucketPolicy, which can give access to others'],
  ])('%s is worth a warning', (actions, said) => {
    expect(warningsOf(allowing(actions)).join()).toContain(said);
  });
});

describe('askers', () => {
  test('an entry without a rule is refused', () => {
    expect(problemsOf(edited(['for: prod-db', 'for: prod-ops']))).toEqual([
      expect.stringContaining('entitlements[0]: no rule is for prod-db'),
    ]);
  });

  test('rules that together name nobody are refused', () => {
    const levels = '[{ name: a, any: 1, from: [dai] }]';
    const other = `  - { id: other, for: prod-db, eligible: [mallory], levels: ${levels} }\n`;
    const problems = problemsOf(
      edited(['  - id: prod-one-person', `${other}  - id: prod-one-person`]),
    );
    expect(problems).toEqual([
      expect.stringContaining(
        'nobody may ask for prod-db: prod-two-people and other name nobody in common',
      ),
    ]);
  });

  test('rules that are equally close are combined, and that is a warning', () => {
    const warnings = warningsOf(
      edited(['for: [prod-logs, prod-ops]', 'for: [prod-logs, prod-ops, prod-db]']),
    );
    expect(warnings).toEqual([
      expect.stringMatching(
        /rules\[1\]\.for: prod-two-people and prod-one-person are equally close to prod-db/,
      ),
      // Two for one rule and one for the other are three people, and none of them the asker.
      expect.stringContaining('too few others could approve prod-db for ben, chie, dai'),
    ]);
  });

  test('extensions do not lead past what needs allow_long', () => {
    expect(problemsOf(edited(['max_total: 8h', 'max_total: 13h']))).toEqual([
      expect.stringContaining('rules[0].max_total: expected at most 12h in all for prod-db'),
    ]);
    const long = ['longest: 4h', 'longest: 2d\n    allow_long: true'] as const;
    expect(problemsOf(edited(['max_total: 8h', 'max_total: 3d'], long))).toEqual([]);
  });

  test('an entry whose askers have no IAM user there is a warning', () => {
    const alone = edited(['eligible: [engineers]', 'eligible: [aiko]']);
    const text = alone.replace('      aws: { account: "444455556666", user: aiko.sato }\n', '');
    expect(warningsOf(text)).toEqual([
      expect.stringContaining('nobody who may ask for prod-db has an IAM user in 444455556666'),
    ]);
    expect(warningsOf(text.replace('from_tags: false', 'from_tags: true'))).toEqual([]);
  });
});

describe('people twice', () => {
  test('one account in chat under two names is refused', () => {
    expect(problemsOf(edited(['slack: U0BEN00001', 'slack: U0AIKO0001']))).toEqual([
      expect.stringContaining('people.listed[1].slack: U0AIKO0001 is an account of aiko already'),
    ]);
  });

  test('one IAM user under two names is refused, however it is spelt', () => {
    expect(problemsOf(edited(['ben.okafor', 'Aiko.Sato']))).toEqual([
      expect.stringContaining('people.listed[1].aws: Aiko.Sato is the IAM user of aiko already'),
    ]);
  });

  test('two of one name in two accounts are a warning: a role knows them by it', () => {
    const text = edited([
      'account: "444455556666", user: ben.okafor',
      'account: "111122223333", user: aiko.sato',
    ]);
    expect(warningsOf(text)).toContainEqual(
      expect.stringContaining('people.listed[1].aws: aiko.sato is what aiko is called in 4444'),
    );
  });

  test('the same id in another workspace is somebody else', () => {
    expect(problemsOf(edited(['slack: U0BEN00001', 'slack: T0OTHERCO1/U0AIKO0001']))).toEqual([]);
  });
});

describe('targets', () => {
  test('two entries that lead to the same place are a warning', () => {
    expect(warningsOf(edited(['role: ProdLogReader', 'role: ProdDbOperator']))).toEqual([
      expect.stringContaining(
        'entitlements[1].target: leads where a target of entitlement prod-db leads already',
      ),
    ]);
  });

  test('targets that overlap without being equal are a warning', () => {
    const warnings = warningsOf(
      allowing('"sts:AssumeRole"', '"arn:aws:iam::111122223333:role/ProdLog*"'),
    );
    expect(warnings).toEqual([
      expect.stringContaining(
        'entitlements[1].target: overlaps with a target of entitlement prod-db',
      ),
    ]);
  });

  test('an account of users that the file does not list is refused', () => {
    const problems = problemsOf(
      edited(['user_account: "444455556666"', 'user_account: "444455556667"']),
    );
    expect(problems.join()).toContain(
      'entitlements[0].target.user_account: account 444455556667 is not among the accounts of ' +
        'this file; did you mean "444455556666"?',
    );
  });

  test('one entry whose targets need users of two accounts is refused', () => {
    const list = (account: string) =>
      `    targets:\n      - { kind: iam-group, account: "444455556666", group: a }\n` +
      `      - { kind: iam-group, account: "${account}", group: b }\n`;
    const start = EXAMPLE.indexOf(`    target:\n      # Membership`);
    const end = EXAMPLE.indexOf('    longest: 4h', start);
    const withList = (account: string) =>
      EXAMPLE.slice(0, start) + list(account) + EXAMPLE.slice(end);
    expect(problemsOf(withList('444455556666'))).toEqual([]);
    expect(problemsOf(withList('111122223333')).join()).toContain(
      'entitlements[2].targets: its targets are held by users of 444455556666 and 111122223333',
    );
  });
});

test('somebody whose AWS user is in an account of no other entry is a warning', () => {
  const elsewhere = edited([
    '{ account: "444455556666", user: aiko',
    '{ account: "999900001111", user: aiko',
  ]);
  expect(warningsOf(elsewhere)).toEqual([
    ...warningsOf(EXAMPLE),
    expect.stringContaining(
      'people.listed[0].aws: account 999900001111 is not among the accounts of this file',
    ),
  ]);
});
