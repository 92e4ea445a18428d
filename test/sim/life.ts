/** One life of one replica: what it waits for ends with it, and waits while it is paused. */

import type { Clock } from '../../src/kernel/time.ts';
import type { Loop, Poller } from './loop.ts';

/** How often an idle worker looks; it may as well look when there is something to see. */
const POLL_MS = 500;

export class Life {
  readonly loop: Loop;
  readonly replica: number;
  readonly clock: Clock;
  isAlive = true;
  pausedUntilMs = 0;
  #skewMs: number;
  readonly #pollers = new Set<Poller>();
  /** What it has signals told to: those would keep all of it in memory, since none is given. */
  readonly #heard = new Set<() => void>();
  readonly #dueMs: () => number;

  constructor(loop: Loop, replica: number, skewMs: number, dueMs: () => number) {
    this.loop = loop;
    this.replica = replica;
    this.#skewMs = skewMs;
    this.#dueMs = dueMs;
    this.clock = {
      nowMs: () => loop.nowMs + this.#skewMs,
      monotonicMs: () => loop.nowMs,
      sleep: (ms, signal) => this.#sleep(ms, signal),
    };
  }

  get skewMs(): number {
    return this.#skewMs;
  }

  setSkew(ms: number): void {
    this.#skewMs = ms;
  }

  end(): void {
    this.isAlive = false;
    for (const one of this.#pollers) this.loop.pollers.delete(one);
    this.#pollers.clear();
    for (const unhear of this.#heard) unhear();
    this.#heard.clear();
  }

  /** Later, if this life still lasts; after the pause, if it is paused then. */
  in(ms: number, work: () => void): void {
    this.loop.in(ms, () => {
      if (!this.isAlive) return;
      const leftMs = this.pausedUntilMs - this.loop.nowMs;
      if (leftMs > 0) this.in(leftMs, work);
      else work();
    });
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      if (ms === POLL_MS) this.#poll(resolve, signal);
      else if (signal) this.#nap(ms, resolve, signal);
      else this.in(ms, resolve);
    });
  }

  #nap(ms: number, resolve: () => void, signal: AbortSignal): void {
    const stop = () => {
      event.off = true;
      resolve();
    };
    const event = this.loop.in(ms, () => {
      unhear();
      if (!this.isAlive) return;
      const leftMs = this.pausedUntilMs - this.loop.nowMs;
      if (leftMs > 0) this.#nap(leftMs, resolve, signal);
      else resolve();
    });
    const unhear = this.#hear(signal, stop);
  }

  /** @returns what takes it back. */
  #hear(signal: AbortSignal, heard: () => void): () => void {
    signal.addEventListener('abort', heard, { once: true });
    const unhear = () => {
      this.#heard.delete(unhear);
      signal.removeEventListener('abort', heard);
    };
    this.#heard.add(unhear);
    return unhear;
  }

  #poll(resolve: () => void, signal?: AbortSignal): void {
    const earliestMs = this.loop.nowMs + POLL_MS;
    const done = () => {
      this.loop.pollers.delete(poller);
      this.#pollers.delete(poller);
      unhear?.();
      resolve();
    };
    const poller: Poller = {
      wakeMs: () => Math.max(earliestMs, this.#dueMs() - this.#skewMs, this.pausedUntilMs),
      wake: done,
    };
    const unhear = signal && this.#hear(signal, done);
    this.loop.pollers.add(poller);
    this.#pollers.add(poller);
  }
}
