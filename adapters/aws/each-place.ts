/** A walk over many places: one that cannot be read holds up none of the others. */

/** Each in its turn. @throws what the first failure was, once all have had their turn. */
export async function* eachPlace<T>(places: readonly (() => AsyncIterable<T>)[]): AsyncIterable<T> {
  const failures: unknown[] = [];
  for (const place of places) {
    try {
      yield* place();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
