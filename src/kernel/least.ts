/** The least of numbers of which some may be absent. */

/** The smaller; the one that is there when the other is not. */
export function earlier(left: number | undefined, right: number): number {
  return left === undefined ? right : Math.min(left, right);
}

/** The smallest of those that are there; undefined when none is. */
export function least(values: readonly (number | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (best, value) => (value === undefined ? best : earlier(best, value)),
    undefined,
  );
}
