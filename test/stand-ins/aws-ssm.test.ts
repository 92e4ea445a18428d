/** Sessions of Systems Manager through the real SDK: who starts one where, and what ends it. */

import * as SSM from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MINUTE } from '../../src/kernel/time.ts';
import { allow, deny, HOME, NOON, policy } from './aws/sample.ts';
import {
  AIKO_KEY,
  createSsmSample,
  DB,
  documentArn,
  INSTANCES,
  LOST,
  MACHINE,
  OF_DB,
  REGION,
  SHELL,
  type SsmSample,
  ssmOf,
  standing,
  TUNNEL,
  WEB,
} from './aws/ssm-sample.ts';

let sample: SsmSample;
beforeEach(async () => {
  sample = await createSsmSample();
});
afterEach(() => sample.aws.close());

const DENIED = { name: 'AccessDeniedException' };
const start = (more: Partial<SSM.StartSessionRequest> = {}, client = sample.aiko) =>
  client.send(new SSM.StartSessionCommand({ Target: DB, DocumentName: SHELL, ...more }));
const unnamed = (Target: string) => sample.aiko.send(new SSM.StartSessionCommand({ Target }));
const allowAiko = (document: object) =>
  sample.aws.account(HOME).putPolicy('users', 'aiko', 'db', document);
const question = { account: HOME, region: REGION, user: 'aiko', node: DB, document: SHELL };

describe('a session is started', () => {
  test('on a node and with a document that are both allowed, and carries its owner', async () => {
    const { SessionId = '', TokenValue, StreamUrl } = await start({ Reason: 'PA-1' });
    expect(SessionId).toMatch(/^aiko-[0-9a-f]{17}$/);
    expect(TokenValue).toHaveLength(300);
    expect(StreamUrl).toContain(`.${REGION}.amazonaws.com/v1/data-channel/${SessionId}`);
    const owner = `arn:aws:iam::${HOME}:user/humans/aiko`;
    const [seen] = sample.aws.sessionsOf({ account: HOME, owner: 'aiko' });
    expect(seen).toMatchObject({ owner, node: DB, document: SHELL, reason: 'PA-1', live: true });
  });

  test('not on a node with other tags, nor with a document that nobody allowed', async () => {
    await expect(start({ Target: WEB })).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining(`:instance/${WEB} because no identity-based`) as unknown,
    });
    const free = start({ DocumentName: 'AWS-StartPortForwardingSession' });
    await expect(free).rejects.toMatchObject({
      ...DENIED,
      message: expect.stringContaining(
        `arn:aws:ssm:${REGION}::document/AWS-StartPortForwardingSession`,
      ) as unknown,
    });
  });

  test('not after a deny that is dated, from its very second', async () => {
    const end = new Date(NOON + MINUTE).toISOString();
    const ended = deny('ssm:StartSession', '*', {
      DateGreaterThanEquals: { 'aws:CurrentTime': end },
    });
    sample.aws.account(HOME).putPolicy('users', 'aiko', 'end', policy(ended));
    await start();
    sample.clock.nowMs += MINUTE;
    await expect(start()).rejects.toThrow('with an explicit deny');
  });

  test('on a machine outside EC2 by an ARN of its own', async () => {
    await expect(start({ Target: MACHINE })).rejects.toMatchObject(DENIED);
    const machines = `arn:aws:ssm:${REGION}:${HOME}:managed-instance/*`;
    allowAiko(policy(allow('ssm:StartSession', [machines, documentArn(SHELL)])));
    await start({ Target: MACHINE });
  });

  test('nowhere that is not connected or not known, and with no document that is not', async () => {
    allowAiko(policy(allow('ssm:StartSession', '*')));
    const name = 'TargetNotConnected';
    await expect(start({ Target: LOST })).rejects.toMatchObject({ name });
    await expect(start({ Target: 'i-0000000000' })).rejects.toMatchObject({ name });
    const elsewhere = ssmOf(sample.aws, AIKO_KEY, 'us-east-1');
    const there = start({ DocumentName: undefined }, elsewhere);
    await expect(there).rejects.toMatchObject({ name });
    const none = start({ DocumentName: 'None' });
    await expect(none).rejects.toMatchObject({ name: 'InvalidDocument' });
  });

  test('where a device is wanted, only by who signed in with one', () => {
    const mfa = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
    allowAiko(standing(mfa));
    expect(sample.aws.mayStartSession(question).allowed).toBe(false);
    expect(sample.aws.mayStartSession({ ...question, mfa: true }).allowed).toBe(true);
    expect(() => sample.aws.startSession(question)).toThrow('is not authorized');
    expect(sample.aws.startSession({ ...question, mfa: true }).node).toBe(DB);
  });
});

describe('a session without a named document', () => {
  test('opens the default shell to whoever may reach the node', async () => {
    allowAiko(policy(allow('ssm:StartSession', INSTANCES, OF_DB)));
    await unnamed(DB);
    const [seen] = sample.aws.sessionsOf({ account: HOME });
    expect(seen?.document).toBe('SSM-SessionManagerRunShell');
    const { document: _, ...open } = question;
    expect(sample.aws.mayStartSession(open).allowed).toBe(true);
    const named = start({ DocumentName: 'SSM-SessionManagerRunShell' });
    await expect(named).rejects.toMatchObject(DENIED);
  });

  test('is refused where the allow wants the document checked', async () => {
    await expect(unnamed(DB)).rejects.toMatchObject(DENIED);
    const { document: _, ...open } = question;
    expect(sample.aws.mayStartSession(open).allowed).toBe(false);
    expect(sample.aws.mayStartSession(question).allowed).toBe(true);
  });
});

describe('a tunnel', () => {
  test('whose document pins its end leads nowhere else', async () => {
    await start({ DocumentName: TUNNEL });
    const [seen] = sample.aws.sessionsOf({ account: HOME });
    expect(seen?.properties).toMatchObject({ host: 'db.internal', portNumber: '5432' });
    const Parameters = { host: ['other.internal'] };
    const bent = start({ DocumentName: TUNNEL, Parameters });
    await expect(bent).rejects.toMatchObject({ name: 'InvalidParameters' });
  });

  test('of AWS leads where its parameters say', () => {
    const remote = 'AWS-StartPortForwardingSessionToRemoteHost';
    allowAiko(policy(allow('ssm:StartSession', [INSTANCES, documentArn(remote, '')])));
    const parameters = { host: ['db.internal'], portNumber: ['5432'] };
    const { properties } = sample.aws.startSession({ ...question, document: remote, parameters });
    expect(properties).toMatchObject({ host: 'db.internal', portNumber: '5432' });
  });
});

describe('a session lives on', () => {
  const live = () => sample.aws.sessionsOf({ account: HOME, live: true });

  test('when its permission is gone, until its document ends it', async () => {
    await start();
    sample.aws.account(HOME).deletePolicy('users', 'aiko', 'db');
    sample.aws.ssm.region(HOME, REGION).deleteDocument(SHELL);
    sample.clock.nowMs += 60 * MINUTE - 1;
    expect(live()).toHaveLength(1);
    sample.clock.nowMs += 1;
    expect(live()).toEqual([]);
  });

  test('for ever as a tunnel, until it is idle or ended', async () => {
    const { SessionId = '' } = await start({ DocumentName: TUNNEL });
    sample.clock.nowMs += 100 * 60 * MINUTE;
    expect(live()).toMatchObject([{ endMs: Infinity }]);
    sample.aws.ssm.region(HOME, REGION).fallIdle(SessionId);
    sample.clock.nowMs += 20 * MINUTE;
    expect(live()).toEqual([]);
  });

  test('once more, when the change that forbids it is still on its way', async () => {
    sample.aws.propagation.authorizerMs = 4_000;
    sample.aws.account(HOME).deletePolicy('users', 'aiko', 'db');
    sample.clock.nowMs += 3_999;
    await start();
    sample.clock.nowMs += 1;
    await expect(start()).rejects.toMatchObject(DENIED);
    expect(live()).toHaveLength(1);
  });

  test('though the answer to its start was lost', async () => {
    sample.aws.faults.add({ kind: 'lost-after', action: 'StartSession' });
    await expect(start()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(live()).toHaveLength(1);
  });
});
