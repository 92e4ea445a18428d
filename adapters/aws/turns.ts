/** A line before an action of which AWS takes few calls a second: who waits asks nobody. */

import { Fault } from '../../src/kernel/fault.ts';

export interface Turns {
  readonly waiting: number;
  /**
   * Does it when its turn has come; before all that wait, if it serves many of them.
   * @throws Fault when the signal is first, and nothing was done.
   */
  run<T>(work: () => Promise<T>, signal: AbortSignal, isFirst?: boolean): Promise<T>;
}

/** @param most so many at a time: while one pauses, having been refused, others may go on. */
export function createTurns(most: number): Turns {
  const line: (() => void)[] = [];
  let underWay = 0;

  function next(): void {
    while (underWay < most) {
      const begin = line.shift();
      if (!begin) return;
      underWay += 1;
      begin();
    }
  }

  const turn = (signal: AbortSignal, isFirst: boolean) =>
    new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const late = () => reject(new Fault('aws-throttled', 'Its turn did not come in time.'));
      function leave(): void {
        line.splice(line.indexOf(begin), 1);
        late();
      }
      if (signal.aborted) return late();
      signal.addEventListener('abort', leave, { once: true });
      if (isFirst) line.unshift(begin);
      else line.push(begin);
      next();
    });

  return {
    get waiting() {
      return line.length;
    },
    async run(work, signal, isFirst = false) {
      await turn(signal, isFirst);
      try {
        return await work();
      } finally {
        underWay -= 1;
        next();
      }
    },
  };
}
