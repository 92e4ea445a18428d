/** Finds files that, one import after another, lead back to themselves. */

import type { Import } from './imports.ts';

/** Each circle once, as the path walked: `a.ts → b.ts → a.ts`. */
export function circles(imports: readonly Import[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to, own } of imports) {
    if (own) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(file);
    if (seen !== -1) found.push([...trail.slice(seen), file].join(' → '));
    if (seen !== -1 || done.has(file)) return;
    for (const to of next.get(file) ?? []) walk(to, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}

/** Everything the files lead to, themselves included, over the imports of the kinds given. */
export function reached(
  start: Iterable<string>,
  imports: readonly Import[],
  kinds: ReadonlyArray<Import['kind']>,
): ReadonlySet<string> {
  const found = new Set(start);
  const byFile = Map.groupBy(imports, ({ from }) => from);
  // A set hands out what is added to it while it is walked.
  for (const file of found) {
    for (const one of byFile.get(file) ?? []) {
      if (one.own && kinds.includes(one.kind)) found.add(one.to);
    }
  }
  return found;
}
