/** Keeps the lists of nodes that people pick from warm: at start, and then every few minutes. */

import { Fault } from '../kernel/fault.ts';
import { MINUTE } from '../kernel/time.ts';
import type { Context } from './context.ts';

/** Each replica at a pace of its own, so that they do not all ask AWS in one second. */
export const nodesEveryMs = ({ spread }: Pick<Context, 'spread'>): number =>
  5 * MINUTE * (0.9 + 0.2 * spread());

/** What cannot be read now stays as it was, with its age, until the next time. */
export async function refreshNodes(
  { nodes, log }: Pick<Context, 'nodes' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await nodes?.refresh(signal);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('nodes-unread', { code: error.code, why: error.message });
  }
}
