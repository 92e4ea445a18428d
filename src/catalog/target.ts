/** Where access leads: one arm for each kind of provider. */

import { digestOf } from '../kernel/digest.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { SsmAutomationTarget } from './automation.ts';

/** A tag of a node, as `Role=bastion`. */
export interface NodeTag {
  readonly key: string;
  readonly value: string;
}

/** Actions on resources, as a policy statement lists them. Both are patterns with `*` and `?`. */
export interface Reach {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Only on nodes that carry this tag. A fence denies without it, so it covers more. */
  readonly tag?: NodeTag;
  /** Only by a session document that is allowed by name. */
  readonly checksDocument?: true;
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

/** What shell and tunnel have in common: sessions on nodes of the account where the users live. */
interface SessionTarget {
  readonly account: string;
  readonly region: string;
  /** The nodes by id; none while they are chosen by the tag alone. */
  readonly nodes: readonly string[];
  readonly tag?: NodeTag;
  /** The session document, which says what kind of session it is and how long it lasts. */
  readonly document: string;
  readonly reach: readonly Reach[];
  /** None: a session is opened by the user. */
  readonly roles: readonly RoleRef[];
  readonly mfa: boolean;
}

export interface SsmNodeTarget extends SessionTarget {
  readonly kind: 'ssm-node';
}

/** Through a node, to the host and port that its document pins. */
export interface SsmPortForwardTarget extends SessionTarget {
  readonly kind: 'ssm-port-forward';
  /** Where it is reached on the requester's own machine. */
  readonly localPort: number;
  /** What to open there, as `https://localhost:8443`. */
  readonly opens?: string;
}

export type SsmTarget = SsmNodeTarget | SsmPortForwardTarget;
export type Target = IamPolicyTarget | IamGroupTarget | SsmTarget | SsmAutomationTarget;
export type TargetKind = Target['kind'];

export const isSsm = (target: Target): target is SsmTarget =>
  target.kind === 'ssm-node' || target.kind === 'ssm-port-forward';

export const isAutomation = (target: Target): target is SsmAutomationTarget =>
  target.kind === 'ssm-automation';

/** Nobody gets anything: a runbook does the work. */
export const isWork = (target: Target): boolean =>
  isAutomation(target) && target.runs.form === 'work';

/** What Systems Manager says of it is read before something is given, and may be silent. */
export const isOfSystemsManager = (target: Target): boolean =>
  isSsm(target) || isAutomation(target);

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
  if (target.kind !== 'iam-group') return digestOf(target).slice(0, 12);
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
  if (isSsm(target)) return { what: nodesInWords(target), account: target.account };
  if (isAutomation(target)) return { what: runbookInWords(target), account: target.account };
  if (role) return { what: `role ${role.name}`, account: role.account };
  const actions = target.reach.flatMap((reach) => reach.actions);
  return { what: actions.join(', '), account: target.account };
}

/** `i-0ab…, i-0cd…` or `nodes with Role=bastion`. */
export const nodesInWords = ({ nodes, tag }: SsmTarget): string =>
  nodes.length > 0 || !tag ? nodes.join(', ') : `nodes with ${tag.key}=${tag.value}`;

/** `runbook ProdAccess-GrantPolicy v1`. */
export const runbookInWords = ({ runs }: SsmAutomationTarget): string => {
  const { document, version } = runs.form === 'work' ? runs.work : runs.grant;
  return `runbook ${document} v${version}`;
};

/** The console's own address for taking on a role. */
export const switchRoleUrl = (role: RoleRef, displayName: string): string =>
  `https://signin.aws.amazon.com/switchrole?account=${role.account}` +
  `&roleName=${encodeURIComponent(role.name)}&displayName=${encodeURIComponent(displayName)}`;

/** The console's own address for a shell on a node. */
export const sessionConsoleUrl = (region: string, node: string): string =>
  `https://${region}.console.aws.amazon.com/systems-manager/session-manager/${node}` +
  `?region=${region}`;
