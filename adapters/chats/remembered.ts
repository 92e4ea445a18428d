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
  const asked = new Map<string, Promise<T>>();

  async function ask(key: string): Promise<T> {
    // As old as the question, not as the answer: it may have been true only then.
    const atMs = clock.monotonicMs();
    const value = await find(key);
    known.delete(key);
    known.set(key, { value, atMs });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  }

  return {
    async get(key, maxAgeMs) {
      const held = known.get(key);
      if (held !== undefined && clock.monotonicMs() - held.atMs < maxAgeMs) {
        known.delete(key);
        known.set(key, held);
        return held.value;
      }
      const asking = asked.get(key) ?? ask(key).finally(() => asked.delete(key));
      asked.set(key, asking);
      return asking;
    },
    forget(key) {
      known.delete(key);
    },
  };
}
