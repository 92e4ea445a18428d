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

/** In the order in which they are offered. */
export interface NodeList {
  readonly nodes: readonly ListedNode[];
  readonly byId: ReadonlyMap<string, ListedNode>;
  /** What each is found by. */
  readonly texts: readonly string[];
  /** All of that in one, since one long text is searched faster than many short ones. */
  readonly text: string;
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
  const texts = nodes.map(textOf);
  return { nodes, byId, texts, text: texts.join('') };
}

/** The first so many that contain every word of what was typed, in any letter case. */
export function findNodes(list: NodeList, typed: string, most: number): readonly ListedNode[] {
  const words = fold(typed)
    .split(/\s+/)
    .filter((word) => word !== '')
    .sort((left, right) => right.length - left.length);
  const [longest, ...others] = words;
  if (longest === undefined) return list.nodes.slice(0, most);
  const found: ListedNode[] = [];
  let [at, end] = [0, list.texts[0]?.length ?? 0];
  let place = list.text.indexOf(longest);
  while (place >= 0 && found.length < most) {
    while (end <= place) {
      at += 1;
      end += list.texts[at]?.length ?? 1;
    }
    const [node, text] = [list.nodes[at], list.texts[at]];
    if (node && others.every((word) => text?.includes(word))) found.push(node);
    place = list.text.indexOf(longest, end);
  }
  return found;
}

/** A line break parts what is known, so that no word is found across two of them. */
const textOf = ({ id, name, address = '', platform = '' }: ListedNode): string =>
  `${fold([id, name, address, platform].join('\n'))}\n`;

/** Most names are plain, and need no folding of widths. */
const fold = (text: string): string =>
  /[^ -~\n]/.test(text) ? text.normalize('NFKC').toLowerCase() : text.toLowerCase();
