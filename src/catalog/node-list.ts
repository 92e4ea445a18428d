/** Nodes as a list to search: those that answer first, found by any part of what is known. */

import type { EpochMs } from '../kernel/time.ts';

export interface ListedNode {
  readonly id: string;
  /** The computer's own name; the id where none is known. */
  readonly name: string;
  readonly address?: string;
  /** As `Amazon Linux`. */
  readonly platform?: string;
  readonly isOnline: boolean;
}

/** In the order in which they are offered, each with the text it is found by. */
export interface NodeList {
  readonly nodes: readonly ListedNode[];
  readonly texts: readonly string[];
  readonly byId: ReadonlyMap<string, ListedNode>;
}

/** A list, and when the reading of it began: what came later may be missing. */
export interface KnownList {
  readonly list: NodeList;
  readonly readMs: EpochMs;
}

/** What a search costs is paid here, once for a list: it is searched at every key pressed. */
export function listNodes(found: readonly ListedNode[]): NodeList {
  const byId = new Map(found.map((one) => [one.id, one]));
  const nodes = [...byId.values()]
    .map((node) => ({ node, place: `${node.isOnline ? 0 : 1}${fold(node.name)}\n${node.id}` }))
    .sort((left, right) => (left.place < right.place ? -1 : 1))
    .map(({ node }) => node);
  return { nodes, texts: nodes.map(textOf), byId };
}

/** The first so many that contain every word of what was typed, in any letter case. */
export function findNodes(list: NodeList, typed: string, most: number): readonly ListedNode[] {
  const words = fold(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  const found: ListedNode[] = [];
  for (const [at, text] of list.texts.entries()) {
    if (found.length >= most) break;
    const node = list.nodes[at];
    if (node && words.every((word) => text.includes(word))) found.push(node);
  }
  return found;
}

/** A line break parts what is known, so that no word is found across two of them. */
const textOf = ({ id, name, address = '', platform = '' }: ListedNode): string =>
  fold([id, name, address, platform].join('\n'));

const fold = (text: string): string => text.normalize('NFKC').toLowerCase();
