/** What is found of an account before there is a configuration: a first one is written from it. */

import type { NodeTag, RoleRef } from '../catalog/target.ts';

export interface FoundUser {
  readonly name: string;
  /** The tag `prod-access:chat`, as `slack:T0123ABCD:U0123ABCD`. */
  readonly chat?: string;
}

export interface FoundGroup {
  readonly name: string;
  /** Roles that its policies let members assume, as far as they are written out. */
  readonly roles: readonly RoleRef[];
}

export interface FoundNodes {
  readonly tag: NodeTag;
  /** So many at the least: a first page. */
  readonly atLeast: number;
}

/** Identity Center, by name. */
export interface FoundCenter {
  readonly permissionSets: readonly string[];
  readonly groups: readonly string[];
}

/** What could not be read, with the right for it. */
export interface Unread {
  readonly what: string;
  readonly right: string;
  readonly why: string;
}

export interface Found {
  /** Whose credentials these are. */
  readonly account: string;
  readonly region: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly users: readonly FoundUser[];
  readonly groups: readonly FoundGroup[];
  /** Roles of the account that people of it may assume. */
  readonly roles: readonly RoleRef[];
  readonly nodes: readonly FoundNodes[];
  /** Session documents whose name begins with `ProdAccess-`. */
  readonly documents: readonly string[];
  /** Undefined where there is none in this Region. */
  readonly center?: FoundCenter;
  readonly unread: readonly Unread[];
}
