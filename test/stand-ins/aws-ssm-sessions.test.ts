/** Sessions of Systems Manager once they are there: listed, resumed, ended, kept over a restart. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as SSM from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../src/kernel/time.ts';
import { allow, deny, HOME, policy, stsOf, trust } from './aws/sample.ts';
import {
  AIKO_KEY,
  createSsmSample,
  DB,
  MACHINE,
  REGION,
  SHELL,
  type SsmSample,
  shell,
  TUNNEL,
} from './aws/ssm-sample.ts';

let sample: SsmSample;
beforeEach(async () => {
  sample = await createSsmSample();
});
afterEach(() => sample.aws.close());

const WHERE = { account: HOME, region: REGION, node: DB };
const OWNER = `arn:aws:iam::${HOME}:user/humans/aiko`;
const open = (document = SHELL) => sample.aws.startSession({ ...WHERE, user: 'aiko', document }).id;
const terminate = (SessionId: string, client = sample.ssm) =>
  client.send(new SSM.TerminateSessionCommand({ SessionId }));
const resume = (SessionId: string, client = sample.ssm) =>
  client.send(new SSM.ResumeSessionCommand({ SessionId }));
const describeSessions = (more: Partial<SSM.DescribeSessionsRequest> = {}) =>
  sample.ssm.send(new SSM.DescribeSessionsCommand({ State: 'Active', ...more }));
const ids = async (more: Partial<SSM.DescribeSessionsRequest> = {}) =>
  (await describeSessions(more)).Sessions?.map(({ SessionId }) => SessionId);
const by = (key: SSM.SessionFilterKey, value: string) => ({ Filters: [{ key, value }] });
const region = () => sample.aws.ssm.region(HOME, REGION);

describe('sessions are listed', () => {
  test('while they live as active, and afterwards for thirty days as history', async () => {
    const id = open();
    const { Sessions } = await describeSessions();
    expect(Sessions).toMatchObject([
      { SessionId: id, Owner: OWNER, Target: DB, Status: 'Connected', MaxSessionDuration: '60' },
    ]);
    expect(Sessions?.[0]?.StartDate?.getTime()).toBe(sample.clock.nowMs);
    await terminate(id);
    expect(await ids()).toEqual([]);
    const [past] = (await describeSessions({ State: 'History' })).Sessions ?? [];
    expect(past).toMatchObject({ SessionId: id, Status: 'Terminated' });
    expect(past?.EndDate?.getTime()).toBe(sample.clock.nowMs);
    sample.clock.nowMs += 30 * DAY + 1;
    expect(await ids({ State: 'History' })).toEqual([]);
  });

  test('by owner, node, id, status and kind of access, and by nothing else', async () => {
    const id = open();
    for (const filter of [
      by('Owner', OWNER),
      by('Target', DB),
      by('SessionId', id),
      by('Status', 'Connected'),
      by('AccessType', 'Standard'),
    ]) {
      expect(await ids(filter)).toEqual([id]);
    }
    expect(await ids(by('Owner', `${OWNER}x`))).toEqual([]);
    expect(await ids(by('Target', MACHINE))).toEqual([]);
    const bad = describeSessions(by('Color' as SSM.SessionFilterKey, 'red'));
    await expect(bad).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });

  test('page by page, the newest first, and none twice when one ends between', async () => {
    const opened = [open(), open(), open(), open(), open()].toReversed();
    const first = await describeSessions({ MaxResults: 2 });
    await terminate(opened[1] ?? '');
    const second = await describeSessions({ MaxResults: 3, NextToken: first.NextToken });
    const seen = [...(first.Sessions ?? []), ...(second.Sessions ?? [])];
    expect(seen.map(({ SessionId }) => SessionId)).toEqual(opened);
    expect(second.NextToken).toBeUndefined();
  });

  test('a while after they were started or ended', async () => {
    sample.aws.ssm.knobs.listedAfterMs = 2_000;
    const id = open();
    expect(await ids()).toEqual([]);
    sample.clock.nowMs += 2_000;
    expect(await ids()).toEqual([id]);
    await terminate(id);
    expect(await ids()).toEqual([id]);
    sample.clock.nowMs += 2_000;
    expect(await ids()).toEqual([]);
  });
});

describe('a session is ended', () => {
  test('once, and ending it again is no error', async () => {
    const id = open();
    sample.aws.faults.add({ kind: 'lost-after', action: 'TerminateSession' });
    await expect(terminate(id)).rejects.toThrow(/hang up|ECONNRESET/);
    await expect(terminate(id)).resolves.toMatchObject({ SessionId: id });
    await expect(resume(id)).rejects.toMatchObject({ name: 'DoesNotExistException' });
  });

  test.each([
    ['name', 'session/${aws:username}-*', true],
    ['name', 'session/${aws:userid}-*', false],
    ['userid', 'session/${aws:username}-*', false],
    ['userid', 'session/${aws:userid}-*', true],
    ['either', 'session/${aws:username}-*', true],
    ['either', 'session/${aws:userid}-*', true],
  ] as const)('where ARNs begin with %s, by who has %s: %s', async (arns, own, may) => {
    sample.aws.ssm.knobs.sessionArns = arns;
    const mine = policy(allow('ssm:TerminateSession', `arn:aws:ssm:*:*:${own}`));
    sample.aws.account(HOME).putPolicy('users', 'aiko', 'own', mine);
    const ended = await terminate(open(), sample.aiko).then(
      () => true,
      (error: Error) => error.name !== 'AccessDeniedException',
    );
    expect(ended).toBe(may);
  });

  test('by the tags that AWS puts on it, and never against a deny', async () => {
    const home = sample.aws.account(HOME);
    const tag = { 'ssm:resourceTag/aws:ssmmessages:session-id': '${aws:userid}*' };
    const byTag = allow('ssm:TerminateSession', '*', { StringLike: tag });
    home.putPolicy('users', 'aiko', 'own', policy(byTag));
    await terminate(open(), sample.aiko);
    const never = deny('ssm:TerminateSession', 'arn:aws:ssm:*:*:session/aiko-*');
    home.putPolicy('users', 'aiko', 'never', policy(never));
    const refused = terminate(open(), sample.aiko);
    await expect(refused).rejects.toThrow('with an explicit deny');
  });
});

test('a session that was cut off can be resumed, until it was idle for too long', async () => {
  const id = open(TUNNEL);
  region().disconnect(id);
  expect(await ids(by('Status', 'Disconnected'))).toEqual([id]);
  sample.clock.nowMs += 19 * MINUTE;
  await expect(resume(id)).resolves.toMatchObject({ SessionId: id });
  sample.clock.nowMs += DAY;
  expect(await ids(by('Status', 'Connected'))).toEqual([id]);
  region().disconnect(id);
  sample.clock.nowMs += 20 * MINUTE;
  await expect(resume(id)).rejects.toMatchObject({ name: 'DoesNotExistException' });
});

test('more starts and lists a second than AWS takes are refused, for a while', async () => {
  sample.aws.ssm.knobs.ratesApply = true;
  const start = () =>
    sample.aiko.send(new SSM.StartSessionCommand({ Target: DB, DocumentName: SHELL }));
  for (let i = 0; i < 3; i++) await start();
  await expect(start()).rejects.toMatchObject({ name: 'ThrottlingException' });
  sample.clock.nowMs += 334;
  await start();
  for (let i = 0; i < 6; i++) await describeSessions();
  await expect(describeSessions()).rejects.toMatchObject({ name: 'ThrottlingException' });
});

test('nodes, documents and sessions outlive the stand-in that kept them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aws-ssm-'));
  const path = join(folder, 'aws.json');
  const before = await createSsmSample(path);
  const { id } = before.aws.startSession({ ...WHERE, user: 'aiko', document: SHELL });
  await before.aws.close();
  const after = await createSsmSample(path);
  expect(after.aws.sessionsOf({ account: HOME, live: true })).toMatchObject([{ id }]);
  expect(after.aws.mayStartSession({ ...WHERE, user: 'aiko', document: SHELL }).allowed).toBe(true);
  const snapshot = after.aws.snapshot();
  after.aws.ssm.region(HOME, REGION).removeNode(DB);
  after.aws.restore(snapshot);
  expect(after.aws.ssm.region(HOME, REGION).node(DB)?.name).toBe('db-1');
  await after.aws.close();
  rmSync(folder, { recursive: true });
});

test('a session of a role is named and owned by it, and outlives its credentials', async () => {
  const home = sample.aws.account(HOME);
  const all = policy(allow('ssm:*', '*'));
  home.createRole('Nodes', { trust: trust(HOME), inline: { all } });
  const RoleArn = `arn:aws:iam::${HOME}:role/Nodes`;
  home.putPolicy('users', 'aiko', 'assume', policy(allow('sts:AssumeRole', RoleArn)));
  const sts = stsOf(sample.aws, AIKO_KEY);
  const opened = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'aiko' }));
  const { AccessKeyId: sessionKey = '' } = opened.Credentials ?? {};
  const { id, owner } = sample.aws.startSession({ ...WHERE, sessionKey, document: SHELL });
  expect(id).toMatch(/^aiko-[0-9a-f]{17}$/);
  expect(owner).toBe(`arn:aws:sts::${HOME}:assumed-role/Nodes/aiko`);
  sample.aws.ssm.region(HOME, REGION).putDocument(SHELL, shell('120'));
  const second = sample.aws.startSession({ ...WHERE, sessionKey });
  sample.clock.nowMs += 61 * MINUTE;
  expect(sample.aws.mayStartSession({ ...WHERE, sessionKey }).allowed).toBe(false);
  expect(sample.aws.sessionsOf({ account: HOME, live: true })).toMatchObject([{ id: second.id }]);
});
