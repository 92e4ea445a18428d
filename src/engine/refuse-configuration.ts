/** A configuration that was changed while serving and is not taken: a fact, and a word to all. */

import { event } from '../audit/event.ts';
import type { Notice } from '../card/card.ts';
import { announce } from './confirm-configuration.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';

/** @param problems each with file, line and column. */
export async function refuseConfiguration(
  ctx: Context,
  problems: readonly string[],
  notice: Notice,
): Promise<void> {
  const [problem = ''] = problems;
  ctx.log.error('configuration-not-taken', { problems: [...problems] });
  const facts = { problem: problem.slice(0, 500), problems: problems.length };
  const nowMs = ctx.clock.nowMs();
  await record(ctx, [event('configuration-unsound', nowMs, 'prod-access', facts)]);
  await announce(ctx, notice);
}
