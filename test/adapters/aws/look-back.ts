/** Looking back at what the holder did, with the rights that the ground was given. */

import { expect } from 'vitest';
import { MINUTE } from '../../../src/kernel/time.ts';
import { JUMP, PRODUCTION } from '../../story/seed.ts';
import { type Ground, NOON } from './ground.ts';

/** After a shell was opened, as the preferences of the account have it. */
export async function lookBack({ aws, clock, trail, holder }: Ground) {
  const home = aws.account(JUMP);
  const shells = { Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*' };
  home.putPolicy('users', 'aiko.sato', 'by-hand', { Version: '2012-10-17', Statement: [shells] });
  home.createKey({ accessKeyId: 'AKIAAIKO', secretAccessKey: 'aiko-secret', user: 'aiko.sato' });
  for (const account of [JUMP, PRODUCTION]) {
    aws.ssm.region(account, 'us-east-1').putDocument('SSM-SessionManagerRunShell', PREFERENCES);
  }
  const deed = { accessKeyId: 'AKIAAIKO', action: 'ssm:StartSession' };
  expect(aws.cloudTrail.did(deed)).toBe(true);
  clock.turn(10 * MINUTE);
  const operator = { account: PRODUCTION, name: 'ProdDbOperator' };
  const span = { fromMs: NOON - MINUTE, toMs: clock.nowMs() };
  const signal = AbortSignal.timeout(8_000);
  const order = { holder, roles: [operator], regions: [], shells: [], ...span, signal };
  return trail?.read(order);
}

const PREFERENCES = {
  schemaVersion: '1.0',
  sessionType: 'Standard_Stream',
  inputs: { cloudWatchLogGroupName: '/ssm/shells' },
};
