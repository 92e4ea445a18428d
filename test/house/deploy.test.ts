/** What the bot may do at AWS is what it does: every call has its right, and no right is idle. */

import * as Store from '@aws-sdk/client-identitystore';
import * as Scheduler from '@aws-sdk/client-scheduler';
import * as Admin from '@aws-sdk/client-sso-admin';
import { expect, test } from 'vitest';
import { sources } from './checkout.ts';
import { allowed, allowedBy, calledBy, made, policyOf, rightsIn } from './deployed.ts';

/** By the name of the file; all others speak to IAM. */
const SERVICES: Readonly<Record<string, string>> = {
  ssm: 'ssm',
  node: 'ssm',
  trail: 'cloudtrail',
  scheduler: 'scheduler',
};

/** By the client that has such a command, as rights name its service. */
const IN_CENTER = { identitystore: Store, sso: Admin, scheduler: Scheduler };

function serviceOf(path: string, command: string): string {
  const [, prefix = ''] = /^adapters\/aws\/(\w+)-/.exec(path) ?? [];
  if (prefix !== 'center') return SERVICES[prefix] ?? 'iam';
  const services = Object.entries(IN_CENTER);
  return services.find(([, sdk]) => `${command}Command` in sdk)?.[0] ?? 'nobody';
}

/** `iam:GetUser` for every `GetUserCommand` that adapters/aws sends, and of others their own. */
const sentBy = (isOurs: (path: string) => boolean): ReadonlySet<string> =>
  new Set(
    sources
      .filter(({ path }) => path.startsWith('adapters/aws/') && isOurs(path))
      .flatMap(({ path, text }) => {
        const found = text.matchAll(/\bsdk\.(\w+)Command\(/g);
        return [...found].map(([, name = '']) => `${serviceOf(path, name)}:${name}`);
      }),
  );

/** Of `doctor` alone, which an operator runs: the bot needs no right for it. */
const DOCTOR = ['center-key', 'iam-policies', 'people-at-once', 'simulate'].map(
  (name) => `adapters/aws/${name}.ts`,
);
/** Of `prove`, which an operator runs in a sandbox. */
const PROVE = 'adapters/aws/prove/';
const sent = sentBy((path) => !DOCTOR.includes(path) && !path.startsWith(PROVE));

test('every call of IAM that is sent has its right in deploy/', () => {
  expect([...sent].filter((action) => !allowed.has(action))).toEqual([]);
});

test('no right stands in deploy/ that no call needs', () => {
  // What starts a run also tags it, and lends it its role. EC2 is called without its client.
  const other = ['sts:AssumeRole', 'ssm:AddTagsToResource', 'iam:PassRole', 'ec2:DescribeTags'];
  const elsewhere = /^(?:dynamodb|kms|s3):/;
  const idle = [...allowed].filter((action) => !sent.has(action) && !other.includes(action));
  expect(idle.filter((action) => !elsewhere.test(action))).toEqual([]);
});

test('the rights of who runs doctor have all that it reads, and read only', () => {
  const rights = rightsIn('deploy/iam-doctor-policy.json');
  const calls = sentBy((path) => DOCTOR.includes(path));
  expect([...calls].filter((action) => !rights.includes(action))).toEqual([]);
  expect(rights.filter((action) => !READS.test(action))).toEqual([]);
});

const READS = /^\w+:(Get|List|Describe|Simulate|Query|BatchGet)/;

test('the second revoker may take away what we give, and put nothing in its place', () => {
  const rights = allowedBy(made('RevokeOnly')['Policies']);
  const writes = rights.filter((action) => !/^iam:(Get|List)/.test(action));
  expect(writes.toSorted()).toEqual([
    'iam:DeleteRolePolicy',
    'iam:DeleteUserPolicy',
    'iam:RemoveUserFromGroup',
    'iam:UntagUser',
  ]);
});

test('the rights of who runs prove are those of its experiments', () => {
  const calls = sources.filter(({ path }) => path.startsWith(PROVE)).flatMap(callsNamed);
  const rights = rightsIn('deploy/iam-prove-policy.json');
  // Done by whom it experiments with, or in need of no right.
  const theirs = ['sts:AssumeRole', 'ssm:DescribeInstanceInformation', 'sts:GetCallerIdentity'];
  // Asked for by a call that has tags, or that lends a role.
  const beside = ['iam:PassRole', 'iam:TagRole', 'iam:TagUser', 'ssm:AddTagsToResource'];
  const wanted = new Set([...calls, ...beside, 'sso:TagResource']);
  for (const one of theirs) wanted.delete(one);
  expect([...new Set(rights)].toSorted()).toEqual([...wanted].toSorted());
});

/** `iam:ListUsers` for `IAM.ListUsersCommand` as for `paginateListUsers`, by what is imported. */
function callsNamed({ text }: { readonly text: string }): readonly string[] {
  const imports = [...text.matchAll(/import ([^;]+) from '@aws-sdk\/client-([\w-]+)';/g)];
  return imports.flatMap(([, what = '', service = '']) => {
    const space = /^\* as (\w+)$/.exec(what)?.[1];
    const names = space
      ? [...text.matchAll(new RegExp(`\\b${space}\\.(?:paginate)?(\\w+)`, 'g'))]
      : [...what.matchAll(/(\w+)/g)];
    const calls = names.map(([whole, name = '']) => ({ name, isPages: /paginate/.test(whole) }));
    return calls
      .filter(({ name, isPages }) => isPages || name.endsWith('Command'))
      .map(({ name }) => `${service.replace('-admin', '')}:${name.replace(/Command$/, '')}`);
  });
}

test('the rights of who runs init are those of the calls that it makes', () => {
  const calls = sources
    .filter(({ path }) => path.startsWith('adapters/aws/discover'))
    .flatMap(({ text }) => [
      ...text.matchAll(/\bnew (iam|ssm|sso|organizations|identitystore)\.(\w+)Command\(/g),
    ])
    .map(([, service, name]) => `${service}:${name}`);
  const nodes = 'ssm:DescribeInstanceInformation';
  expect(new Set(rightsIn('deploy/iam-init-policy.json'))).toEqual(new Set([...calls, nodes]));
});

test('the rights to the table are those of the calls that replicas make', () => {
  const calls = sources
    .filter((one) => one.path.startsWith('adapters/dynamodb/') && !one.path.endsWith('/init.ts'))
    .flatMap(({ text }) => [...text.matchAll(/new (\w+)Command\(/g)])
    .map(([, name]) => `dynamodb:${name}`);
  const rights = calledBy(policyOf(made('Records')));
  expect(rights.toSorted()).toEqual([...new Set(calls)].toSorted());
});

test('the rights to the ledger are those of the calls that keep and that verify it', () => {
  const bot = calledBy(policyOf(made('Ledger')));
  const auditor = rightsIn('deploy/iam-auditor-ledger-policy.json');
  const ofTable = (action: string) => action.startsWith('dynamodb:');
  const calls = sources
    .filter((one) => one.path.startsWith('adapters/aws/ledger-'))
    .flatMap(({ text }) => [...text.matchAll(/\bnew (kms|s3)\.(\w+)Command\(/g)])
    .flatMap(([, service, name = '']) => RIGHTS_OF[name] ?? [`${service}:${name}`]);
  const rights = [...bot, ...auditor].filter((action) => !ofTable(action));
  expect(new Set(rights)).toEqual(new Set(calls));
  expect(auditor.filter((action) => /Put|Sign|Delete/.test(action))).toEqual([]);
  // Of the table they read what replicas read.
  const read = calledBy(policyOf(made('Records'))).filter((action) => !/Put/.test(action));
  expect(auditor.filter(ofTable).toSorted()).toEqual(read.toSorted());
});

/** Where S3 names the right otherwise than the call, or asks for more than one. */
const RIGHTS_OF: Readonly<Record<string, readonly string[]>> = {
  GetObject: ['s3:GetObject', 's3:GetObjectVersion'],
  GetObjectLockConfiguration: ['s3:GetBucketObjectLockConfiguration'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  PutObject: ['s3:PutObject', 's3:PutObjectRetention'],
};
