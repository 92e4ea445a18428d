/** Would it all fit? The revocation fence of every lease and a spare generation included. */

import type { Reach, Target, TargetFacts } from '../../src/catalog/target.ts';
import { allowDocument, fenceDocument, type PolicyDocument, sizeOf } from './policy-document.ts';

/** IAM quotas: characters of all inline policies of a user, and of a role; groups; tags. */
export const USER_INLINE = 2_048;
export const ROLE_INLINE = 10_240;
export const GROUPS = 10;
export const TAGS = 50;

export interface Leased {
  readonly target: Target;
  readonly facts: TargetFacts;
}

/** Characters that our documents may need at the user at one time, in the worst case. */
export function neededAtUser(leases: readonly Leased[]): number {
  const windows = leases.flatMap(({ target }) =>
    target.kind === 'iam-policy'
      ? [{ reach: target.reach, mfa: target.mfa, startMs: 0, endMs: 0 }]
      : [],
  );
  const allow = windows.length > 0 ? sizeOf(allowDocument({ windows })) : 0;
  const fences = leases.map(({ facts }) => sizeOf(fenceAt('user', facts.reach)));
  return allow + fences.reduce((sum, size) => sum + size, 0) + Math.max(0, ...fences);
}

/** Two generations of one fence at a role, while the newer is being read back. */
export const neededAtRole = (): number =>
  2 * sizeOf(fenceAt('role', [{ actions: ['*'], resources: ['*'] }]));

/** Each pair may come to have a date of its own, so each is counted as a statement. */
function fenceAt(on: 'user' | 'role', reach: readonly Reach[]): PolicyDocument {
  const userid = `*:${'x'.repeat(64)}`;
  const place =
    on === 'user' ? ({ on } as const) : ({ on, role: { account: '', name: '' }, userid } as const);
  const denials = reach.map((one) => ({ reach: [one], fromMs: 0 }));
  return fenceDocument({ place, target: '', generation: 0, denials });
}

/** White space is free (IAM quotas). */
export const countedSize = (document: unknown): number => JSON.stringify(document).length;
