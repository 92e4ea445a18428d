/** What the bot may do at AWS is what it does: every call has its right, and no right is idle. */

import { expect, test } from 'vitest';
import { read, sources } from './checkout.ts';

const policies = [
  'deploy/iam-bot-policy.json',
  'deploy/iam-bot-ssm-policy.json',
  'deploy/iam-bot-automation-policy.json',
  'deploy/iam-target-role-policy.json',
];

/** `iam:GetUser` for every `GetUserCommand` that adapters/aws sends, and `ssm:` for its own. */
const sentBy = (isOurs: (path: string) => boolean): ReadonlySet<string> =>
  new Set(
    sources
      .filter(({ path }) => path.startsWith('adapters/aws/') && isOurs(path))
      .flatMap(({ path, text }) => {
        const service = path.startsWith('adapters/aws/ssm-') ? 'ssm' : 'iam';
        const found = text.matchAll(/\bsdk\.(\w+)Command\(/g);
        return [...found].map(([, name]) => `${service}:${name}`);
      }),
  );

/** Of `doctor` alone, which an operator runs: the bot needs no right for it. */
const DOCTOR = ['adapters/aws/iam-policies.ts', 'adapters/aws/people-at-once.ts'];
const sent = sentBy((path) => !DOCTOR.includes(path));

const rightsIn = (path: string): readonly string[] =>
  (JSON.parse(read(path)) as { Statement: Stated[] }).Statement.flatMap(({ Effect, Action }) =>
    Effect === 'Allow' ? Action : [],
  );

interface Stated {
  readonly Effect: string;
  readonly Action: string | string[];
}

const allowed = new Set(policies.flatMap(rightsIn));

test('every call of IAM that is sent has its right in deploy/', () => {
  expect([...sent].filter((action) => !allowed.has(action))).toEqual([]);
});

test('no right stands in deploy/ that no call needs', () => {
  // What starts a run also tags it, and lends it its role.
  const other = ['sts:AssumeRole', 'ssm:AddTagsToResource', 'iam:PassRole'];
  expect([...allowed].filter((action) => !sent.has(action) && !other.includes(action))).toEqual([]);
});

test('the rights of who runs doctor have all that it reads, and read only', () => {
  const rights = rightsIn('deploy/iam-doctor-policy.json');
  const calls = sentBy((path) => DOCTOR.includes(path));
  expect([...calls].filter((action) => !rights.includes(action))).toEqual([]);
  expect(rights.filter((action) => !/^(iam:(Get|List)|ssm:Get)/.test(action))).toEqual([]);
});

test('the rights to the table are those of the calls that replicas make', () => {
  const calls = sources
    .filter((one) => one.path.startsWith('adapters/dynamodb/') && !one.path.endsWith('/init.ts'))
    .flatMap(({ text }) => [...text.matchAll(/new (\w+)Command\(/g)])
    .map(([, name]) => `dynamodb:${name}`);
  const rights = rightsIn('deploy/iam-bot-dynamodb-policy.json');
  expect(rights.toSorted()).toEqual([...new Set(calls)].toSorted());
});

test('the rights to the ledger are those of the calls that keep and that verify it', () => {
  const [bot, auditor] = ['iam-bot-ledger-policy', 'iam-auditor-ledger-policy'].map((name) =>
    rightsIn(`deploy/${name}.json`),
  );
  const calls = sources
    .filter((one) => one.path.startsWith('adapters/aws/ledger-'))
    .flatMap(({ text }) => [...text.matchAll(/\bnew (kms|s3)\.(\w+)Command\(/g)])
    .flatMap(([, service, name = '']) => RIGHTS_OF[name] ?? [`${service}:${name}`]);
  expect(new Set([...(bot ?? []), ...(auditor ?? [])])).toEqual(new Set(calls));
  expect(auditor?.filter((action) => /Put|Sign|Delete/.test(action))).toEqual([]);
});

/** Where S3 names the right otherwise than the call, or asks for more than one. */
const RIGHTS_OF: Readonly<Record<string, readonly string[]>> = {
  GetObject: ['s3:GetObject', 's3:GetObjectVersion'],
  GetObjectLockConfiguration: ['s3:GetBucketObjectLockConfiguration'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  PutObject: ['s3:PutObject', 's3:PutObjectRetention'],
};

test('the bot can neither make users, keys and roles, nor move its own fences away', () => {
  const forbidden = /Create|AccessKey|LoginProfile|Attach|Boundary$|UpdateAssumeRolePolicy/;
  const writes = [...allowed].filter((action) => !/:(Get|List|Describe)/.test(action));
  expect(writes.filter((action) => forbidden.test(action))).toEqual([]);
});

test('the bot lends one role, to Systems Manager alone', () => {
  const { Statement } = JSON.parse(read('deploy/iam-bot-automation-policy.json')) as {
    readonly Statement: readonly (Stated & {
      readonly Resource: unknown;
      readonly Condition: unknown;
    })[];
  };
  const lending = Statement.filter(({ Action }) => [Action].flat().includes('iam:PassRole'));
  expect(lending).toMatchObject([
    {
      Resource: 'arn:aws:iam::USERS_ACCOUNT:role/prod-access-runbook',
      Condition: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    },
  ]);
  const elsewhere = policies.filter((path) => !path.includes('automation'));
  expect(elsewhere.flatMap(rightsIn)).not.toContain('iam:PassRole');
});
