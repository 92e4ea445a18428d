/** What the bot may do at AWS is what it does: every call has its right, and no right is idle. */

import { expect, test } from 'vitest';
import { read, sources } from './checkout.ts';

const policies = ['deploy/iam-bot-policy.json', 'deploy/iam-target-role-policy.json'];

/** `iam:GetUser` for every `GetUserCommand` that adapters/aws sends. */
const sent = new Set(
  sources
    .filter(({ path }) => path.startsWith('adapters/aws/'))
    .flatMap(({ text }) =>
      [...text.matchAll(/\bsdk\.(\w+)Command\(/g)].map(([, name]) => `iam:${name}`),
    ),
);

const allowed = new Set(
  policies.flatMap((path) =>
    (JSON.parse(read(path)) as { Statement: { Action: string | string[] }[] }).Statement.flatMap(
      ({ Action }) => Action,
    ),
  ),
);

test('every call of IAM that is sent has its right in deploy/', () => {
  expect([...sent].filter((action) => !allowed.has(action))).toEqual([]);
});

test('no right stands in deploy/ that no call needs', () => {
  const other = ['sts:AssumeRole'];
  expect([...allowed].filter((action) => !sent.has(action) && !other.includes(action))).toEqual([]);
});

test('the rights to the table are those of the calls that replicas make', () => {
  const path = 'deploy/iam-bot-dynamodb-policy.json';
  const { Statement } = JSON.parse(read(path)) as { Statement: { Action: string[] }[] };
  const calls = sources
    .filter((one) => one.path.startsWith('adapters/dynamodb/') && !one.path.endsWith('/init.ts'))
    .flatMap(({ text }) => [...text.matchAll(/new (\w+)Command\(/g)])
    .map(([, name]) => `dynamodb:${name}`);
  const rights = Statement.flatMap(({ Action }) => Action);
  expect(rights.toSorted()).toEqual([...new Set(calls)].toSorted());
});

test('the bot can neither make users, keys and roles, nor move its own fences away', () => {
  const forbidden =
    /Create|AccessKey|LoginProfile|Attach|Boundary$|UpdateAssumeRolePolicy|PassRole/;
  const writes = [...allowed].filter((action) => !/^iam:(Get|List)/.test(action));
  expect(writes.filter((action) => forbidden.test(action))).toEqual([]);
});
