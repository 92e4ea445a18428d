/** What is reached, as pairs of one action and one resource: compared, and put together again. */

import type { Reach } from '../catalog/target.ts';

const SEPARATOR = '\n';
export const pairsOf = (reach: readonly Reach[]): readonly string[] =>
  reach.flatMap((one) =>
    one.actions.flatMap((action) =>
      one.resources.map((resource) => `${action}${SEPARATOR}${resource}`),
    ),
  );

/** Pairs put together again: same resources share one statement, in a stable order. */
export function reachOf(pairs: readonly string[]): readonly Reach[] {
  const byAction = new Map<string, string[]>();
  for (const pair of [...pairs].sort()) {
    const [action = '', resource = ''] = pair.split(SEPARATOR);
    byAction.set(action, [...(byAction.get(action) ?? []), resource]);
  }
  const byResources = new Map<string, { actions: string[]; resources: string[] }>();
  for (const [action, resources] of byAction) {
    const key = resources.join(SEPARATOR);
    const entry = byResources.get(key) ?? { actions: [], resources };
    entry.actions.push(action);
    byResources.set(key, entry);
  }
  return [...byResources.values()];
}

/** True when everything `inner` reaches is named by `outer`, letter by letter. */
export function covers(outer: readonly Reach[], inner: readonly Reach[]): boolean {
  const known = new Set(pairsOf(outer));
  return pairsOf(inner).every((pair) => known.has(pair));
}

/** Actions that `now` allows where `before` did not name them, each once. */
export function addedActions(before: readonly Reach[], now: readonly Reach[]): readonly string[] {
  const known = new Set(pairsOf(before));
  const added = pairsOf(now).filter((pair) => !known.has(pair));
  return [...new Set(added.map((pair) => pair.split(SEPARATOR)[0] ?? ''))].sort();
}

/** True when some action on some resource is named by both. */
export function reachesMeet(left: readonly Reach[], right: readonly Reach[]): boolean {
  const known = new Set(pairsOf(left));
  return pairsOf(right).some((pair) => known.has(pair));
}
