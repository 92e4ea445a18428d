/** Where access leads: one arm for each kind of provider. */

import { digestOf } from '../kernel/digest.ts';
import type { DurationMs } from '../kernel/time.ts';
import type { IdentityCenterTarget } from './center-target.ts';
import type { SsmAutomationTarget } from './automation.ts';
import type { Endless } from './endless.ts';
import type { NodeTag, Reach } from './reach.ts';

export type { NodeTag, Reach, SessionTags } from './reach.ts';

/** A role that the access lets somebody assume; its sessions may outlive the access. */
export interface RoleRef {
  readonly account: string;
  readonly name: string;
}

/** A role whose sessions can be ended by name, since its trust policy forces the name. */
export interface NamedRole extends RoleRef {
  readonly maxSessionMs: DurationMs;
  /** Pattern for `aws:userid`, as `*:aiko.sato`; of nobody where they are told by their source. */
  readonly userid: string;
  /** The SourceIdentity that such sessions carry, whatever they are called. */
  readonly source?: string;
  /** Of such sessions those alone whose tag `target` says this, which nobody can choose. */
  readonly scope?: string;
}

/** What AWS's policies let the holder of a target reach, as last read. */
export interface TargetFacts {
  readonly reach: readonly Reach[];
  readonly namedRoles: readonly NamedRole[];
  /** How long a role session opened before the end may live on at the most. */
  readonly tailMs: DurationMs;
  /** Of a group of IAM: the id that stays when it is renamed, and is never used twice. */
  readonly groupId?: string;
  /** What may live on beyond any of that; absent where nothing can. */
  readonly endless?: readonly Endless[];
  /** Session documents by which the nodes open as well, since the holder may use them anyway. */
  readonly besides?: readonly string[];
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

/** What shell and tunnel have in common: sessions on nodes. */
interface SessionTarget {
  /** Where the users live, and the nodes as well unless they are reached through a role. */
  readonly account: string;
  /** The access role in the account of the nodes, where that is another one. */
  readonly through?: RoleRef;
  readonly region: string;
  /** The nodes by id; none while they are chosen by the tag alone. */
  readonly nodes: readonly string[];
  readonly tag?: NodeTag;
  /** How many had the tag at the ask, where it is the tag that counts. For people. */
  readonly found?: number;
  /** The requester picks some of those with the tag; gone once they are bound by id. */
  readonly pick?: true;
  /** The session document, which says what kind of session it is and how long it lasts. */
  readonly document: string;
  readonly reach: readonly Reach[];
  /** The access role, if there is one: otherwise a session is opened by the user. */
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

/** AWS's own request for just-in-time access to a node, carried into chat. */
export interface JitnaTarget {
  readonly kind: 'jitna';
  readonly account: string;
  readonly region: string;
  /** The nodes by id: the one of the request, once there is one. */
  readonly nodes: readonly string[];
  /** Neither tag nor nodes: every node of the Region. */
  readonly tag?: NodeTag;
  /** Of the request that is carried; in the catalogue there is none. */
  readonly request?: AccessRequestRef;
  /** None: what is given is AWS's to give, and it is given by its role. */
  readonly reach: readonly Reach[];
  readonly roles: readonly RoleRef[];
  readonly mfa: boolean;
}

export interface AccessRequestRef {
  /** `oi-` and twelve hex digits. */
  readonly opsItem: string;
  /** The automation that waits for its approvals. */
  readonly execution: string;
  /** Who opens the sessions: a role session of AWS's token role, by its ARN. */
  readonly owner: string;
}

export type SsmTarget = SsmNodeTarget | SsmPortForwardTarget;
export type Target =
  | IamPolicyTarget
  | IamGroupTarget
  | SsmTarget
  | IdentityCenterTarget
  | JitnaTarget
  | SsmAutomationTarget;
export type TargetKind = Target['kind'];

const isSsmKind = (kind: TargetKind): boolean => kind === 'ssm-node' || kind === 'ssm-port-forward';
export const isSsm = (target: Target): target is SsmTarget => isSsmKind(target.kind);

/** What is given stands in the one allowing policy of the user. */
export const isPolicy = (target: Target): target is IamPolicyTarget | SsmTarget =>
  isPolicyKind(target.kind);
export const isPolicyKind = (kind: TargetKind): boolean => kind === 'iam-policy' || isSsmKind(kind);

export const isJitna = (target: Target): target is JitnaTarget => target.kind === 'jitna';

/** What it gives is opened as sessions of Session Manager. */
export const isSessionKind = (kind: TargetKind): boolean => isSsmKind(kind) || kind === 'jitna';
export const opensSessions = (target: Target): target is SsmTarget | JitnaTarget =>
  isSessionKind(target.kind);

/**
 * What is joined and left: the name of a group, the id of one of Identity Center, or account and
 * permission set with a slash between. Undefined of what is given by a policy.
 */
export function membershipOf(target: Target): string | undefined {
  if (target.kind === 'iam-group') return target.group;
  if (target.kind !== 'identity-center') return undefined;
  const [{ account, set } = { account: '', set: '' }] = target.leads;
  return target.group ? (target.group.id ?? target.group.name) : `${account}/${set}`;
}

export const isMembership = (kind: TargetKind): boolean =>
  kind === 'iam-group' || kind === 'identity-center';

export const isAutomation = (target: Target): target is SsmAutomationTarget =>
  target.kind === 'ssm-automation';

/** Nobody gets anything: a runbook does the work. */
export const isWork = (target: Target): boolean =>
  isAutomation(target) && target.runs.form === 'work';

/** What Systems Manager says of it is read before something is given, and may be silent. */
export const isOfSystemsManager = (target: Target): boolean =>
  isSsm(target) || isAutomation(target);

/** A target never changes, and is asked for its key at every look. */
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
  const group = membershipOf(target);
  if (isSsm(target)) {
    const { found: _, ...counted } = target;
    return digestOf(counted).slice(0, 12);
  }
  if (isAutomation(target)) {
    const { schedules: _, ...given } = target;
    return digestOf(given).slice(0, 12);
  }
  if (group === undefined) return digestOf(target).slice(0, 12);
  // Where a group leads is our notes on it: a membership is one, whatever the notes say.
  const { kind, account } = target;
  return digestOf({ kind, account, group }).slice(0, 12);
}

export const roleArn = (role: RoleRef): string => `arn:aws:iam::${role.account}:role/${role.name}`;
