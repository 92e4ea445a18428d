/** Sessions of a role that were open when access ended: the person's are over, others' are not. */

import * as sts from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/kernel/time.ts';
import { JUMP } from '../../story/seed.ts';
import { NOON, OPERATOR } from './ground.ts';
import { Life } from './life.ts';

let life: Life;
beforeEach(async () => {
  life = await Life.begin();
});
afterEach(() => life.ground.aws.close());

const MFA = { SerialNumber: `arn:aws:iam::${JUMP}:mfa/phone`, TokenCode: '123456' };

/** Opens a session as the person would, and answers its key. */
async function open(user: string, RoleSessionName = user): Promise<string> {
  const credentials = {
    accessKeyId: `AKIA${user.slice(0, 3)}`,
    secretAccessKey: 'stand-in-secret',
  };
  life.ground.aws.account(JUMP).createKey({ ...credentials, user });
  const client = new sts.STSClient({ region: 'us-east-1', maxAttempts: 1, credentials });
  const order = { RoleArn: OPERATOR, RoleSessionName, DurationSeconds: 3_600, ...MFA };
  const { Credentials } = await client.send(new sts.AssumeRoleCommand(order));
  return Credentials?.AccessKeyId ?? '';
}

const may = (sessionKey: string, at: number) => {
  const asked = { sessionKey, action: 'rds:RebootDBInstance', resource: 'arn:aws:rds:::db:x', at };
  return life.ground.aws.sessionMay(asked).allowed;
};

test('of the last minute are over in the second of the end; a colleague’s go on', async () => {
  const { aws, target } = life.ground;
  const standing = { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: OPERATOR };
  const byHand = { Version: '2012-10-17', Statement: [standing] };
  aws.account(JUMP).putPolicy('users', 'ben.okafor', 'by-hand', byHand);
  const endMs = NOON + 15 * MINUTE;
  expect(await life.ask({ target: target('prod-db'), startMs: NOON, endMs })).toMatchObject({
    ok: true,
    value: { facts: { tailMs: 0 } },
  });
  await life.until(endMs - 30 * SECOND);
  const [aiko, ben] = [await open('aiko.sato'), await open('ben.okafor')];
  expect([may(aiko, endMs - SECOND), may(ben, endMs - SECOND)]).toEqual([true, true]);
  // Nobody has woken yet: what stands at the role says it.
  expect([may(aiko, endMs), may(ben, endMs)]).toEqual([false, true]);
  await life.until(endMs + 10 * MINUTE);
  expect([may(aiko, life.nowMs), may(ben, life.nowMs)]).toEqual([false, true]);
});

test('of an early end are over as soon as it is carried out, and stay so', async () => {
  const { target } = life.ground;
  await life.ask({ target: target('prod-db'), startMs: NOON, endMs: NOON + HOUR });
  await life.until(NOON + MINUTE);
  const session = await open('aiko.sato');
  expect(may(session, life.nowMs)).toBe(true);
  life.endAllAt(life.nowMs);
  await life.until(life.nowMs + 2 * SECOND);
  expect(may(session, life.nowMs)).toBe(false);
  // The fence goes only when no session of before can be alive.
  await life.until(life.nowMs + 50 * MINUTE);
  expect(may(session, life.nowMs)).toBe(false);
});

test('cannot be opened under another name', async () => {
  await life.ask({ target: life.ground.target('prod-db'), startMs: NOON, endMs: NOON + HOUR });
  await life.until(NOON + MINUTE);
  await expect(open('aiko.sato', 'x-files')).rejects.toMatchObject({ name: 'AccessDenied' });
});
