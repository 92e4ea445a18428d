/** With the rights of deploy/ alone, what Identity Center needs is done, and nothing beside it. */

import * as Store from '@aws-sdk/client-identitystore';
import * as Scheduler from '@aws-sdk/client-scheduler';
import * as Admin from '@aws-sdk/client-sso-admin';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAws } from '../../adapters/aws/aws.ts';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import { membershipOf, targetKey } from '../../src/catalog/target.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Slot, Step } from '../../src/holding/slot.ts';
import { slotId } from '../../src/holding/slot.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { GrantProvider, Preflight } from '../../src/ports/grant-provider.ts';
import { deployed, deployRights } from '../adapters/aws/deploy-rights.ts';
import { NOON } from '../adapters/aws/ground.ts';
import { EXAMPLE } from '../config/example.ts';
import { INSTANCE, INSTANCE_ID, STORE } from '../stand-ins/aws/center-types.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { CENTER_REGION, GROUP, putCenter, READER, SET, withCenter } from '../story/center.ts';
import { BOT, JUMP, PRODUCTION } from '../story/seed.ts';

const ADMIN = { accessKeyId: 'AKIAADMIN', secretAccessKey: 'admin-secret' };

let aws: AwsStandIn;
let provider: GrantProvider;
let clock: TurnedClock;
beforeEach(async () => {
  clock = createTurnedClock({ startMs: NOON });
  const { accounts } = deployRights();
  const home = accounts[JUMP] ?? {};
  const users = { ...home.users, admin: {} };
  const keys = [...(home.keys ?? []), { ...ADMIN, user: 'admin', root: true }];
  aws = await createAwsStandIn({
    now: () => clock.nowMs(),
    accounts: { ...accounts, [JUMP]: { ...home, users, keys } },
  });
  await putCenter(aws, ADMIN);
  aws.account(JUMP).putPolicy('roles', 'prod-access', 'center', rights());
  aws.settle();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
  });
  const parsed = parseConfig(withCenter(aws)(EXAMPLE), 'prod-access.yml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  config = parsed.config;
  provider = createAws({ region: 'us-east-1', config, clock }).provider;
});
afterEach(() => aws.close());

let config: Extract<ReturnType<typeof parseConfig>, { ok: true }>['config'];

/** Filled in as deploy/README.md says. */
function rights(): object {
  const set = aws.identityCenter.permissionSet(READER)?.arn.split('/').at(-1) ?? '';
  const filled = JSON.stringify(deployed('iam-bot-center-policy'))
    .replaceAll('CENTER_ACCOUNT', JUMP)
    .replaceAll('CENTER_REGION', CENTER_REGION)
    .replaceAll('PERMISSION_SET_ID', set)
    .replaceAll('INSTANCE_ID', INSTANCE_ID)
    .replaceAll('STORE_ID', STORE)
    .replaceAll('MEMBER_ACCOUNT', PRODUCTION)
    .replaceAll('GROUP_ID', aws.identityCenter.group(GROUP)?.id ?? '');
  return JSON.parse(filled) as object;
}

const signal = () => AbortSignal.timeout(8_000);
async function asked(entitlement: string): Promise<Preflight> {
  const [target] = config.catalog.entitlements.get(entitlement)?.targets ?? [];
  if (!target) throw new Error(`There is no ${entitlement}.`);
  const principal = { account: STORE, user: 'aiko' };
  const order = { principal, target, others: [], held: false, signal: signal() };
  const answer = await provider.preflight(order);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

async function stands({ holder, target }: Preflight): Promise<readonly string[]> {
  const groups = [membershipOf(target) ?? ''];
  const around = { targets: [target], groups, places: [], sessions: [] };
  const seen = await provider.observe({ holder, ...around, signal: signal() });
  expect(seen.facts[targetKey(target)]).toMatchObject({ ok: true });
  return seen.found.map(({ id }) => id.kind);
}

describe('the bot with the rights of deploy/', () => {
  test.each(['prod-sso', 'prod-sso-logs'])('books, gives, reads and takes %s', async (name) => {
    const ready = await asked(name);
    const { holder, target } = ready;
    const seat = membershipOf(target) ?? '';
    const reach = [{ actions: ['membership'], resources: [seat] }];
    const fence: Slot = {
      kind: 'fence',
      place: { on: 'schedule' },
      target: targetKey(target),
      generation: 1,
      denials: [{ reach, fromMs: NOON + HOUR }],
    };
    const member: Slot = { kind: 'member', group: seat };
    const send = (step: Step) =>
      provider.apply({ holder, step, stillMine: () => true, signal: signal() });
    for (const slot of [fence, member]) {
      expect(await send({ do: 'put', slot })).toEqual({ ok: true });
      // Once more it is the same, as after an answer that was lost.
      if (slot === fence || name === 'prod-sso') {
        expect(await send({ do: 'put', slot })).toEqual({ ok: true });
      }
    }
    expect((await stands(ready)).toSorted()).toEqual(['fence', 'member']);
    for (const slot of [member, fence]) {
      expect(await send({ do: 'remove', id: slotId(slot) })).toEqual({ ok: true });
    }
    clock.turn(10_000);
    expect(await stands(ready)).toEqual([]);
  });

  test('sees whoever else is there, and whom its schedules are about', async () => {
    aws.identityCenter.join('mallory', GROUP);
    const found: string[] = [];
    const groups = [{ account: STORE, group: GROUP }];
    for await (const one of provider.survey(groups, signal())) {
      if (one.account === STORE) found.push(`${one.user} ${one.slot.kind}`);
    }
    expect(found).toEqual(['mallory member']);
  });
});

const options = () => {
  return { endpoint: aws.url, region: CENTER_REGION, maxAttempts: 1, credentials: BOT };
};
const denied = { name: expect.stringContaining('AccessDenied') as unknown };

describe('without a right in deploy/ it is refused', () => {
  test('to join a group that is not listed', async () => {
    const other = aws.identityCenter.putGroup('administrators');
    const command = new Store.CreateGroupMembershipCommand({
      IdentityStoreId: STORE,
      GroupId: other.id,
      MemberId: { UserId: aws.identityCenter.user('aiko')?.id ?? '' },
    });
    const client = new Store.IdentitystoreClient(options());
    await expect(client.send(command)).rejects.toMatchObject(denied);
  });

  test('to assign a permission set that is not listed', async () => {
    const command = new Admin.CreateAccountAssignmentCommand({
      InstanceArn: INSTANCE,
      PermissionSetArn: aws.identityCenter.permissionSet(SET)?.arn,
      PrincipalId: aws.identityCenter.user('aiko')?.id,
      PrincipalType: 'USER',
      TargetId: PRODUCTION,
      TargetType: 'AWS_ACCOUNT',
    });
    const client = new Admin.SSOAdminClient(options());
    await expect(client.send(command)).rejects.toMatchObject(denied);
  });

  test.each([
    ['under another name', { Name: 'nightly' }],
    ['with another role', { RoleArn: `arn:aws:iam::${JUMP}:role/prod-access` }],
  ])('to book a schedule %s', async (_, { Name = 'prod-access-x', ...role }: Booked) => {
    const command = new Scheduler.CreateScheduleCommand({
      GroupName: 'prod-access',
      Name,
      ScheduleExpression: 'at(2026-11-25T12:15:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: 'arn:aws:scheduler:::aws-sdk:iam:attachUserPolicy',
        RoleArn: `arn:aws:iam::${JUMP}:role/ProdAccessRevoker`,
        Input: '{}',
        ...role,
      },
    });
    const client = new Scheduler.SchedulerClient(options());
    await expect(client.send(command)).rejects.toMatchObject(denied);
  });
});

type Booked = { readonly Name?: string; readonly RoleArn?: string };
