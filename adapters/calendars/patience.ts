/** Ends work that might never come back: some rules of recurrence match no day at all. */

import { Script } from 'node:vm';

const SCRIPT = new Script('work()');

export class OutOfPatience extends Error {}

/**
 * Of code that is synchronous. Whatever is under way in it is broken off.
 * @throws OutOfPatience when it took longer.
 */
export function withPatience<T>(ms: number, work: () => T): T {
  try {
    return SCRIPT.runInNewContext({ work }, { timeout: ms }) as T;
  } catch (error) {
    const isOver = (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    throw isOver ? new OutOfPatience('it takes too long to look through', { cause: error }) : error;
  }
}
