/** Time as the core knows it: numbers handed in. Nothing here reads a clock. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;
export type DurationMs = number;

export const SECOND: DurationMs = 1_000;
export const MINUTE: DurationMs = 60 * SECOND;
export const HOUR: DurationMs = 60 * MINUTE;
export const DAY: DurationMs = 24 * HOUR;

/** What the core asks of a clock: the wall, and a monotonic one that no one can turn. */
export interface Clock {
  nowMs(): EpochMs;
  /** Milliseconds since some fixed moment; never goes back. */
  monotonicMs(): number;
  /** Resolves after the time has passed on this clock, or at once when aborted. */
  sleep(ms: DurationMs, signal?: AbortSignal): Promise<void>;
}

/** `2026-11-23T18:00:00Z`, the one form in which AWS is told a time: whole seconds, UTC. */
export const isoSeconds = (atMs: EpochMs): string =>
  `${new Date(Math.floor(atMs / SECOND) * SECOND).toISOString().slice(0, 19)}Z`;

/** `2026-11-23`: the UTC day, by which journals are named. */
export const utcDay = (atMs: EpochMs): string => new Date(atMs).toISOString().slice(0, 10);
