/** Remembers answers and their age, asks once for all who ask at once, forgets the unused. */

import type { Clock, DurationMs } from '../../src/kernel/time.ts';

export interface Remembered<T> {
  /** At most `maxAgeMs` old. What could not be found out is not remembered. */
  get(key: string, maxAgeMs: DurationMs): Promise<T>;
  forget(key: string): void;
}

export interface RememberedOptions<T> {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly most: number;
  readonly find: (key: string) => Promise<T>;
}

export function createRemembered<T>({ clock, most, find }: RememberedOptions<T>): Remembered<T> {
  const known = new Map<string, { readonly value: T; readonly atMs: number }>();
  const asked = new Map<string, Asked<T>>();

  function keep(key: string, value: T, atMs: number): void {
    known.delete(key);
    known.set(key, { value, atMs });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
  }

  function begin(key: string): Asked<T> {
    // As old as the question, not as the answer: it may have been true only then.
    const one = { atMs: clock.monotonicMs(), answer: find(key) };
    asked.set(key, one);
    // One that was forgotten meanwhile is an answer to whoever asked, and to nobody after.
    const isOver = () => asked.get(key) === one && asked.delete(key);
    one.answer.then((value) => isOver() && keep(key, value, one.atMs), isOver);
    return one;
  }

  return {
    async get(key, maxAgeMs) {
      const sinceMs = clock.monotonicMs() - maxAgeMs;
      for (;;) {
        const held = known.get(key);
        if (held !== undefined && held.atMs > sinceMs) {
          known.delete(key);
          known.set(key, held);
          return held.value;
        }
        const one = asked.get(key) ?? begin(key);
        if (one.atMs >= sinceMs - AT_ONCE_MS) return one.answer;
        // Begun too early to say how it is now: all who come meanwhile share the next one.
        await one.answer.catch(() => undefined);
      }
    },
    forget(key) {
      known.delete(key);
      asked.delete(key);
    },
  };
}

interface Asked<T> {
  readonly atMs: number;
  readonly answer: Promise<T>;
}

/** Who ask so close together ask at once. */
const AT_ONCE_MS = 50;
