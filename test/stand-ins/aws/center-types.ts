/** What Identity Center keeps: people, groups, permission sets, and who is assigned where. */

import type { Tag } from './types.ts';

export interface ExternalId {
  readonly issuer: string;
  readonly id: string;
}

export interface CenterUser {
  readonly id: string;
  /** As sessions are named by it. */
  readonly name: string;
  readonly displayName: string;
  readonly emails: readonly string[];
  readonly externalIds: readonly ExternalId[];
  /** Of the extension for enterprises: `costCenter` and the like. */
  readonly enterprise?: Readonly<Record<string, string>>;
  /** A disabled user signs in nowhere. */
  readonly disabled: boolean;
  readonly atMs: number;
}

export interface CenterGroup {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly externalIds: readonly ExternalId[];
  readonly atMs: number;
}

export interface Membership {
  readonly id: string;
  readonly group: string;
  readonly user: string;
  readonly atMs: number;
}

export interface PermissionSet {
  readonly arn: string;
  readonly name: string;
  readonly description?: string;
  readonly sessionMinutes: number;
  readonly inline?: string;
  /** ARNs of managed policies. */
  readonly attached: readonly string[];
  /** Names of policies that customers manage, in each account one of its own. */
  readonly customer?: readonly string[];
  readonly tags: readonly Tag[];
  readonly atMs: number;
}

export type PrincipalType = 'USER' | 'GROUP';

export interface Assignment {
  readonly account: string;
  readonly permissionSet: string;
  readonly principalType: PrincipalType;
  readonly principal: string;
}

export interface AssignmentOperation {
  readonly id: string;
  readonly kind: 'create' | 'delete';
  readonly assignment: Assignment;
  readonly atMs: number;
  readonly doneAtMs: number;
  /** Why it will fail whatever it meets: so a test ordered it. */
  readonly doom?: string;
  /** Why it did not come about; known when it is done. */
  readonly failure?: string;
}

export interface Center {
  readonly users: Readonly<Record<string, CenterUser>>;
  readonly groups: Readonly<Record<string, CenterGroup>>;
  readonly memberships: Readonly<Record<string, Membership>>;
  readonly permissionSets: Readonly<Record<string, PermissionSet>>;
  /** By what they assign: the same is never assigned twice. */
  readonly assignments: Readonly<Record<string, Assignment>>;
  readonly operations: Readonly<Record<string, AssignmentOperation>>;
  /** The ids of those that are not done. */
  readonly pending: readonly string[];
}

export const EMPTY_CENTER: Center = {
  users: {},
  groups: {},
  memberships: {},
  permissionSets: {},
  assignments: {},
  operations: {},
  pending: [],
};

export const STORE = 'd-9067a1b2c3';
export const INSTANCE_ID = 'ssoins-7223a1b2c3d4e5f6';
export const INSTANCE = `arn:aws:sso:::instance/${INSTANCE_ID}`;

export const keyOf = ({ account, permissionSet, principalType, principal }: Assignment) =>
  [account, permissionSet, principalType, principal].join('|');

export const isMember = ({ memberships }: Center, group: string, user: string) =>
  Object.values(memberships).find((one) => one.group === group && one.user === user);
