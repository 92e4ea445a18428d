/** "Did you mean": the known name closest to what somebody wrote. */

/** `; did you mean "sre-leads"?`, or nothing when no known name is close. */
export function didYouMean(written: string, known: Iterable<string>): string {
  const near = nearest(written, known);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

/** A third of the letters may be wrong, two at least: `lables` is `levels` to nobody. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  if (written.length > LONGEST) return undefined;
  const plain = fold(written);
  const [best] = [...known]
    .map((name) => ({ name, far: distance(plain, fold(name)) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.min(name.length, 9) / 3)))
    .toSorted((a, b) => a.far - b.far);
  return best?.name;
}

export const nearestZone = (written: string): string | undefined =>
  nearest(written, Intl.supportedValuesOf('timeZone'));

/** How many letters to add, drop, change, or swap with the next one. */
function distance(left: string, right: string): number {
  if (Math.abs(left.length - right.length) > 3) return 99;
  let before: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swapped = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const bySwap = swapped && i > 1 && j > 1 ? (before[j - 2] ?? 0) + 1 : changed;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, changed, bySwap));
    }
    [before, row] = [row, next];
  }
  return row[right.length] ?? 0;
}

/** Case, hyphens and underscores are what people get wrong without noticing. */
const fold = (name: string) => name.toLowerCase().replaceAll(/[-_ ]/g, '');
const LONGEST = 80;
