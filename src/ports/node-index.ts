/**
 * What the core asks of the list of nodes that people pick from: it is read in the background and
 * answered from memory. Nobody who types waits for AWS, and nothing in the list is proof: what was
 * picked is read at AWS again when it is asked for.
 */

import type { KnownList } from '../catalog/node-list.ts';
import type { NodeSet } from '../catalog/pick.ts';

export interface NodeIndex {
  /** The last whole list; undefined until there is one. */
  known(set: NodeSet): KnownList | undefined;
  /** Reads all sets anew, one after another. A list that cannot be read stays as it was. */
  refresh(signal: AbortSignal): Promise<void>;
}
