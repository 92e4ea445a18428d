/** What Identity Center knows of a user beside their name: attributes of work, and their groups. */

import { type CenterCaller, storeOf } from './center-call.ts';
import { userIdOf } from './center-read.ts';
import { orMissing } from './iam-call.ts';
import { pagesOf } from './pages.ts';

export interface CenterAttributes {
  readonly costCenter?: string;
  readonly division?: string;
  readonly employeeNumber?: string;
  readonly organization?: string;
  readonly centerGroups: readonly string[];
  readonly centerUser: string;
}

/** Undefined where there is no such user. */
export async function centerAttributes(
  caller: CenterCaller,
  name: string,
): Promise<CenterAttributes | undefined> {
  const id = await userIdOf(caller, name);
  if (id === undefined) return undefined;
  const [extension, centerGroups] = await Promise.all([
    extensionOf(caller, id),
    groupsOf(caller, id),
  ]);
  return { ...extension, centerGroups, centerUser: id };
}

const ENTERPRISE = 'aws:identitystore:enterprise';
const FIELDS = ['costCenter', 'division', 'employeeNumber', 'organization'] as const;

/** AWS hands the extension out as it was provisioned: whatever is no text is not there. */
async function extensionOf(caller: CenterCaller, UserId: string) {
  const [sdk, client] = await storeOf(caller);
  const IdentityStoreId = caller.center.store;
  const command = new sdk.DescribeUserCommand({
    IdentityStoreId,
    UserId,
    Extensions: [ENTERPRISE],
  });
  const found = await orMissing('identitystore:DescribeUser', () =>
    client.send(command, { abortSignal: caller.signal }),
  );
  const said = found?.Extensions?.[ENTERPRISE];
  const given = typeof said === 'object' && said !== null ? Object.entries(said) : [];
  const texts = FIELDS.flatMap((field) => {
    const value: unknown = given.find(([key]) => key === field)?.[1];
    return typeof value === 'string' && value !== '' ? [[field, value] as const] : [];
  });
  return Object.fromEntries(texts) as Partial<Record<(typeof FIELDS)[number], string>>;
}

async function groupsOf(caller: CenterCaller, UserId: string): Promise<readonly string[]> {
  const [sdk, client] = await storeOf(caller);
  const asked = { IdentityStoreId: caller.center.store, MemberId: { UserId }, MaxResults: 100 };
  const all = await pagesOf(
    'identitystore:ListGroupMembershipsForMember',
    (next) =>
      client.send(new sdk.ListGroupMembershipsForMemberCommand({ ...asked, ...next }), {
        abortSignal: caller.signal,
      }),
    (page) => page.GroupMemberships,
  );
  return all.flatMap(({ GroupId }) => GroupId ?? []);
}
