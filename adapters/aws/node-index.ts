/** The lists of nodes that people pick from, read in the background and kept until the next. */

import { type KnownList, listNodes } from '../../src/catalog/node-list.ts';
import { type NodeSet, nodeSetKey } from '../../src/catalog/pick.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import type { NodeIndex } from '../../src/ports/node-index.ts';
import type { Clients } from './clients.ts';
import { type Node, nodePages } from './ssm-nodes.ts';

export interface NodeIndexOptions {
  readonly clients: Clients;
  readonly sets: readonly NodeSet[];
  readonly clock: Clock;
}

export function createNodeIndex({ clients, sets, clock }: NodeIndexOptions): NodeIndex {
  const lists = new Map<string, KnownList>();

  /** The old list stands until the new one is whole: half a list would look like lost nodes. */
  async function read(set: NodeSet, signal: AbortSignal): Promise<void> {
    const readMs = clock.nowMs();
    const found: Node[] = [];
    for await (const page of nodePages({ clients, ...set, signal }, { tag: set.tag })) {
      found.push(...page);
      if (page.length > 0) await clock.sleep(BETWEEN_PAGES_MS, signal);
    }
    lists.set(nodeSetKey(set), { list: listNodes(found), readMs });
  }

  return {
    known: (set) => lists.get(nodeSetKey(set)),
    async refresh(signal) {
      const failures: unknown[] = [];
      for (const set of sets) {
        if (signal.aborted) return;
        await read(set, signal).catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0 && !signal.aborted) throw failures[0];
    },
  };
}

/** Ten pages a second at the most: the account has the same limit for everybody in it. */
const BETWEEN_PAGES_MS = SECOND / 10;
