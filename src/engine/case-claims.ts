/** Which lanes of a case are claimed by the commit that writes it. */

import type { CaseFile } from '../case-file/case-file.ts';
import { dueLanes } from '../case-file/tick-case.ts';
import type { EpochMs } from '../kernel/time.ts';
import { withClaim, withoutClaims } from '../work/claim.ts';
import type { Lane } from '../work/effect.ts';
import type { Context } from './context.ts';

/** Whoever makes work for the chat does it, and says so in the commit that makes it. */
export function withClaims({ claims }: Context, file: CaseFile, nowMs: EpochMs): CaseFile {
  const free = unclaimed(file, claims?.by, nowMs);
  const isDue = (dueLanes(file, nowMs).chat ?? Infinity) <= nowMs;
  if (!claims || !isDue || free.claims?.chat) return free;
  claims.took('chat', file.id);
  return { ...free, claims: withClaim(free.claims, 'chat', claims.by, nowMs) };
}

/**
 * Whatever has nothing to do for now is free for everybody. Of another's claim only that which has
 * nothing to do at all: by a slower clock work that is under way is work for later.
 */
function unclaimed(file: CaseFile, by: string | undefined, nowMs: EpochMs): CaseFile {
  if (!file.claims) return file;
  const { claims, ...rest } = file;
  const due = dueLanes(file, nowMs);
  const lanes = Object.keys(claims) as Lane[];
  const over = lanes.filter((lane) =>
    claims[lane]?.by === by ? (due[lane] ?? Infinity) > nowMs : due[lane] === undefined,
  );
  const left = withoutClaims(claims, over);
  return left ? { ...rest, claims: left } : rest;
}
