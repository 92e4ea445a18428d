/** What the clock alone brings: lapses, warnings, ends, scheduled starts, overdue revocations. */

import { type CaseFile, phaseOf } from '../case-file/case-file.ts';
import { failGrant, startGrant } from '../case-file/grant-case.ts';
import { putOff } from '../case-file/held-start.ts';
import { type Outcome, Stepping } from '../case-file/outcome.ts';
import { DECIDE_AHEAD_MS, tickCase } from '../case-file/tick-case.ts';
import type { RequestId } from '../kernel/brand.ts';
import { refuse } from '../kernel/refusal.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { changeCase } from './records.ts';
import { resolvePerson } from './resolve-person.ts';
import { waitOutSilence } from './silence.ts';

export async function runTimer(ctx: Context, id: RequestId): Promise<void> {
  await changeCase(ctx, id, (file, nowMs) => {
    if (phaseOf(file) === 'scheduled') return schedule(ctx, file, nowMs);
    // Nothing due after all: committed as it is, so that its next time is computed anew.
    return tickCase(file, nowMs) ?? new Stepping(file, nowMs).quietly();
  });
}

/** Decided again a quarter of an hour ahead, while somebody is awake, and once more at it. */
async function schedule(ctx: Context, file: CaseFile, nowMs: number): Promise<Outcome> {
  const startMs = file.grant?.startMs ?? nowMs;
  const endMs = file.grant?.endMs;
  const isOver = endMs !== undefined && nowMs >= endMs;
  // Changed rules decide nothing until they are confirmed: looked at again after a breath.
  if (!isOver && ctx.waits?.()) return new Stepping(file, nowMs).quietly();
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
