/** Tags of nodes on the wire: of instances from EC2, of other machines from Systems Manager. */

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import type { NodeTags } from '../../../src/ports/policy-engine.ts';
import { type AwsStandIn, createAwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { BASTION, putNodes, REGION, region, withNodes } from '../../story/nodes.ts';
import { BOT, JUMP, seedAccounts } from '../../story/seed.ts';
import { NOON } from './ground.ts';

const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');
const PLACE = { account: JUMP, region: REGION };
const MACHINE = 'mi-0123456789abcdef0';
let aws: AwsStandIn;
let clock: TurnedClock;
let nodeTags: NodeTags;

beforeEach(async () => {
  clock = createTurnedClock({ startMs: NOON });
  const options = { now: () => clock.nowMs(), accounts: seedAccounts(), pageSize: 2 };
  aws = await createAwsStandIn(options);
  aws.ssm.knobs.ratesApply = false;
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  putNodes({ aws });
  const parsed = parseConfig(withNodes(EXAMPLE), 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  ({ nodeTags } = createAws({ region: 'us-east-1', config: parsed.config, clock }));
});
afterEach(() => aws.close());

const tagsOf = async (maxAgeMs: number, ...ids: readonly string[]) =>
  Object.fromEntries(await nodeTags.of(PLACE, ids, maxAgeMs));

test('all of an instance, over several pages, in whatever signs they are written', async () => {
  const tags = { Role: 'bastion', Team: 'A & B', 名前: '<踏み台>', Empty: '' };
  region({ aws }).putNode(BASTION, { tags });
  expect(await tagsOf(0, BASTION)).toEqual({ [BASTION]: tags });
});

test('those of a machine registered by hand; of one that is gone nothing is said', async () => {
  region({ aws }).putNode(MACHINE, { tags: { Env: 'prod' } });
  expect(await tagsOf(0, MACHINE, 'mi-0000000000000000f')).toEqual({ [MACHINE]: { Env: 'prod' } });
});

test('are kept for as long as they are wanted', async () => {
  region({ aws }).putNode(BASTION, { tags: { Env: 'dev' } });
  await tagsOf(0, BASTION);
  region({ aws }).putNode(BASTION, { tags: { Env: 'prod' } });
  clock.turn(30_000);
  expect(await tagsOf(60_000, BASTION)).toEqual({ [BASTION]: { Env: 'dev' } });
  expect(await tagsOf(10_000, BASTION)).toEqual({ [BASTION]: { Env: 'prod' } });
});

test('without the right, or without an answer, nothing is known', async () => {
  aws.account(JUMP).detachPolicy('roles', 'prod-access', 'prod-access-nodes');
  aws.account(JUMP).detachPolicy('roles', 'prod-access', 'prod-access-requests');
  aws.settle();
  const denied = { code: 'aws-refused', message: 'ec2:DescribeTags: UnauthorizedOperation' };
  await expect(nodeTags.of(PLACE, [BASTION], 0)).rejects.toMatchObject(denied);
});

test.each(['throttle', 'failure', 'lost-before', 'lost-after'] as const)(
  'a look that meets %s is taken again, and whoever asks hears nothing of it',
  async (kind) => {
    region({ aws }).putNode(BASTION, { tags: { Env: 'prod' } });
    const fault = aws.faults.add({ kind, action: 'DescribeTags', times: 2 });
    expect(await tagsOf(0, BASTION)).toEqual({ [BASTION]: { Env: 'prod' } });
    expect(fault.hits).toHaveLength(2);
  },
);

test('what signs for EC2 signs for nothing else', async () => {
  await tagsOf(0, BASTION, MACHINE);
  await tagsOf(0, BASTION);
  expect(new Set(aws.calls.map(({ service, action }) => `${service}:${action}`))).toEqual(
    new Set(['sts:GetCallerIdentity', 'ec2:DescribeTags', 'ssm:ListTagsForResource']),
  );
});
