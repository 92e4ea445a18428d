/** Which lanes of a case are claimed by the commit that writes it. */

import type { CaseFile } from '../case-file/case-file.ts';
import { dueLanes } from '../case-file/tick-case.ts';
import type { EpochMs } from '../kernel/time.ts';
import { withClaim, withoutClaims } from '../work/claim.ts';
import type { Lane } from '../work/effect.ts';
import type { Context } from './context.ts';

/**
 * Whoever makes work for the chat does it, and says so in the commit that makes it.
 * @param doneIn the lane whose claimed work this is the end of, by whoever does it.
 */
export function withClaims(
  { claims }: Context,
  file: CaseFile,
  nowMs: EpochMs,
  doneIn: Lane | undefined,
): CaseFile {
  const free = unclaimed(file, claims?.by, nowMs, doneIn);
  const isDue = (dueLanes(file, nowMs).chat ?? Infinity) <= nowMs;
  if (!claims || !isDue || free.claims?.chat) return free;
  claims.took('chat', file.id);
  return { ...free, claims: withClaim(free.claims, 'chat', claims.by, nowMs) };
}

/**
 * Whatever has nothing to do for now is free for everybody, by the word of whoever has done it. By
 * any other only what has nothing to do at all: by a slower clock, work that is under way is work
 * for later, also where it is under way in this very process.
 */
function unclaimed(
  file: CaseFile,
  by: string | undefined,
  nowMs: EpochMs,
  doneIn: Lane | undefined,
): CaseFile {
  if (!file.claims) return file;
  const { claims, ...rest } = file;
  const due = dueLanes(file, nowMs);
  const lanes = Object.keys(claims) as Lane[];
  const over = lanes.filter((lane) =>
    lane === doneIn && claims[lane]?.by === by
      ? (due[lane] ?? Infinity) > nowMs
      : due[lane] === undefined,
  );
  const left = withoutClaims(claims, over);
  return left ? { ...rest, claims: left } : rest;
}
