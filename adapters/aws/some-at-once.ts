/** Many reads a few at a time: one after another is slow, and all at once is throttled. */

/** In the order of the items; the first that fails fails it all. */
export async function someAtOnce<T, R>(
  items: readonly T[],
  most: number,
  read: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const rest = items.entries();
  let isOver = false;
  const worker = async () => {
    try {
      for (const [at, item] of rest) {
        if (isOver) return;
        results.set(at, await read(item));
      }
    } finally {
      isOver = true;
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
  return items.flatMap((_, at) => (results.has(at) ? [results.get(at) as R] : []));
}
