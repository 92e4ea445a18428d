/** Tells AWS no, where a request that was filed there was decided here. */

import type { CaseFile } from '../case-file/case-file.ts';
import { isJitna } from '../catalog/target.ts';
import { Fault } from '../kernel/fault.ts';
import type { Context } from './context.ts';
import { withinClaim } from './send-steps.ts';

const REJECT_MS = 15_000;

/** Owed since the commit that decided it, so a crash before the answer only has it asked again. */
export async function rejectAtAws(ctx: Context, file: CaseFile, note: string): Promise<void> {
  for (const { account, region, request } of file.request.targets.filter(isJitna)) {
    if (!request || !ctx.access) continue;
    const stillMine = withinClaim(ctx);
    const signal = AbortSignal.timeout(REJECT_MS);
    const order = { account, region, opsItem: request.opsItem, note, stillMine, signal };
    const answer = await ctx.access.reject(order);
    if (!answer.ok) throw new Fault('aws-refused', `AWS did not take the rejection of ${file.id}.`);
  }
}
