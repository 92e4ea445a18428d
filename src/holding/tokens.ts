/**
 * Tokens of AWS's own requests. AWS gives none out any more once a request is over, and takes none
 * back: with one that was given out before, a session may be opened after. So sessions are looked
 * for until no such token is good, and a look after that has found none.
 */

import { MINUTE, type EpochMs } from '../kernel/time.ts';
import type { Holding, TargetMemory } from './holding.ts';

/** How long a token is good: AWS has it fixed. */
export const TOKEN_MS = 15 * MINUTE;
/** Clocks of replicas are apart, and a session is in no list in the moment it is opened. */
const MARGIN_MS = 2 * MINUTE;

/** Some may still be good, by what was read so far. */
export const areTokensOut = ({ shutMs, closedMs }: TargetMemory): boolean =>
  shutMs !== undefined && closedMs === undefined;

/** None can be good any more: a look that finds no session now is the last one. */
export const areTokensOver = ({ shutMs }: TargetMemory, nowMs: EpochMs): boolean =>
  shutMs !== undefined && nowMs >= shutMs + TOKEN_MS + MARGIN_MS;

/** Of something proved to be gone: sessions are looked for, and nothing else is left to do. */
export const isWatchedForTokens = (memory: TargetMemory): boolean =>
  memory.removedMs !== undefined && areTokensOut(memory);

export const watchesForTokens = ({ targets }: Holding): boolean =>
  Object.values(targets).some(isWatchedForTokens);
