/** The field in which nodes are picked: what is offered, how old the list is, what was picked. */

import type { KnownList, ListedNode } from '../catalog/node-list.ts';
import { findNodes } from '../catalog/node-list.ts';
import { isNodeId, type NodeSet, nodesField, nodesTyped } from '../catalog/pick.ts';
import { MOST_BOUND } from '../catalog/session-reach.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Choice, Field, Typed } from './form.ts';
import type { Words } from './words/words.ts';

/** The set of an entry, and the list of it as it is known here. */
export interface NodesToPick {
  readonly set: NodeSet;
  readonly known?: KnownList;
  readonly nowMs: EpochMs;
}

export function nodeField(
  entitlement: string,
  { set, known, nowMs }: NodesToPick,
  typed: Typed,
  { form }: Words,
): Field {
  const id = nodesField(entitlement);
  const tag = `${set.tag.key}=${set.tag.value}`;
  const minutes = known ? Math.floor(Math.max(0, nowMs - known.readMs) / MINUTE) : 0;
  const picked = nodesTyped(typed[id] ?? '')
    .filter(isNodeId)
    .slice(0, MOST_BOUND);
  return {
    kind: 'pick',
    id,
    label: form.nodes,
    values: picked.map((node) => choiceOf(node, known, form)),
    most: MOST_BOUND,
    placeholder: form.nodesExample,
    hint: known
      ? form.nodesHint(known.list.nodes.length, tag, MOST_BOUND, minutes)
      : form.nodesUnread(tag),
  };
}

/** What is offered for what was typed; a whole id always, for the list may be older than it. */
export function nodeChoices(
  known: KnownList | undefined,
  typed: string,
  most: number,
  { form }: Words,
): readonly Choice[] {
  const found = known ? findNodes(known.list, typed, most) : [];
  if (found.length > 0) return found.map((node) => listed(node, form));
  const id = typed.trim().toLowerCase();
  return isNodeId(id) ? [unlisted(id, form)] : [];
}

function choiceOf(id: string, known: KnownList | undefined, form: Words['form']): Choice {
  const node = known?.list.byId.get(id);
  return node ? listed(node, form) : unlisted(id, form);
}

const unlisted = (id: string, { nodeUnlisted }: Words['form']): Choice => {
  return { value: id, label: id, detail: nodeUnlisted };
};

function listed({ id, name, ...node }: ListedNode, form: Words['form']): Choice {
  const state = node.isOnline ? form.nodeOnline : form.nodeOffline;
  const known = [state, node.address, node.platform].filter((one) => one !== undefined);
  return { value: id, label: labelOf(id, name), detail: known.join(form.between) };
}

/** The id is whole, however long the name: it is what counts. */
function labelOf(id: string, name: string): string {
  if (name === id) return id;
  const room = LABEL - id.length - ' ()'.length;
  const short = name.length > room ? `${name.slice(0, room - 1)}…` : name;
  return `${short} (${id})`;
}

/** As long as platforms show a choice. */
const LABEL = 75;
