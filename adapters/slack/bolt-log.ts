/** Lets Bolt write its warnings into our log. Its chatter holds payloads, so it stays unwritten. */

import { LogLevel } from '@slack/web-api';
import type { Log } from '../../src/kernel/log.ts';
import type { Logger } from './bolt.ts';

export function createBoltLog(log: Log): Logger {
  return {
    debug() {},
    info() {},
    warn: (...said) => log.warn('bolt', { said: inWords(said) }),
    error: (...said) => log.warn('bolt-error', { said: inWords(said) }),
    setLevel() {},
    setName() {},
    // Below it, Bolt and its clients would spend time on words that nobody reads.
    getLevel: () => LogLevel.WARN,
  };
}

const inWords = (said: readonly unknown[]): string =>
  said
    .map((one) => (one instanceof Error ? one.message : String(one)))
    .join(' ')
    .slice(0, MOST_SAID);

const MOST_SAID = 500;
