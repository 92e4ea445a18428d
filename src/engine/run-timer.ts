/** What the clock alone brings: lapses, warnings, ends, scheduled starts, overdue revocations. */

import { type CaseFile, phaseOf } from '../case-file/case-file.ts';
import { failGrant, startGrant } from '../case-file/grant-case.ts';
import { putOff } from '../case-file/held-start.ts';
import { type Outcome, Stepping } from '../case-file/outcome.ts';
import { DECIDE_AHEAD_MS, tickCase } from '../case-file/tick-case.ts';
import type { RequestId } from '../kernel/brand.ts';
import { refuse } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { isForOthers } from './for-others.ts';
import { caseKey, changeCase } from './records.ts';
import { resolvePerson } from './resolve-person.ts';
import { waitOutSilence } from './silence.ts';
import type { Worked } from './under-way.ts';

export async function runTimer(ctx: Context, id: RequestId): Promise<Worked> {
  let isLeft = false;
  await changeCase(ctx, id, async (file, nowMs) => {
    isLeft = isToDecide(file, nowMs) && (await mayNotDecide(ctx, id));
    // Not even put off: whoever may decide it finds it due.
    if (isLeft) return undefined;
    if (phaseOf(file) === 'scheduled') return schedule(ctx, file, nowMs);
    // Nothing due after all: committed as it is, so that its next time is computed anew.
    return tickCase(file, nowMs) ?? new Stepping(file, nowMs).quietly();
  });
  return isLeft ? 'left' : undefined;
}

/** Changed rules decide nothing until they are confirmed. */
const mayNotDecide = async (ctx: Context, id: RequestId): Promise<boolean> =>
  (await isForOthers(ctx, caseKey(id))) || ctx.waits?.() === true;

/** By the rules as they are: older ones may have forbidden it, or not know of it at all. */
function isToDecide({ grant }: CaseFile, nowMs: EpochMs): boolean {
  if (grant?.state !== 'scheduled' || nowMs < grant.startMs - DECIDE_AHEAD_MS) return false;
  return nowMs < (grant.endMs ?? Infinity);
}

/** Decided again a quarter of an hour ahead, while somebody is awake, and once more at it. */
async function schedule(ctx: Context, file: CaseFile, nowMs: number): Promise<Outcome> {
  const startMs = file.grant?.startMs ?? nowMs;
  const endMs = file.grant?.endMs;
  const isOver = endMs !== undefined && nowMs >= endMs;
  const standing = await resolvePerson(ctx, file.request.beneficiary.key);
  const decision = standing.ok ? await decideCase(ctx, file, 0) : standing;
  if (nowMs < startMs) {
    if (nowMs < startMs - DECIDE_AHEAD_MS) return new Stepping(file, nowMs).quietly();
    const asked = file.grant && { grant: { ...file.grant, askedAgainMs: nowMs } };
    const step = new Stepping({ ...file, ...asked }, nowMs);
    if (decision.ok) return step.quietly();
    return step.record('grant-held', { code: decision.code }).tell('held').done();
  }
  if (isOver) {
    return failGrant(file, refuse('window-almost-over', { endMs }), nowMs);
  }
  if (decision.ok) return putOff(file, decision.value, nowMs) ?? startGrant(file, nowMs);
  waitOutSilence(decision, startMs, nowMs);
  return failGrant(file, decision, nowMs);
}
