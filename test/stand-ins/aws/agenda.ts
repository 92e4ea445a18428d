/** What falls due by itself when the clock is turned: done in its order, each at its own time. */

export interface Duty {
  /** When it next has something to do; Infinity if never. */
  readonly nextMs: () => number;
  readonly run: () => void;
}

export interface Agenda {
  /** The stand-in's clock; while something that fell due is done, the time at which it did. */
  readonly now: () => number;
  readonly add: (duty: Duty) => void;
  /** Does all that has fallen due by now. Called before anybody looks. */
  readonly catchUp: () => void;
}

export function createAgenda(clock: () => number): Agenda {
  const duties: Duty[] = [];
  let atMs: number | undefined;
  const now = () => atMs ?? clock();
  return {
    now,
    add: (duty) => {
      duties.push(duty);
    },
    catchUp: () => {
      if (atMs !== undefined) return;
      try {
        for (let due = next(duties, clock()); due; due = next(duties, clock())) {
          atMs = due.nextMs();
          due.run();
        }
      } finally {
        atMs = undefined;
      }
    },
  };
}

function next(duties: readonly Duty[], nowMs: number): Duty | undefined {
  const due = duties.filter((duty) => duty.nextMs() <= nowMs);
  return due.toSorted((a, b) => a.nextMs() - b.nextMs())[0];
}

/** A hand that looks, or reaches, only after all that has fallen due is done. */
export function watched<T extends object>(hand: T, catchUp: () => void): T {
  return new Proxy(hand, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      const act = value as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        catchUp();
        return Reflect.apply(act, target, given);
      };
    },
  });
}
