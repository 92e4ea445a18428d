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

/** What comes of several waits in turn, all by the same moment. */
export type Deadline = <T>(promise: Promise<T>) => ReturnType<typeof settledWithin<T>>;

export function deadlineIn(ms: number): Deadline {
  const endMs = performance.now() + ms;
  return (promise) => settledWithin(promise, endMs - performance.now());
}
