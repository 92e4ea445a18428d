/** What policy says of a click, and whose earlier approvals count no more with it. */

import { type CaseFile, openExtension } from '../case-file/case-file.ts';
import { noLongerAsked } from '../case-file/review-case.ts';
import type { Answer } from '../kernel/refusal.ts';
import type { Approvable } from '../policy/decision.ts';
import type { Review } from '../request/request.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';

interface Decided {
  readonly decision: Answer<Approvable>;
  readonly left: readonly Review[];
}

/**
 * By what was known a minute ago, but nobody is said to have left on the word of that, nor on that
 * of older rules: another replica may have counted somebody who has just come.
 */
export async function decideClick(
  ctx: Context,
  file: CaseFile,
  isExtension: boolean,
): Promise<Decided> {
  const decision = await decideCase(ctx, file, 60_000);
  const reviews = isExtension ? (openExtension(file)?.reviews ?? []) : file.reviews;
  const seemLeft = decision.ok ? noLongerAsked(file, decision.value, reviews) : [];
  if (seemLeft.length === 0 || ctx.isBehind?.()) return { decision, left: [] };
  const fresh = await decideCase(ctx, file, 0);
  return fresh.ok
    ? { decision: fresh, left: noLongerAsked(file, fresh.value, reviews) }
    : { decision, left: [] };
}
