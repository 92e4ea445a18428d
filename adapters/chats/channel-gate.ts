/** How fast one channel may be written to: about a message a second, and as the chat says. */

import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { askedWait } from './asked-wait.ts';

export interface ChannelGate {
  /**
   * Calls `send`, as often as the chat asks for a little more patience.
   * @throws Fault chat-unreachable while the chat wants no more here for long.
   */
  pass<T>(turn: Turn, send: () => Promise<T>): Promise<T>;
  /** Nothing that happened here matters any more. */
  isIdle(): boolean;
}

export interface Turn {
  readonly channel: string;
  /** New messages are paced; a change of one that stands is not. */
  readonly isNew: boolean;
  readonly signal: AbortSignal;
}

/** @param spread between 0 and 1: all who were told to wait would otherwise be back at once. */
export function createChannelGate(clock: Clock, spread: () => number = Math.random): ChannelGate {
  let tokens = BURST;
  let countedMs = clock.monotonicMs();
  let closedUntilMs = 0;

  async function pace(signal: AbortSignal): Promise<void> {
    const nowMs = clock.monotonicMs();
    tokens = Math.min(BURST, tokens + (nowMs - countedMs) / SECOND) - 1;
    countedMs = nowMs;
    if (tokens >= 0) return;
    await clock.sleep(-tokens * SECOND, signal);
    if (!signal.aborted) return;
    // Nothing is said, so nothing is owed: a channel would sink into debt and fall silent.
    tokens += 1;
    throw givenUp();
  }

  /** A short wait keeps the place in the queue; a long one closes the channel for all behind. */
  async function heed(error: unknown, signal: AbortSignal): Promise<void> {
    if (!(error instanceof Fault) || error.retryAfterMs === undefined) throw error;
    const asked = askedWait(error.retryAfterMs);
    const retryAfterMs = Math.round(asked * (1 + spread() / 2));
    if (asked <= WORTH_WAITING_MS) return clock.sleep(retryAfterMs, signal);
    // Whoever came back first would otherwise find an open door before the others.
    closedUntilMs = clock.monotonicMs() + retryAfterMs;
    throw new Fault(error.code, error.message, { cause: error, retryAfterMs });
  }

  return {
    async pass({ isNew, signal }, send) {
      if (signal.aborted) throw givenUp();
      const retryAfterMs = closedUntilMs - clock.monotonicMs();
      if (retryAfterMs > 0) {
        const message = 'The chat wants nothing more in this channel for now.';
        throw new Fault('chat-unreachable', message, { retryAfterMs });
      }
      if (isNew) await pace(signal);
      for (;;) {
        if (signal.aborted) throw givenUp();
        try {
          return await send();
        } catch (error) {
          await heed(error, signal);
        }
      }
    },
    isIdle: () => clock.monotonicMs() > Math.max(countedMs + BURST * SECOND, closedUntilMs),
  };
}

export const givenUp = () => new Fault('chat-unreachable', 'The chat did not take it in time.');

/** Chats let short bursts pass; a verdict with its lines is no more than that. */
const BURST = 4;
const WORTH_WAITING_MS = 5 * SECOND;
