/** Work that only one replica may do at a time: what people would see twice. */

import type { CaseFile } from '../case-file/case-file.ts';
import { Stepping } from '../case-file/outcome.ts';
import type { RequestId } from '../kernel/brand.ts';
import { SECOND } from '../kernel/time.ts';
import { firstDue } from '../work/batch.ts';
import { withClaim } from '../work/claim.ts';
import { type Lane, laneOf, type Owed } from '../work/effect.ts';
import type { Context } from './context.ts';
import { changeCase, lastCase } from './records.ts';
import { LANDS_WITHIN_MS } from './settle-effects.ts';
import type { Worked } from './under-way.ts';

const BEAT_MS = 3 * SECOND;

export const isOurs = ({ claims }: Context, file: CaseFile, lane: Lane): boolean =>
  !claims || file.claims?.[lane]?.by === claims.by;

/** Works on one lane of a case alone among the replicas; not at all when another one does. */
export async function underClaim(
  ctx: Context,
  id: RequestId,
  lane: Lane,
  work: () => Promise<void>,
): Promise<Worked> {
  const { claims } = ctx;
  if (!claims) return work();
  if (!(await hasJustTaken(ctx, id, lane))) {
    // Of another's claim only the store knows how it stands: of one that we knew before, and of
    // that one in turn, neither would ever have stood still.
    const does = (file: CaseFile) => !file.claims?.[lane] || isOurs(ctx, file, lane);
    const take = (file: CaseFile, nowMs: number) =>
      isDue(file, lane, nowMs) && claims.mayTake(lane, id, file.claims?.[lane])
        ? claimed(file, lane, claims.by, nowMs)
        : undefined;
    const taken = await changeCase(ctx, id, take, { does });
    if (!taken?.ok) return 'left';
  }
  const over = new AbortController();
  const beating = beat(ctx, id, lane, over.signal);
  try {
    await work();
  } finally {
    over.abort('over');
    await beating;
  }
}

/** With the commit that made the work, a moment ago. */
async function hasJustTaken(ctx: Context, id: RequestId, lane: Lane): Promise<boolean> {
  if (!ctx.claims?.justTook(lane, id)) return false;
  const file = (await lastCase(ctx, id))?.body;
  return file !== undefined && isDue(file, lane, ctx.clock.nowMs()) && isOurs(ctx, file, lane);
}

/** A chat call may take as long as a claim lives: the count moves while it is waited for. */
async function beat(ctx: Context, id: RequestId, lane: Lane, signal: AbortSignal): Promise<void> {
  for (;;) {
    await ctx.clock.sleep(BEAT_MS, signal);
    if (signal.aborted) return;
    await changeCase(ctx, id, (file, nowMs) =>
      signal.aborted || !ctx.claims || !isOurs(ctx, file, lane)
        ? undefined
        : claimed(file, lane, ctx.claims.by, nowMs),
    ).catch((error: unknown) => ctx.log.warn('claim-not-kept', { case: id, why: String(error) }));
  }
}

const owedIn = (file: CaseFile, lane: Lane): readonly Owed[] =>
  file.owed.filter((one) => laneOf(one.effect) === lane);
const isDue = (file: CaseFile, lane: Lane, nowMs: number): boolean =>
  (firstDue(owedIn(file, lane)) ?? Infinity) <= nowMs;

function claimed(file: CaseFile, lane: Lane, by: string, nowMs: number) {
  const before = file.claims?.[lane];
  const isTakenOver = before !== undefined && before.by !== by;
  const owesCard = owedIn(file, lane).some(({ effect }) => effect.kind === 'card');
  // What whoever died had sent may yet be shown, over what is drawn from now on.
  const mayLand = isTakenOver && owesCard && file.card;
  const stale = mayLand ? { staleUntilMs: nowMs + LANDS_WITHIN_MS } : {};
  const claims = withClaim(file.claims, lane, by, nowMs);
  return new Stepping({ ...file, ...stale, claims }, nowMs).quietly();
}
