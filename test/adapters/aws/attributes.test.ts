/** What AWS knows of people, on the wire: of users, of roles and in Identity Center. */

import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAws } from '../../../adapters/aws/aws.ts';
import { createTurnedClock, type TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { parseConfig } from '../../../src/config/parse.ts';
import type { PersonKey } from '../../../src/kernel/brand.ts';
import type { Person } from '../../../src/kernel/person.ts';
import { isJitna } from '../../../src/catalog/target.ts';
import type { AttributeDirectory } from '../../../src/ports/policy-engine.ts';
import { STORE } from '../../stand-ins/aws/center-types.ts';
import { type AwsStandIn, createAwsStandIn } from '../../stand-ins/aws/stand-in.ts';
import { putCenter, withCenter } from '../../story/center.ts';
import { withRequests } from '../../story/requests.ts';
import { BOT, JUMP, seedAccounts } from '../../story/seed.ts';
import { NOON } from './ground.ts';

const EXAMPLE = readFileSync(new URL('../../../prod-access.example.yml', import.meta.url), 'utf8');
let aws: AwsStandIn;
let clock: TurnedClock;
let attributes: AttributeDirectory;

beforeEach(async () => {
  clock = createTurnedClock({ startMs: NOON });
  const tags = { Team: 'payments' };
  const accounts = seedAccounts({ users: { 'aiko.sato': { tags } } });
  aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
  await putCenter(aws);
  const parsed = parseConfig(withCenter(aws)(EXAMPLE), 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  ({ attributes } = createAws({ region: 'us-east-1', config: parsed.config, clock }));
});
afterEach(() => aws.close());

const KEY = 'slack:T0:U0' as PersonKey;
const somebody = (more: Partial<Person>): Person => ({
  key: KEY,
  keys: [KEY],
  name: 'aiko',
  ...more,
});
const AIKO = somebody({
  principal: { account: JUMP, user: 'aiko.sato' },
  center: { account: STORE, user: 'aiko' },
});

test('tags of the user, what Identity Center says of their work, and their groups', async () => {
  const { identityCenter: center } = aws;
  center.knobs.pageSize = 2;
  const enterprise = { costCenter: '42', division: 'Finance', department: 'Ledger' };
  const user = center.putUser('aiko', { enterprise });
  const groups = ['one', 'two', 'three'].map((name) => center.putGroup(name).id);
  for (const name of ['one', 'two', 'three']) center.join('aiko', name);
  aws.settle();
  const found = await attributes.of(AIKO, 0);
  expect(found).toMatchObject({
    costCenter: '42',
    division: 'Finance',
    centerUser: user.id,
    principalTags: { Team: 'payments' },
  });
  expect(found.centerGroups.toSorted()).toEqual(groups.toSorted());
  expect(found).not.toHaveProperty('organization');
  expect(found).not.toHaveProperty('department');
});

test('nothing is asked where nothing is configured for somebody', async () => {
  const nothing = { centerGroups: [], principalTags: {} };
  expect(await attributes.of(somebody({}), 0)).toEqual(nothing);
  const elsewhere = somebody({ center: { account: 'd-0000000000', user: 'aiko' } });
  expect(await attributes.of(elsewhere, 0)).toEqual(nothing);
  const stranger = somebody({ center: { account: STORE, user: 'nobody' } });
  expect(await attributes.of(stranger, 0)).toEqual(nothing);
});

test('what was read is kept as long as it is wanted; what was not answered is not', async () => {
  await attributes.of(AIKO, 0);
  aws.account(JUMP).tag('aiko.sato', { Team: 'data' });
  aws.settle();
  clock.turn(30_000);
  expect((await attributes.of(AIKO, 60_000)).principalTags).toEqual({ Team: 'payments' });
  expect((await attributes.of(AIKO, 10_000)).principalTags).toEqual({ Team: 'data' });
  aws.account(JUMP).detachPolicy('roles', 'prod-access', 'prod-access-center');
  aws.settle();
  await expect(attributes.of(AIKO, 0)).rejects.toMatchObject({ code: 'aws-refused' });
  aws.account(JUMP).attachPolicy('roles', 'prod-access', 'prod-access-center');
  aws.settle();
  expect(await attributes.of(AIKO, 60_000)).toMatchObject({ principalTags: { Team: 'data' } });
});

test('of an account where all is asked for at AWS the tags are read as well', async () => {
  const parsed = parseConfig(withRequests(EXAMPLE), 'prod-access.yml');
  if (!parsed.ok) throw new Error('The example is not sound.');
  const { catalog } = parsed.config;
  const entitlements = new Map(
    [...catalog.entitlements].filter(([, { targets }]) => targets.every(isJitna)),
  );
  expect(entitlements.size).toBe(1);
  const config = { ...parsed.config, catalog: { ...catalog, entitlements } };
  const { attributes: known } = createAws({ region: 'us-east-1', config, clock });
  const principal = { account: JUMP, user: 'aiko.sato' };
  const found = await known.of(somebody({ principal }), 0);
  expect(found.principalTags).toEqual({ Team: 'payments' });
});

test('of an account that nothing leads to nobody knows, which is not none', async () => {
  const principal = { account: '999900001111', user: 'aiko.sato' };
  await expect(attributes.of(somebody({ principal }), 0)).rejects.toMatchObject({
    code: 'aws-unreachable',
  });
});
