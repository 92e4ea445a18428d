/**
 * One message after the other in each channel. Nobody overtakes: what a channel says is a story,
 * and it is told in order.
 */

import type { Clock } from '../../src/kernel/time.ts';
import { type ChannelGate, createChannelGate, givenUp, type Turn } from './channel-gate.ts';

export interface ChannelQueue {
  /**
   * Calls `send` when it is its turn.
   * @throws Fault chat-unreachable when aborted, or while the chat wants no more in this channel.
   */
  run<T>(turn: Turn, send: () => Promise<T>): Promise<T>;
  /** Resolves when nothing waits and nothing is under way. */
  settled(): Promise<void>;
}

interface Channel {
  readonly gate: ChannelGate;
  tail: Promise<void>;
  waiting: number;
}

export function createChannelQueue(clock: Clock): ChannelQueue {
  const channels = new Map<string, Channel>();

  function channelCalled(id: string): Channel {
    const known = channels.get(id);
    if (known !== undefined) return known;
    const made = { gate: createChannelGate(clock), tail: Promise.resolve(), waiting: 0 };
    if (channels.size >= MOST_IDLE) tidy(channels);
    channels.set(id, made);
    return made;
  }

  return {
    run<T>(turn: Turn, send: () => Promise<T>): Promise<T> {
      const channel = channelCalled(turn.channel);
      channel.waiting += 1;
      const sent = channel.tail.then(() => channel.gate.pass(turn, send));
      channel.tail = over(sent, channel);
      return orAborted(sent, turn.signal);
    },
    async settled() {
      await Promise.all(Array.from(channels.values(), ({ tail }) => tail));
    },
  };
}

async function over(sent: Promise<unknown>, channel: Channel): Promise<void> {
  await sent.catch(() => undefined);
  channel.waiting -= 1;
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

function tidy(channels: Map<string, Channel>): void {
  for (const [id, { gate, waiting }] of channels) {
    if (waiting === 0 && gate.isIdle()) channels.delete(id);
  }
}

const MOST_IDLE = 500;
