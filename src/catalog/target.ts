/** Where access leads: one arm for each kind of provider. */

import { digestOf } from '../kernel/digest.ts';
import type { DurationMs } from '../kernel/time.ts';

/** Actions on resources, as a policy statement lists them. Both are patterns with `*` and `?`. */
export interface Reach {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** A role that the access lets somebody assume; its sessions may outlive the access. */
export interface RoleRef {
  readonly account: string;
  readonly name: string;
}

/** A role whose sessions can be ended by name, since its trust policy forces the name. */
export interface NamedRole extends RoleRef {
  readonly maxSessionMs: DurationMs;
  /** Pattern for `aws:userid`, as `*:aiko.sato`. */
  readonly userid: string;
}

/** What AWS's policies let the holder of a target reach, as last read. */
export interface TargetFacts {
  readonly reach: readonly Reach[];
  readonly namedRoles: readonly NamedRole[];
  /** How long a role session opened before the end may live on at the most. */
  readonly tailMs: DurationMs;
}

export interface IamPolicyTarget {
  readonly kind: 'iam-policy';
  /** Where the IAM user lives, who will hold the statement. */
  readonly account: string;
  readonly reach: readonly Reach[];
  readonly roles: readonly RoleRef[];
  readonly mfa: boolean;
}

export interface IamGroupTarget {
  readonly kind: 'iam-group';
  readonly account: string;
  readonly group: string;
  readonly roles: readonly RoleRef[];
}

export type Target = IamPolicyTarget | IamGroupTarget;
export type TargetKind = Target['kind'];

/** A target is data that never changes, and is asked for its key at every look. */
const keys = new WeakMap<Target, string>();

/** Equal targets have equal keys, whichever entitlement names them. Twelve hex digits. */
export function targetKey(target: Target): string {
  const known = keys.get(target);
  if (known !== undefined) return known;
  const key = keyOf(target);
  keys.set(target, key);
  return key;
}

function keyOf(target: Target): string {
  if (target.kind === 'iam-policy') return digestOf(target).slice(0, 12);
  // The roles a group leads to are our notes on it: a membership is one, whatever the notes say.
  const { kind, account, group } = target;
  return digestOf({ kind, account, group }).slice(0, 12);
}

export const roleArn = (role: RoleRef): string => `arn:aws:iam::${role.account}:role/${role.name}`;

/** What it is in AWS words, for cards: `role ProdDbOperator in 1111-2222-3333`. */
export function describeTarget(target: Target): {
  readonly what: string;
  readonly account: string;
} {
  const role = target.roles[0];
  if (target.kind === 'iam-group')
    return { what: `group ${target.group}`, account: target.account };
  if (role) return { what: `role ${role.name}`, account: role.account };
  const actions = target.reach.flatMap((reach) => reach.actions);
  return { what: actions.join(', '), account: target.account };
}

/** The console's own address for taking on a role. */
export const switchRoleUrl = (role: RoleRef, displayName: string): string =>
  `https://signin.aws.amazon.com/switchrole?account=${role.account}` +
  `&roleName=${encodeURIComponent(role.name)}&displayName=${encodeURIComponent(displayName)}`;
