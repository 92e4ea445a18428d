/** A request for just-in-time access as AWS tells of it, and which entry of the catalogue it is. */

import type { DurationMs, EpochMs } from '../kernel/time.ts';
import type { Entitlement } from './entitlement.ts';
import { isJitna, type JitnaTarget, type NodeTag } from './target.ts';

/** `over`: approved, and its window has ended. */
export type NodeRequestStatus =
  | 'pending'
  | 'approved'
  | 'rejected'
  | 'cancelled'
  | 'timed-out'
  | 'revoked'
  | 'over'
  | 'unknown';

/** In AWS's words, by whoever AWS says. */
export interface DecidedAtAws {
  readonly status: string;
  readonly by: string;
}

/** Where requests are filed: in the account and Region of the node, and nowhere else. */
export interface RequestPlace {
  readonly account: string;
  readonly region: string;
}

export interface NodeRequest extends RequestPlace {
  readonly opsItem: string;
  /** None where AWS denied it by itself. */
  readonly execution?: string;
  readonly requester: Requester;
  readonly node: string;
  readonly reason: string;
  readonly durationMs: DurationMs;
  readonly createdMs: EpochMs;
  readonly status: NodeRequestStatus;
  /** The ARN of whoever touched it last. */
  readonly lastBy: string;
  /** Who will open the sessions, by ARN. */
  readonly owner: string;
}

export interface Requester {
  readonly arn: string;
  /** As AWS never uses it twice: of a role session with the name of the session. */
  readonly uniqueId: string;
  /** What they signed in as. */
  readonly is: RequesterKind;
}

export type RequesterKind =
  | { readonly kind: 'session'; readonly role: string; readonly name: string }
  | { readonly kind: 'user'; readonly user: string }
  | { readonly kind: 'other' };

export function requesterKind(arn: string): RequesterKind {
  const [, role, name] = /^arn:aws:sts::\d{12}:assumed-role\/([^/]+)\/([^/]+)$/.exec(arn) ?? [];
  if (role && name) return { kind: 'session', role, name };
  const [, user] = /^arn:aws:iam::\d{12}:user\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  return user ? { kind: 'user', user } : { kind: 'other' };
}

/** `ProdApprover/dai` of the ARN of a role session, `user/dai` of a user's. */
export const byline = (arn: string): string =>
  arn.split(':').at(-1)?.replace('assumed-role/', '') ?? '';

/** Nodes that carry a tag, by `key=value`. */
export type NodesByTag = ReadonlyMap<string, readonly string[]>;

export const tagName = ({ key, value }: NodeTag): string => `${key}=${value}`;

interface Entry {
  readonly entitlement: Entitlement;
  readonly target: JitnaTarget;
}

/** All entries that lead to AWS's own requests, in the order of the catalogue. */
export const requestEntries = (all: Iterable<Entitlement>): readonly Entry[] =>
  [...all].flatMap((entitlement) =>
    entitlement.targets.filter(isJitna).map((target) => ({ entitlement, target })),
  );

/** Named by its id before by a tag, by a tag before all nodes; among equals the first. */
export function entryFor(
  { account, region, node }: Pick<NodeRequest, 'account' | 'region' | 'node'>,
  entries: readonly Entry[],
  tagged: NodesByTag,
): Entry | undefined {
  const here = entries.filter(
    ({ target }) => target.account === account && target.region === region,
  );
  const isTagged = ({ tag }: JitnaTarget) =>
    tag !== undefined && (tagged.get(tagName(tag))?.includes(node) ?? false);
  return (
    here.find(({ target }) => target.nodes.includes(node)) ??
    here.find(({ target }) => isTagged(target)) ??
    here.find(({ target }) => target.nodes.length === 0 && !target.tag)
  );
}

/** As it is carried: one node, and what AWS knows the request by. */
export function carriedTarget(
  target: JitnaTarget,
  { opsItem, node, owner }: NodeRequest,
  execution: string,
): JitnaTarget {
  const { tag: _, ...rest } = target;
  return { ...rest, nodes: [node], request: { opsItem, execution, owner } };
}
