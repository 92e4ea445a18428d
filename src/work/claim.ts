/** Which replica works on which lane of a case. */

import { type Claim, claimOn } from '../kernel/claim.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Lane } from './effect.ts';

export type Claims = Readonly<Partial<Record<Lane, Claim>>>;

export const withClaim = (
  claims: Claims | undefined,
  lane: Lane,
  by: string,
  nowMs: EpochMs,
): Claims => ({
  ...claims,
  [lane]: claimOn(claims?.[lane], by, nowMs),
});

/** Undefined when no claim is left: what nobody works on carries none. */
export function withoutClaims(claims: Claims | undefined, over: readonly Lane[]) {
  const left = Object.entries(claims ?? {}).filter(([lane]) => !over.includes(lane as Lane));
  return left.length > 0 ? (Object.fromEntries(left) as Claims) : undefined;
}
