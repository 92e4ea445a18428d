/** What two kinds of access, held at once, would open beyond what each of them opens alone. */

import { isByTag, mixes, movesTags, startsSessions } from '../catalog/session-reach.ts';
import { isSsm, type Target, type TargetFacts } from '../catalog/target.ts';

export interface Held {
  readonly target: Target;
  readonly facts: Pick<TargetFacts, 'reach'>;
}

/**
 * `documents`: nodes of one by the document of the other. `tags`: with one of them its holder may
 * move the tag that decides which nodes the other opens.
 */
export type Beyond = 'documents' | 'tags';

export function beyond(one: Held, other: Held): Beyond | undefined {
  if (isSsm(one.target) && isSsm(other.target)) {
    if (mixes(one.target, other.target)) return 'documents';
  } else if (isMixed(one, other) || isMixed(other, one)) return 'documents';
  const isMoved = (by: Held, of: Held) => isByTag(of.target) && movesTags(by.facts.reach);
  return isMoved(one, other) || isMoved(other, one) ? 'tags' : undefined;
}

/** What opens sessions by other ways, as a group may, names nodes and documents of its own. */
const isMixed = (nodes: Held, by: Held): boolean =>
  isSsm(nodes.target) && !nodes.target.through && startsSessions(by.facts.reach);
