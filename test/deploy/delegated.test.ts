/** The stack of Identity Center in an account that it is delegated to: the store is another's. */

import * as Store from '@aws-sdk/client-identitystore';
import { expect, test } from 'vitest';
import { NOON } from '../adapters/aws/ground.ts';
import { STORE } from '../stand-ins/aws/center-types.ts';
import { createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { CENTER_REGION, GROUP, putCenter } from '../story/center.ts';
import { BOT, JUMP, seedAccounts } from '../story/seed.ts';

const MANAGEMENT = '999988887777';
const IdentityStoreId = STORE;

test('an identity store of the management account is read, and its groups are left', async () => {
  const accounts = { [MANAGEMENT]: {}, ...seedAccounts() };
  const aws = await createAwsStandIn({ now: () => NOON, accounts });
  try {
    aws.organization.delegate(JUMP);
    await putCenter(aws);
    aws.identityCenter.join('aiko', GROUP);
    const options = { endpoint: aws.url, region: CENTER_REGION, maxAttempts: 1, credentials: BOT };
    const bot = new Store.IdentitystoreClient(options);
    const AttributePath = 'userName';
    const { UserId } = await bot.send(
      new Store.GetUserIdCommand({
        IdentityStoreId,
        AlternateIdentifier: { UniqueAttribute: { AttributePath, AttributeValue: 'aiko' } },
      }),
    );
    const seat = {
      GroupId: aws.identityCenter.group(GROUP)?.id,
      MemberId: { UserId: UserId ?? '' },
    };
    const { MembershipId } = await bot.send(
      new Store.GetGroupMembershipIdCommand({ IdentityStoreId, ...seat }),
    );
    await bot.send(new Store.DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
    const { Results } = await bot.send(
      new Store.IsMemberInGroupsCommand({
        IdentityStoreId,
        MemberId: seat.MemberId,
        GroupIds: [seat.GroupId ?? ''],
      }),
    );
    expect(Results?.[0]?.MembershipExists).toBe(false);
  } finally {
    await aws.close();
  }
});
