/** The log: one line of JSON for each event, with every secret taken out before it is written. */

import { type DestinationStream, destination, type LevelWithSilent, pino } from 'pino';
import type { Log, LogFacts } from '../../src/kernel/log.ts';
import type { EpochMs } from '../../src/kernel/time.ts';
import { createScrub } from './scrub.ts';

export interface LoggerOptions {
  /** stderr unless told otherwise; anything with a `write` for tests. */
  readonly to?: 'stdout' | 'stderr' | DestinationStream;
  /** `info` unless told otherwise. */
  readonly level?: LevelWithSilent;
  /** Secrets by value, hidden wherever they turn up. */
  readonly secrets?: readonly string[];
  readonly now?: () => EpochMs;
}

/** Each line: `level`, `time` (ISO, UTC), `event`, then the facts. */
export function createLogger(options: LoggerOptions = {}): Log {
  const { to = 'stderr', level = 'info', secrets = [], now = Date.now } = options;
  const scrub = createScrub(secrets);
  const out = pino(
    {
      level,
      base: null,
      serializers: {},
      formatters: { level: (label) => ({ level: label }) },
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
    },
    typeof to === 'string' ? openStream(to) : to,
  );
  const line = (event: string, facts: LogFacts = {}) =>
    Object.assign({ event: scrub(event) }, unreserved(scrub(facts)));
  return {
    info: (event, facts) => out.info(line(event, facts)),
    warn: (event, facts) => out.warn(line(event, facts)),
    error: (event, facts) => out.error(line(event, facts)),
  };
}

/** Written at once: the last line before a crash is the one that is needed. */
function openStream(to: 'stdout' | 'stderr'): DestinationStream {
  const dest = to === 'stdout' ? 1 : 2;
  const stream = destination({ dest, sync: true, maxLength: MOST_WAITING });
  // On a full disk lines are lost; thrown, the error would end the bot, and no access.
  stream.on('error', () => {});
  return stream;
}

const MOST_WAITING = 1_000_000;

/** A fact may not take the place of what every line begins with. */
function unreserved(facts: unknown): Record<string, unknown> {
  if (typeof facts !== 'object' || facts === null) return { facts };
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [RESERVED.has(key) ? `${key}_` : key, value]),
  );
}

const RESERVED = new Set(['level', 'time', 'event']);
