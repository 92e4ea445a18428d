/** A key in KMS and a bucket in S3, used by a bot that has the rights of deploy/ and no others. */

import { readFileSync } from 'node:fs';
import { createLedgerBucket } from '../../../adapters/aws/ledger-bucket.ts';
import { createKmsLedgerKey, type KmsLedgerKey } from '../../../adapters/aws/ledger-key.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import type { LedgerBucketConfig } from '../../../src/config/config.ts';
import { DAY } from '../../../src/kernel/time.ts';
import type { SecondPlace } from '../../../src/ports/ledger.ts';
import { type AwsStandIn, createAwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { BOT, JUMP } from '../../story/seed.ts';
import { usersStack } from '../../story/stacks.ts';

export const BUCKET = 'prod-access-ledger';
export const NOON = Date.UTC(2026, 10, 24, 12);
export const PLACE: LedgerBucketConfig = {
  bucket: BUCKET,
  prefix: 'blocks/',
  region: undefined,
  mode: 'compliance',
  retainMs: 400 * DAY,
};

export interface LedgerGround {
  readonly aws: AwsStandIn;
  readonly clock: TurnedClock;
  readonly arn: string;
  readonly key: KmsLedgerKey;
  readonly place: SecondPlace;
  placeIn(change: Partial<LedgerBucketConfig>): SecondPlace;
}

/** Of `deploy/`: what the bot may, and what those who verify may. */
export type Rights = 'bot' | 'auditor';

export async function createLedgerGround(): Promise<LedgerGround> {
  const clock = createTurnedClock({ startMs: NOON });
  // Small pages, so that lists have several.
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts: {}, pageSize: 5 });
  process.env['AWS_ENDPOINT_URL'] = aws.url;
  giveRights(aws, ['bot', 'auditor']);
  const arn = aws.kms.createKey(JUMP);
  aws.s3.create(JUMP, BUCKET);
  const placeIn = (change: Partial<LedgerBucketConfig>) =>
    createLedgerBucket({ place: { ...PLACE, ...change }, region: 'us-east-1', clock });
  return { aws, clock, arn, key: createKmsLedgerKey(arn), place: placeIn({}), placeIn };
}

/** From now on, whoever asks has these rights and no others. */
export function giveRights(aws: AwsStandIn, rights: readonly Rights[], bucket = BUCKET): void {
  const machine = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' } };
  const trust = { Version: '2012-10-17', Statement: [{ ...machine, Action: 'sts:AssumeRole' }] };
  const inline = Object.fromEntries(rights.map((name) => [name, ledgerRights(name, bucket)]));
  aws.account(JUMP).seed({
    roles: { 'prod-access': { trust, inline } },
    keys: [{ ...BOT, role: 'prod-access' }],
  });
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
}

/** The stand-in's keys are made one by one, so any of them. */
function ledgerRights(whose: Rights, bucket: string): object {
  if (whose === 'auditor') {
    const path = new URL('../../../deploy/iam-auditor-ledger-policy.json', import.meta.url);
    const filled = readFileSync(path, 'utf8')
      .replaceAll('USERS_ACCOUNT', JUMP)
      .replaceAll('LEDGER_KEY', '*')
      .replaceAll('LEDGER_BUCKET', bucket);
    return JSON.parse(filled) as object;
  }
  const given = { LedgerKey: KEY, LedgerBucket: bucket };
  const rights = usersStack(given).policies['prod-access-ledger'];
  return JSON.parse(
    JSON.stringify(rights).replaceAll(KEY, `arn:aws:kms:*:${JUMP}:key/*`),
  ) as object;
}

const KEY = `arn:aws:kms:eu-west-1:${JUMP}:key/any`;
