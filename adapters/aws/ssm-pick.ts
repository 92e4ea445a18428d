/** Whether nodes that somebody picked, or that were bound by a tag, carry it: AWS says so. */

import { nodeSetKey, setOf, type Tagged } from '../../src/catalog/pick.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Refusal, refuse } from '../../src/kernel/refusal.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import type { NodeIndex } from '../../src/ports/node-index.ts';
import type { Clients } from './clients.ts';
import { nodePages } from './ssm-nodes.ts';

export interface PickReader {
  readonly clients: Clients;
  readonly nodes: NodeIndex;
  readonly clock: Clock;
}

/** Undefined when all of them carry the tag. */
export async function outsiders(
  reader: PickReader,
  target: Tagged,
  signal: AbortSignal,
): Promise<Refusal | undefined> {
  const { account, region, tag } = setOf(target);
  const { nodes: picked } = target;
  const place = { clients: reader.clients, account, region, signal };
  const missing = new Set(picked);
  let pages = 0;
  for await (const page of nodePages(place, { tag })) {
    for (const { id } of page) missing.delete(id);
    pages += 1;
    if (missing.size === 0) return undefined;
    // A node's tags cannot be asked for by its id, and nobody waits for hundreds of pages.
    if (pages === MOST_PAGES) return unlisted(reader, target, missing);
  }
  return outside(target, missing);
}

/** The rest of a long list as we know it: AWS's own word as well, and some minutes old. */
function unlisted(
  { nodes, clock }: PickReader,
  target: Tagged,
  picked: ReadonlySet<string>,
): Refusal | undefined {
  const known = nodes.known(setOf(target));
  if (!known || clock.nowMs() - known.readMs > GOOD_FOR_MS) {
    throw new Fault('aws-unreachable', `The nodes of ${nodeSetKey(setOf(target))} are not known.`);
  }
  const strangers = [...picked].filter((id) => !known.list.byId.has(id));
  return strangers.length > 0 ? outside(target, new Set(strangers)) : undefined;
}

const outside = ({ tag }: Tagged, nodes: ReadonlySet<string>): Refusal =>
  refuse('nodes-outside', { nodes: [...nodes], tag: `${tag.key}=${tag.value}` });

/** Two thousand nodes, in some seconds. */
const MOST_PAGES = 40;
const GOOD_FOR_MS = 15 * MINUTE;
