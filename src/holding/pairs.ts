/** What is reached, as pairs of one action and one resource: compared, and put together again. */

import { actionsMeet, patternsMeet } from '../catalog/pattern.ts';
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

/**
 * Patterns that meet without being the same: a fence for one would cut the other. What both have
 * whole is no such case, since then it ends for both at once.
 */
export function overlapsPartly(left: readonly Reach[], right: readonly Reach[]): boolean {
  const [inLeft, inRight] = [new Set(pairsOf(left)), new Set(pairsOf(right))];
  const isOneEnd = (one: string, other: string) =>
    one === other || (inRight.has(one) && inLeft.has(other));
  return left.some((one) =>
    right.some((other) =>
      meeting(one.actions, other.actions, actionsMeet).some(([action, second]) =>
        meeting(one.resources, other.resources, patternsMeet).some(
          ([resource, third]) => !isOneEnd(`${action}\n${resource}`, `${second}\n${third}`),
        ),
      ),
    ),
  );
}

const meeting = (
  left: readonly string[],
  right: readonly string[],
  meet: (a: string, b: string) => boolean,
): readonly (readonly [string, string])[] =>
  left.flatMap((a) => right.filter((b) => meet(a, b)).map((b) => [a, b] as const));
