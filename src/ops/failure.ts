/** A failure of the program as its user reads it, and the code to exit with. */

import { Fault, type FaultCode } from '../kernel/fault.ts';
import { EXIT } from './command-table.ts';
import { wrongOption } from './wrong-usage.ts';

export interface Failure {
  readonly text: string;
  readonly code: number;
}

/** Wrong usage and what stands in the way are said in a sentence; the rest with its trace. */
export function failureOf(error: unknown, options: readonly string[]): Failure {
  if (error instanceof Fault) {
    const code = MENDABLE.has(error.code) ? EXIT.config : EXIT.failed;
    return { text: error.message, code };
  }
  if (!(error instanceof Error)) return { text: String(error), code: EXIT.failed };
  const isUsage = 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
  return isUsage
    ? { text: wrongOption(error.message, options), code: EXIT.usage }
    : { text: error.stack ?? error.message, code: EXIT.failed };
}

/** A start that would fail again until somebody has mended something. */
const MENDABLE = new Set<FaultCode>(['store-failed', 'cannot-start', 'chat-refused']);
