/** What Slack hands over twice is done once, and answered twice alike. */

import type { Log } from '../../src/kernel/log.ts';

/** What is said at once, and what is done afterwards. */
export interface Answer {
  readonly ack?: object;
  readonly after?: () => Promise<void>;
}

export type Ack = (said?: never) => Promise<void>;

export interface Once {
  /** A broken socket is given its envelope again, on another socket: the id tells. */
  answer(id: string, ack: unknown, work: () => Answer | Promise<Answer>): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

export function createOnce(log: Log): Once {
  const answers = new Map<string, Promise<Answer>>();
  const underWay = new Set<Promise<void>>();

  function remember(id: string, answer: Promise<Answer>): void {
    if (id === '') return;
    answers.set(id, answer);
    if (answers.size <= MOST_KEPT) return;
    const [oldest] = answers.keys();
    if (oldest !== undefined) answers.delete(oldest);
  }

  async function run(
    id: string,
    ack: unknown,
    work: () => Answer | Promise<Answer>,
  ): Promise<void> {
    const known = answers.get(id);
    const answering = known ?? Promise.resolve(work());
    if (known === undefined) remember(id, answering);
    else log.info('slack-given-twice');
    const { ack: said, after } = await answering;
    try {
      // Typed by Bolt for each kind of payload; here it is one door for all of them.
      await (ack as (said?: object) => Promise<void>)(said);
    } catch (error) {
      // The socket broke. What was done stands, and the next sight of it is answered alike.
      log.warn('slack-ack-lost', { why: error instanceof Error ? error.message : String(error) });
    }
    if (known === undefined) await after?.();
  }

  return {
    answer(id, ack, work) {
      const running = run(id, ack, work).finally(() => underWay.delete(running));
      underWay.add(running);
      return running;
    },
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

const MOST_KEPT = 1_000;
