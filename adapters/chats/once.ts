/** What a chat hands over twice is done once, and answered twice alike. */

import type { Log } from '../../src/kernel/log.ts';

/** What is said at once, and what is done afterwards. */
export interface Answer {
  readonly ack?: object;
  readonly after?: () => Promise<void>;
}

export interface Once {
  /** A broken socket is given its envelope again, on another socket: the id tells. */
  answer(id: string, ack: unknown, work: () => Answer | Promise<Answer>): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

export function createOnce(log: Log): Once {
  // In two halves, so that forgetting costs nothing: the older half is dropped as a whole.
  let fresh = new Map<string, Promise<Answer>>();
  let old = new Map<string, Promise<Answer>>();
  let underWay = 0;
  let idle = Promise.withResolvers<void>();

  function remember(id: string, answer: Promise<Answer>): void {
    if (id === '') return;
    if (fresh.size >= MOST_KEPT) {
      old = fresh;
      fresh = new Map();
    }
    fresh.set(id, answer);
  }

  async function run(id: string, ack: unknown, work: Work): Promise<void> {
    const known = fresh.get(id) ?? old.get(id);
    const answering = known ?? Promise.resolve(work());
    if (known === undefined) remember(id, answering);
    else log.info('given-twice');
    const { ack: said, after } = await answering;
    try {
      // Typed by each chat's library for each kind of payload; here it is one door for all of them.
      await (ack as (said?: object) => Promise<void>)(said);
    } catch (error) {
      // The socket broke. What was done stands, and the next sight of it is answered alike.
      log.warn('ack-lost', { why: error instanceof Error ? error.message : String(error) });
    }
    if (known === undefined) await after?.();
  }

  return {
    async answer(id, ack, work) {
      underWay += 1;
      try {
        await run(id, ack, work);
      } finally {
        underWay -= 1;
        if (underWay === 0) {
          idle.resolve();
          idle = Promise.withResolvers();
        }
      }
    },
    settled: async () => (underWay === 0 ? undefined : idle.promise),
  };
}

type Work = () => Answer | Promise<Answer>;

const MOST_KEPT = 250;
