/** What the product stands on: access that ends inside AWS, to the second, with nobody running. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AddUserToGroupCommand, ListGroupsForUserCommand } from '@aws-sdk/client-iam';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  allow,
  createSample,
  deny,
  HOME,
  NOON,
  OPERATOR,
  PROD,
  policy,
  type Sample,
  stsOf,
} from './aws/sample.ts';

const SIX = Date.UTC(2026, 10, 22, 18);
const END = '2026-11-22T18:00:00Z';
const ROLE = 'ProdDbOperator';

let sample: Sample;
beforeEach(async () => {
  sample = await createSample();
});
afterEach(() => sample.aws.close());

const home = () => sample.aws.account(HOME);
const mayAiko = (at: number, more: object = {}) =>
  sample.aws.mayAssume({ account: HOME, user: 'aiko', roleArn: OPERATOR, at, ...more });

describe('an allowing policy with a window', () => {
  test('allows until the second before its end, and not at its end', () => {
    const window = {
      DateGreaterThan: { 'aws:CurrentTime': '2026-11-22T12:00:00Z' },
      DateLessThan: { 'aws:CurrentTime': END },
    };
    home().putPolicy('users', 'aiko', 'grant', policy(allow('sts:AssumeRole', OPERATOR, window)));
    expect(mayAiko(NOON).why).toBe('ImplicitDeny');
    expect(mayAiko(NOON + 1000).why).toBe('Allowed');
    expect(mayAiko(SIX - 1000).why).toBe('Allowed');
    expect(mayAiko(SIX).why).toBe('ImplicitDeny');
  });

  test('can ask for a device', () => {
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    home().putPolicy('users', 'aiko', 'grant', policy(allow('sts:AssumeRole', OPERATOR, mfa)));
    expect(mayAiko(NOON, { mfa: true }).allowed).toBe(true);
    expect(mayAiko(NOON, { mfa: false }).allowed).toBe(false);
    expect(mayAiko(NOON).allowed).toBe(false);
  });
});

describe('a membership with a dated Deny', () => {
  beforeEach(() => {
    const fence = deny('sts:AssumeRole', OPERATOR, {
      DateGreaterThanEquals: { 'aws:CurrentTime': END },
    });
    home().putPolicy('users', 'aiko', 'fence', policy({ ...fence, Sid: 'End' }));
    home().join('aiko', 'prod-db');
    home().join('bruno', 'prod-db');
  });

  test('ends at its date though the membership stays, and for this user alone', () => {
    expect(mayAiko(SIX - 1000).statement?.policyName).toBe('operate');
    expect(mayAiko(SIX)).toEqual({
      allowed: false,
      why: 'ExplicitDeny',
      statement: { policyName: 'fence', sid: 'End', index: 0 },
    });
    expect(mayAiko(SIX, { user: 'bruno' }).allowed).toBe(true);
  });

  test('does not let one take a name of somebody else into the session', () => {
    expect(mayAiko(NOON, { sessionName: 'bruno' }).why).toBe('ImplicitDeny');
  });
});

describe('an open session', () => {
  beforeEach(() => {
    home().join('aiko', 'prod-db');
    home().join('bruno', 'prod-db');
    for (const user of ['aiko', 'bruno']) {
      home().createKey({ accessKeyId: `AKIA${user}`, secretAccessKey: 'x', user });
    }
  });

  async function open(user: string): Promise<string> {
    const sts = stsOf(sample.aws, { accessKeyId: `AKIA${user}`, secretAccessKey: 'x' });
    const asked = new AssumeRoleCommand({ RoleArn: OPERATOR, RoleSessionName: user });
    return (await sts.send(asked)).Credentials?.AccessKeyId ?? '';
  }
  const may = (sessionKey: string, at?: number) =>
    sample.aws.sessionMay({
      sessionKey,
      action: 'rds:RebootDBInstance',
      resource: '*',
      ...(at === undefined ? {} : { at }),
    });

  test('outlives the membership, and ends by a dated Deny on the role for its person', async () => {
    const [aiko, bruno] = [await open('aiko'), await open('bruno')];
    home().leave('aiko', 'prod-db');
    expect(may(aiko).allowed).toBe(true);
    const fence = deny('*', '*', {
      DateGreaterThanEquals: { 'aws:CurrentTime': '2026-11-22T12:30:00Z' },
      StringLike: { 'aws:userid': '*:aiko' },
    });
    sample.aws.account(PROD).putPolicy('roles', ROLE, 'fence', policy(fence));
    expect(may(aiko, NOON + 1_799_000).allowed).toBe(true);
    expect(may(aiko, NOON + 1_800_000).why).toBe('ExplicitDeny');
    expect(may(bruno, NOON + 1_800_000).allowed).toBe(true);
    expect(may(bruno, NOON + 3_600_000).allowed).toBe(false);
  });

  test('is refused by its age while a new one is not', async () => {
    const before = await open('aiko');
    sample.clock.nowMs += 60_000;
    const revoked = deny('*', '*', {
      DateLessThan: { 'aws:TokenIssueTime': '2026-11-22T12:01:00Z' },
    });
    sample.aws.account(PROD).putPolicy('roles', ROLE, 'revoke', policy(revoked));
    expect(may(before).why).toBe('ExplicitDeny');
    expect(may(await open('aiko')).allowed).toBe(true);
  });
});

describe('propagation', () => {
  test('reaches readers and authorisation each in its own time', async () => {
    Object.assign(sample.aws.propagation, { readsMs: 3000, authorizerMs: 5000 });
    const groups = async () => {
      const asked = new ListGroupsForUserCommand({ UserName: 'aiko' });
      return (await sample.iam.send(asked)).Groups?.length;
    };
    const membership = { UserName: 'aiko', GroupName: 'prod-db' };
    await sample.iam.send(new AddUserToGroupCommand(membership));
    expect(await groups()).toBe(0);
    sample.clock.nowMs += 3000;
    expect(await groups()).toBe(1);
    expect(mayAiko(NOON).allowed).toBe(false);
    sample.clock.nowMs += 2000;
    expect(mayAiko(NOON).allowed).toBe(true);
  });
});

test('what was answered survives the process', async () => {
  const persistPath = join(mkdtempSync(join(tmpdir(), 'aws-')), 'aws.json');
  const first = await createSample({ persistPath });
  const membership = { UserName: 'aiko', GroupName: 'prod-db' };
  await first.iam.send(new AddUserToGroupCommand(membership));
  await first.aws.close();
  const second = await createSample({ persistPath, accounts: {} });
  expect(second.aws.account(HOME).members('prod-db')).toEqual(['aiko']);
  expect(second.aws.snapshot()).toEqual(first.aws.snapshot());
  await second.aws.close();
});
