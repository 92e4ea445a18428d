/** Finds requests that nobody can approve any more, since approvers have left or rules changed. */

import { sayStuck } from '../case-file/stuck-case.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { everyHead } from './every-head.ts';
import { readableCase } from './readable-case.ts';
import { changeCase } from './records.ts';

export async function sweepPending(ctx: Context): Promise<void> {
  // Nothing is said by rules that may never be in force, nor by those that are no longer.
  if (ctx.waits?.() || ctx.isBehind?.()) return;
  for await (const head of everyHead(ctx.store, { kind: 'case', states: ['pending'] })) {
    const found = readableCase(ctx, head, 'pending');
    if (!found) continue;
    await changeCase(ctx, found.id, async (file, nowMs) => {
      const decision = await decideCase(ctx, file, 10 * 60_000);
      if (decision.ok || decision.code !== 'nobody-could-approve') return undefined;
      return sayStuck(file, decision.facts.level, nowMs);
    });
  }
}
