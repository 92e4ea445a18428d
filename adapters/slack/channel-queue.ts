/**
 * One message after the other in each channel, about one a second, as Slack wants it. Nobody
 * overtakes: what a channel says is a story, and it is told in order.
 */

import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';

export interface ChannelQueue {
  /**
   * Calls `send` when it is its turn.
   * @throws Fault chat-unreachable when aborted, or while Slack wants no more in this channel.
   */
  run<T>(turn: Turn, send: () => Promise<T>): Promise<T>;
  /** Resolves when nothing waits and nothing is under way. */
  settled(): Promise<void>;
}

export interface Turn {
  readonly channel: string;
  /** New messages are paced; a change of one that stands is not. */
  readonly isNew: boolean;
  readonly signal: AbortSignal;
}

interface Channel {
  tail: Promise<void>;
  waiting: number;
  /** How many more Slack would take at once, and when that was counted. */
  tokens: number;
  countedMs: number;
  /** Slack said: not before. */
  closedUntilMs: number;
}

export function createChannelQueue(clock: Clock): ChannelQueue {
  const channels = new Map<string, Channel>();

  async function pace(channel: Channel, signal: AbortSignal): Promise<void> {
    const nowMs = clock.monotonicMs();
    const tokens = channel.tokens + (nowMs - channel.countedMs) / SECOND;
    channel.tokens = Math.min(BURST, tokens) - 1;
    channel.countedMs = nowMs;
    if (channel.tokens < 0) await clock.sleep(-channel.tokens * SECOND, signal);
  }

  async function attempt<T>(channel: Channel, turn: Turn, send: () => Promise<T>): Promise<T> {
    refuseWhileClosed(channel, clock.monotonicMs());
    if (turn.isNew) await pace(channel, turn.signal);
    for (;;) {
      if (turn.signal.aborted) throw givenUp();
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof Fault) || error.retryAfterMs === undefined) throw error;
        // A short wait keeps the place in the queue. A long one is told to everybody behind, too:
        // whoever comes back first must not find an open door before the others.
        if (error.retryAfterMs > WORTH_WAITING_MS) {
          channel.closedUntilMs = clock.monotonicMs() + error.retryAfterMs;
          throw error;
        }
        await clock.sleep(error.retryAfterMs, turn.signal);
      }
    }
  }

  return {
    run<T>(turn: Turn, send: () => Promise<T>): Promise<T> {
      const nowMs = clock.monotonicMs();
      const channel = channels.get(turn.channel) ?? newChannel(nowMs);
      channels.set(turn.channel, channel);
      channel.waiting += 1;
      const sent = channel.tail.then(() => attempt(channel, turn, send));
      channel.tail = sent.then(ignore, ignore).then(() => {
        channel.waiting -= 1;
        tidy(channels, clock.monotonicMs());
      });
      return orAborted(sent, turn.signal);
    },
    async settled() {
      await Promise.all(Array.from(channels.values(), ({ tail }) => tail));
    },
  };
}

/** The caller hears of the abort at once; the place in the queue is kept until the call is over. */
function orAborted<T>(sent: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const abort = () => reject(givenUp());
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  void sent.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  return promise;
}

function refuseWhileClosed({ closedUntilMs }: Channel, nowMs: number): void {
  const retryAfterMs = closedUntilMs - nowMs;
  if (retryAfterMs <= 0) return;
  const message = 'Slack wants nothing more in this channel for now.';
  throw new Fault('chat-unreachable', message, { retryAfterMs });
}

/** Idle channels are forgotten once what is remembered of them says nothing any more. */
function tidy(channels: Map<string, Channel>, nowMs: number): void {
  if (channels.size < MOST_IDLE) return;
  for (const [id, channel] of channels) {
    const isStale = nowMs - Math.max(channel.countedMs, channel.closedUntilMs) > BURST * SECOND;
    if (channel.waiting === 0 && isStale) channels.delete(id);
  }
}

const newChannel = (nowMs: number): Channel => ({
  tail: Promise.resolve(),
  waiting: 0,
  tokens: BURST,
  countedMs: nowMs,
  closedUntilMs: 0,
});
const givenUp = () => new Fault('chat-unreachable', 'Slack did not take it in time.');
const ignore = () => {};

/** Slack lets short bursts pass; a verdict with its lines is no more than that. */
const BURST = 4;
const WORTH_WAITING_MS = 5 * SECOND;
const MOST_IDLE = 500;
