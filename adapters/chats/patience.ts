/** Waiting no longer than a chat does. Real time, whatever clock the engine lives by. */

/** What came in time; undefined when nothing has. The promise is still the caller's to await. */
export async function settledWithin<T>(
  promise: Promise<T>,
  ms: number,
): Promise<{ readonly value: T } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([promise.then((value) => ({ value })), late]);
  } finally {
    clearTimeout(timer);
  }
}
