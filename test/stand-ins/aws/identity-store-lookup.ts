/** Finds people and groups in the Identity Store, and says in its words what is not there. */

import type { CenterCall } from './center-call.ts';
import {
  type Center,
  type CenterGroup,
  type CenterUser,
  type ExternalId,
  STORE,
} from './center-types.ts';
import { DetailedFault } from './json-dialect.ts';
import { requiredText, validation } from './ssm-call.ts';
import { own } from './types.ts';

export type ResourceType = 'USER' | 'GROUP' | 'GROUP_MEMBERSHIP' | 'IDENTITY_STORE';

export const notFound = (ResourceType: ResourceType, ResourceId?: string) =>
  new DetailedFault('ResourceNotFoundException', `${ResourceType} not found.`, {
    ResourceType,
    ...(ResourceId === undefined ? {} : { ResourceId }),
  });

export function userOf(center: Center, id: string): CenterUser {
  const user = own(center.users, id);
  if (!user) throw notFound('USER', id);
  return user;
}

export function groupOf(center: Center, id: string): CenterGroup {
  const group = own(center.groups, id);
  if (!group) throw notFound('GROUP', id);
  return group;
}

/** `{ UserId }`, the only kind of member there is. */
export function memberIn({ input }: Pick<CenterCall, 'input'>): string {
  const member = input['MemberId'] as { readonly UserId?: string } | undefined;
  if (member?.UserId) return member.UserId;
  throw validation("Value null at 'memberId' failed to satisfy constraint: must not be null");
}

/** Asks for the action on what it touches: the store itself, and these resources. */
export function requireStore(call: CenterCall, ...resources: readonly string[]): void {
  const { asked, org, requireDelegated } = call;
  const store = `arn:aws:identitystore::${org().management}:identitystore/${STORE}`;
  const named = resources.map((resource) => `arn:aws:identitystore:::${resource}`);
  const action = `identitystore:${asked.call.action}`;
  requireDelegated(asked.key, { action, resources: [store, ...named] });
  const id = requiredText(call.input, 'IdentityStoreId');
  if (id !== STORE) throw notFound('IDENTITY_STORE', id);
}

interface Alternate {
  readonly ExternalId?: { readonly Issuer?: string; readonly Id?: string };
  readonly UniqueAttribute?: { readonly AttributePath?: string; readonly AttributeValue?: unknown };
}

type Named = { readonly id: string; readonly externalIds: readonly ExternalId[] };

/** Who or what another identifier stands for, by the attributes that may identify. */
export function findByAlternate<T extends Named>(
  call: CenterCall,
  all: readonly T[],
  attributes: Readonly<Record<string, (one: T) => readonly string[]>>,
): T | undefined {
  const { ExternalId, UniqueAttribute } = (call.input['AlternateIdentifier'] ?? {}) as Alternate;
  if (ExternalId) {
    const { Issuer, Id } = ExternalId;
    return all.find(({ externalIds }) =>
      externalIds.some(({ issuer, id }) => issuer === Issuer && id === Id),
    );
  }
  const path = (UniqueAttribute?.AttributePath ?? '').toLowerCase();
  const read = Object.entries(attributes).find(([name]) => name.toLowerCase() === path)?.[1];
  if (!UniqueAttribute || !read) {
    throw validation(`Value '${path}' at 'alternateIdentifier' is no attribute that identifies`);
  }
  const wanted = String(UniqueAttribute.AttributeValue).toLowerCase();
  return all.find((one) => read(one).some((value) => value.toLowerCase() === wanted));
}
