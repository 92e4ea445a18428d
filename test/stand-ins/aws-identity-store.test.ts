/** The Identity Store of the stand-in, through the real SDK: people, groups and memberships. */

import * as Store from '@aws-sdk/client-identitystore';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createDirectorySample,
  type DirectorySample,
  GROUP,
  storeOf,
} from './aws/directory-sample.ts';
import { allow, BOT_KEY, HOME, policy } from './aws/sample.ts';

let sample: DirectorySample;
beforeEach(async () => {
  sample = await createDirectorySample();
});
afterEach(() => sample.aws.close());

const IdentityStoreId = 'd-9067a1b2c3';
const idp = (Id: string) => ({ ExternalId: { Issuer: 'https://idp.example.com', Id } });
const by = (AttributePath: string, AttributeValue: string) => ({
  UniqueAttribute: { AttributePath, AttributeValue },
});
const userId = async (AlternateIdentifier: Store.AlternateIdentifier) =>
  (await sample.store.send(new Store.GetUserIdCommand({ IdentityStoreId, AlternateIdentifier })))
    .UserId;
const join = (UserId: string, client = sample.store, GroupId = sample.ids.group) =>
  client.send(
    new Store.CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }),
  );
const leave = (MembershipId: string | undefined, client = sample.store) =>
  client.send(new Store.DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
const isMember = async (UserId: string) => {
  const GroupIds = [sample.ids.group];
  const command = new Store.IsMemberInGroupsCommand({
    IdentityStoreId,
    GroupIds,
    MemberId: { UserId },
  });
  return (await sample.store.send(command)).Results?.[0]?.MembershipExists;
};

describe('a person is found', () => {
  test('by user name, by any e-mail address and by an external id, in any case', async () => {
    const { aiko } = sample.ids;
    expect(await userId(by('userName', 'Aiko'))).toBe(aiko);
    expect(await userId(by('emails.value', 'aiko.tanaka@example.com'))).toBe(aiko);
    expect(await userId(idp('00u1'))).toBe(aiko);
    const unknown = userId(by('emails.value', 'nobody@example.com'));
    await expect(unknown).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'USER',
    });
    await expect(userId(by('nickName', 'A'))).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  test('and described, with all that the directory knows', async () => {
    const described = await sample.store.send(
      new Store.DescribeUserCommand({ IdentityStoreId, UserId: sample.ids.aiko }),
    );
    expect(described).toMatchObject({
      UserName: 'aiko',
      DisplayName: 'Aiko Tanaka',
      Emails: [{ Value: 'aiko@example.com', Primary: true }, { Primary: false }],
      ExternalIds: [{ Id: '00u1' }],
      UserStatus: 'ENABLED',
    });
    expect(described.CreatedAt?.getTime()).toBe(sample.clock.nowMs);
  });

  test('in lists, page by page or by name', async () => {
    for (let i = 0; i < 5; i++) sample.aws.identityCenter.putUser(`user-${i}`);
    const names: (string | undefined)[] = [];
    const config = { client: sample.store, pageSize: 3 };
    for await (const page of Store.paginateListUsers(config, { IdentityStoreId })) {
      expect(page.Users?.length).toBeLessThanOrEqual(3);
      names.push(...(page.Users ?? []).map(({ UserName }) => UserName));
    }
    const all = ['aiko', 'bruno', 'user-0', 'user-1', 'user-2', 'user-3', 'user-4'];
    expect(new Set(names)).toEqual(new Set(all));
    expect(names).toHaveLength(all.length);
    const Filters = [{ AttributePath: 'DisplayName', AttributeValue: GROUP }];
    const groups = await sample.store.send(
      new Store.ListGroupsCommand({ IdentityStoreId, Filters }),
    );
    expect(groups.Groups).toMatchObject([{ GroupId: sample.ids.group }]);
    const bad = sample.store.send(new Store.ListUsersCommand({ IdentityStoreId, Filters }));
    await expect(bad).rejects.toMatchObject({ name: 'ValidationException' });
  });
});

describe('a membership', () => {
  test('is made once: the second is a conflict, and its id can be asked for', async () => {
    const { aiko } = sample.ids;
    const { MembershipId } = await join(aiko);
    expect(await isMember(aiko)).toBe(true);
    expect(sample.aws.identityCenter.members(GROUP)).toEqual(['aiko']);
    await expect(join(aiko)).rejects.toMatchObject({
      name: 'ConflictException',
      Reason: 'UNIQUENESS_CONSTRAINT_VIOLATION',
    });
    const found = await sample.store.send(
      new Store.GetGroupMembershipIdCommand({
        IdentityStoreId,
        GroupId: sample.ids.group,
        MemberId: { UserId: aiko },
      }),
    );
    expect(found.MembershipId).toBe(MembershipId);
  });

  test('is ended once, and who joins again has another', async () => {
    const { MembershipId } = await join(sample.ids.aiko);
    await leave(MembershipId);
    expect(await isMember(sample.ids.aiko)).toBe(false);
    await expect(leave(MembershipId)).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      ResourceType: 'GROUP_MEMBERSHIP',
    });
    expect((await join(sample.ids.aiko)).MembershipId).not.toBe(MembershipId);
  });

  test('is listed from both its ends', async () => {
    await join(sample.ids.aiko);
    await join(sample.ids.bruno);
    const ofGroup = await sample.store.send(
      new Store.ListGroupMembershipsCommand({ IdentityStoreId, GroupId: sample.ids.group }),
    );
    const members = ofGroup.GroupMemberships?.map(({ MemberId }) => MemberId?.UserId);
    expect(new Set(members)).toEqual(new Set([sample.ids.aiko, sample.ids.bruno]));
    const MemberId = { UserId: sample.ids.bruno };
    const ofMember = await sample.store.send(
      new Store.ListGroupMembershipsForMemberCommand({ IdentityStoreId, MemberId }),
    );
    expect(ofMember.GroupMemberships).toMatchObject([{ GroupId: sample.ids.group }]);
  });

  test('ends with its user or its group, and neither is found any more', async () => {
    await join(sample.ids.aiko);
    sample.aws.identityCenter.deleteUser('aiko');
    expect(sample.aws.identityCenter.members(GROUP)).toEqual([]);
    await expect(join(sample.ids.aiko)).rejects.toMatchObject({ ResourceType: 'USER' });
    sample.aws.identityCenter.deleteGroup(GROUP);
    await expect(join(sample.ids.bruno)).rejects.toMatchObject({ ResourceType: 'GROUP' });
  });

  test('shows in lists and gets only after a while', async () => {
    sample.aws.identityCenter.knobs.readsMs = 2_000;
    await join(sample.ids.aiko);
    expect(await isMember(sample.ids.aiko)).toBe(false);
    await expect(join(sample.ids.aiko)).rejects.toMatchObject({ name: 'ConflictException' });
    sample.clock.nowMs += 2_000;
    expect(await isMember(sample.ids.aiko)).toBe(true);
  });
});

test('who may change one group may change no other', async () => {
  const store = storeOf(sample.aws, { credentials: BOT_KEY });
  const name = 'AccessDeniedException';
  await expect(join(sample.ids.aiko, store)).rejects.toMatchObject({ name });
  const resources = [
    `arn:aws:identitystore::${HOME}:identitystore/${IdentityStoreId}`,
    'arn:aws:identitystore:::user/*',
    'arn:aws:identitystore:::membership/*',
    `arn:aws:identitystore:::group/${sample.ids.group}`,
  ];
  const may = policy(
    allow(
      ['identitystore:CreateGroupMembership', 'identitystore:DeleteGroupMembership'],
      resources,
    ),
  );
  sample.aws.account(HOME).putPolicy('users', 'bot', 'membership', may);
  const { MembershipId } = await join(sample.ids.aiko, store);
  await leave(MembershipId, store);
  const { id } = sample.aws.identityCenter.putGroup('admins');
  await expect(join(sample.ids.aiko, store, id)).rejects.toMatchObject({ name });
});

test('each operation takes twenty calls a second, and the others do not count', async () => {
  sample.aws.identityCenter.knobs.ratesApply = true;
  const name = 'ThrottlingException';
  for (let i = 0; i < 20; i++) await userId(by('userName', 'aiko'));
  await expect(userId(by('userName', 'aiko'))).rejects.toMatchObject({ name });
  await join(sample.ids.aiko);
  sample.clock.nowMs += 50;
  await userId(by('userName', 'aiko'));
});

test('another Region has no Identity Store', async () => {
  const store = storeOf(sample.aws, { region: 'eu-central-1' });
  const joined = join(sample.ids.aiko, store);
  await expect(joined).rejects.toMatchObject({ ResourceType: 'IDENTITY_STORE' });
});
