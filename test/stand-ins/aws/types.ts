/** What an AWS account of the stand-in is made of: plain data, so that a snapshot is JSON. */

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** What users, groups and roles have in common: a name, a unique id, and policies. */
export interface Identity {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly inline: Readonly<Record<string, string>>;
  readonly attached: readonly string[];
}

export interface User extends Identity {
  readonly tags: readonly Tag[];
  readonly groups: readonly string[];
  readonly boundary?: string;
}

export type Group = Identity;

export interface Role extends Identity {
  readonly tags: readonly Tag[];
  readonly trust: string;
  readonly maxSessionSeconds: number;
  readonly boundary?: string;
}

export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly arn: string;
  readonly createdAtMs: number;
  readonly defaultVersion: string;
  readonly versions: Readonly<Record<string, string>>;
}

export interface Account {
  readonly id: string;
  readonly users: Readonly<Record<string, User>>;
  readonly groups: Readonly<Record<string, Group>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly policies: Readonly<Record<string, ManagedPolicy>>;
}

export interface RoleSession {
  readonly roleName: string;
  readonly roleId: string;
  readonly sessionName: string;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
  readonly sourceIdentity?: string;
  readonly tags: readonly Tag[];
  readonly policy?: string;
}

export type Holder =
  | { readonly kind: 'user'; readonly name: string; readonly id: string }
  | { readonly kind: 'role'; readonly session: RoleSession };

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly account: string;
  readonly holder: Holder;
  /** An owner's key: its own policies are not asked, though the trust policy of a role still is. */
  readonly root: boolean;
}

/** One request as it arrived, and how it was answered: `ok`, an error code, or how it was lost. */
export interface CallRecord {
  readonly atMs: number;
  readonly account: string;
  readonly principal: string;
  readonly service: string;
  readonly action: string;
  readonly params: Readonly<Record<string, string>>;
  outcome: string;
  /** Refused by a fault that a test ordered, and by no policy. */
  ordered?: true;
}

/** A policy as people write it in a test: the document itself, or its text. */
export type PolicySource = string | object;

/** Reads a record whose keys come from outside, so that `constructor` finds nothing. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** A record without one key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
