/** With the rights of deploy/ alone, what Identity Center needs is done, and nothing beside it. */

import * as Store from '@aws-sdk/client-identitystore';
import * as Scheduler from '@aws-sdk/client-scheduler';
import * as Admin from '@aws-sdk/client-sso-admin';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../src/holding/slot.ts';
import { slotId } from '../../src/holding/slot.ts';
import { INSTANCE, STORE } from '../stand-ins/aws/center-types.ts';
import { CENTER_REGION, GROUP, SET } from '../story/center.ts';
import { BOT, JUMP, PRODUCTION } from '../story/seed.ts';
import { asked, centerForEachTest, signal, slotsOf, stands } from './center-ground.ts';

const at = centerForEachTest();

describe('the bot with the rights of deploy/', () => {
  test.each(['prod-sso', 'prod-sso-logs'])('books, gives, reads and takes %s', async (name) => {
    const ready = await asked(at, name);
    const { holder } = ready;
    const [fence, member] = slotsOf(ready);
    const send = (step: Step) =>
      at.provider.apply({ holder, step, stillMine: () => true, signal: signal() });
    for (const slot of [fence, member]) {
      expect(await send({ do: 'put', slot })).toEqual({ ok: true });
      // Once more it is the same, as after an answer that was lost.
      if (slot === fence || name === 'prod-sso') {
        expect(await send({ do: 'put', slot })).toEqual({ ok: true });
      }
    }
    expect((await stands(at, ready)).toSorted()).toEqual(['fence', 'member']);
    for (const slot of [member, fence]) {
      expect(await send({ do: 'remove', id: slotId(slot) })).toEqual({ ok: true });
    }
    at.clock.turn(10_000);
    expect(await stands(at, ready)).toEqual([]);
  });

  test('sees whoever else is there, and whom its schedules are about', async () => {
    at.aws.identityCenter.join('mallory', GROUP);
    const found: string[] = [];
    const groups = [{ account: STORE, group: GROUP }];
    for await (const one of at.provider.survey(groups, signal())) {
      if (one.account === STORE) found.push(`${one.user} ${one.slot.kind}`);
    }
    expect(found).toEqual(['mallory member']);
  });
});

const options = () => {
  return { endpoint: at.aws.url, region: CENTER_REGION, maxAttempts: 1, credentials: BOT };
};
const denied = { name: expect.stringContaining('AccessDenied') as unknown };

describe('without a right in deploy/ it is refused', () => {
  test('to put anybody into a group as itself, and not in a session that is dated', async () => {
    const command = new Store.CreateGroupMembershipCommand({
      IdentityStoreId: STORE,
      GroupId: at.aws.identityCenter.group(GROUP)?.id,
      MemberId: { UserId: at.aws.identityCenter.user('aiko')?.id ?? '' },
    });
    const client = new Store.IdentitystoreClient(options());
    await expect(client.send(command)).rejects.toMatchObject(denied);
  });

  test('to join a group that is not listed', async () => {
    const other = at.aws.identityCenter.putGroup('administrators');
    const command = new Store.CreateGroupMembershipCommand({
      IdentityStoreId: STORE,
      GroupId: other.id,
      MemberId: { UserId: at.aws.identityCenter.user('aiko')?.id ?? '' },
    });
    const client = new Store.IdentitystoreClient(options());
    await expect(client.send(command)).rejects.toMatchObject(denied);
  });

  test('to assign a permission set that is not listed', async () => {
    const command = new Admin.CreateAccountAssignmentCommand({
      InstanceArn: INSTANCE,
      PermissionSetArn: at.aws.identityCenter.permissionSet(SET)?.arn,
      PrincipalId: at.aws.identityCenter.user('aiko')?.id,
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
