/** Nodes that the requester picks out of those with a tag: which set, and what was picked. */

import { nodesAccount } from './access-role.ts';
import type { Catalog } from './catalog.ts';
import { isSsm, type NodeTag, type SsmTarget, type Target } from './target.ts';

/** All nodes of a Region of an account that carry one tag. */
export interface NodeSet {
  readonly account: string;
  readonly region: string;
  readonly tag: NodeTag;
}

/** The set to pick from; undefined where nothing is picked. One entry asks for one set only. */
export function pickedFrom(targets: readonly Target[]): NodeSet | undefined {
  const [first] = targets.filter(isPicking);
  return first && setOf(first);
}

/** Every set of the catalogue that somebody may pick from, each once. */
export function nodeSets({ entitlements }: Catalog): readonly NodeSet[] {
  const sets = [...entitlements.values()].flatMap(({ targets }) => pickedFrom(targets) ?? []);
  return [...new Map(sets.map((one) => [nodeSetKey(one), one])).values()];
}

export const nodeSetKey = ({ account, region, tag }: NodeSet): string =>
  `${account} ${region} ${tag.key}=${tag.value}`;

/** With the nodes that were picked, where there is something to pick. */
export const withPicked = (targets: readonly Target[], nodes: readonly string[]) =>
  targets.map((target) => (isPicking(target) ? { ...target, nodes: nodes.toSorted() } : target));

/** Sessions on nodes that are found by a tag. */
export type Tagged = SsmTarget & { readonly tag: NodeTag };

/** Sessions on nodes that are yet to be picked. */
export type Picking = Tagged & { readonly pick: true };

export const isPicking = (target: Target): target is Picking =>
  isSsm(target) && target.pick === true && target.tag !== undefined;

/** Named by their ids already, for they carried the tag. */
export const isBoundByTag = (target: Target): target is Tagged =>
  isSsm(target) && target.tag !== undefined && target.nodes.length > 0;

export const setOf = ({ region, tag, ...led }: Tagged): NodeSet => {
  return { account: nodesAccount(led), region, tag };
};

/** A field of its own for each entry: what was picked for one is nothing to another. */
export const nodesField = (entitlement: string): string => `${FIELD}${entitlement}`;

/** Of which entry the field is; undefined when it is none for nodes. */
export const entitlementOfField = (field: string): string | undefined =>
  field.startsWith(FIELD) ? field.slice(FIELD.length) : undefined;

const FIELD = 'nodes:';

/** `i-1,i-2`, `i-1 i-2`: each once. */
export const nodesTyped = (typed: string): readonly string[] => [
  ...new Set(typed.split(/[\s,、]+/).filter((one) => one !== '')),
];

export const isNodeId = (typed: string): boolean => /^(?:i|mi)-[0-9a-f]{8,17}$/.test(typed);
