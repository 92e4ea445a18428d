/** What policy says of a click, and whose earlier approvals count no more with it. */

import { type CaseFile, openExtension } from '../case-file/case-file.ts';
import { mayReview, noLongerAsked, type Verdicting } from '../case-file/review-case.ts';
import type { Answer } from '../kernel/refusal.ts';
import type { Approvable } from '../policy/decision.ts';
import type { Review } from '../request/request.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { isBehindNow } from './stopped.ts';

interface Decided {
  readonly decision: Answer<Approvable>;
  readonly left: readonly Review[];
}

/**
 * By what was known a minute ago, but nobody is said to have left on the word of that, nor on that
 * of older rules: another replica may have counted somebody who has just come. Asked anew only
 * where an approval would be taken, or anybody could spend what the chat answers in a minute.
 */
export async function decideClick(
  ctx: Context,
  file: CaseFile,
  act: Pick<Verdicting, 'by' | 'verdict'>,
  isExtension: boolean,
): Promise<Decided> {
  const decision = await decideCase(ctx, file, 60_000);
  const asItStands = { decision, left: [] };
  if (!decision.ok || act.verdict !== 'approve') return asItStands;
  const reviews = isExtension ? (openExtension(file)?.reviews ?? []) : file.reviews;
  if (noLongerAsked(file, decision.value, reviews).length === 0) return asItStands;
  if (!mayReview(file, decision.value, reviews, act).ok || (await isBehindNow(ctx))) {
    return asItStands;
  }
  const fresh = await decideCase(ctx, file, 0);
  // In what is half silent, those who are not named there count for nobody.
  if (!fresh.ok || fresh.value.silent) return asItStands;
  return { decision: fresh, left: noLongerAsked(file, fresh.value, reviews) };
}
