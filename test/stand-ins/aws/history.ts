/** A state with enough of its past to show readers what has reached them so far. */

export interface History<T> {
  readonly current: () => T;
  /** As it was so long ago. */
  readonly seen: (delayMs: number) => T;
  readonly put: (state: T) => void;
  /** Puts a state in the place of all that was. */
  readonly restore: (state: T) => void;
}

export function createHistory<T>(now: () => number, first: T, keptMs: () => number): History<T> {
  let versions = [{ atMs: -Infinity, state: first }];
  const from = (delayMs: number) =>
    Math.max(
      versions.findLastIndex(({ atMs }) => atMs <= now() - delayMs),
      0,
    );
  const at = (index: number) => (versions[index] ?? { state: first }).state;
  return {
    current: () => at(versions.length - 1),
    seen: (delayMs) => (delayMs === 0 ? at(versions.length - 1) : at(from(delayMs))),
    put: (state) => {
      versions = [...versions.slice(from(keptMs())), { atMs: now(), state }];
    },
    restore: (state) => {
      versions = [{ atMs: -Infinity, state }];
    },
  };
}
