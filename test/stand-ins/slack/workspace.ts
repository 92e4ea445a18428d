/** The workspace itself: its state, its clock, its numbers, and word to whoever watches it. */

import type { Message, Whisper } from './conversation.ts';
import { copy } from './json.ts';
import type { State } from './state.ts';

export interface Workspace {
  readonly state: State;
  readonly now: () => number;
  /** A new "1700000000.000100": later than every one before, even when the clock stands. */
  readonly nextTs: () => string;
  readonly nextId: (prefix: string) => string;
  /** Something can be seen that could not be seen before. */
  readonly changed: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly post: (message: Message) => void;
  readonly whisper: (whisper: Omit<Whisper, 'ts' | 'atMs'>) => Whisper;
  readonly snapshot: () => string;
  readonly restore: (json: string) => void;
}

export function createWorkspace(initial: State, now: () => number): Workspace {
  let state = initial;
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  function nextTs(): string {
    const micros = Math.max(Math.floor(now()) * 1000, state.lastTsMicros + 100);
    state.lastTsMicros = micros;
    return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
  }
  function whisper(part: Omit<Whisper, 'ts' | 'atMs'>): Whisper {
    const whole = { ...part, ts: nextTs(), atMs: now() };
    state.whispers.push(whole);
    changed();
    return whole;
  }
  function post(message: Message): void {
    const list = state.messages[message.channel] ?? [];
    list.push(message);
    state.messages[message.channel] = list;
    changed();
  }
  return {
    get state() {
      return state;
    },
    now,
    nextTs,
    nextId: (prefix) => `${prefix}${(++state.serial).toString(36).toUpperCase().padStart(6, '0')}`,
    changed,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    post,
    whisper,
    snapshot: () => JSON.stringify(state),
    restore: (json) => {
      state = copy(JSON.parse(json) as State);
      changed();
    },
  };
}
