/** The stand-in's clock, which stands still at an earlier instant while late work is done there. */

export interface Clock {
  readonly now: () => number;
  /** Does what was due at an instant as if it were done then, although it is noticed only now. */
  at<T>(ms: number, work: () => T): T;
}

export function createClock(now: () => number): Clock {
  let standing: number | undefined;
  return {
    now: () => standing ?? now(),
    at(ms, work) {
      const before = standing;
      standing = ms;
      try {
        return work();
      } finally {
        standing = before;
      }
    },
  };
}
