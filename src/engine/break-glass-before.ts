/**
 * Whether somebody may break a glass that they broke before: one at a time, and another only once
 * the last one was found justified, or a day and a cool-down later. A first one is never held up,
 * nor is the same one (`own`) whose word is said again, since nothing came of it.
 */

import type { CaseFile } from '../case-file/case-file.ts';
import { isReviewOwed } from '../case-file/review-after.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { brokenAgainFrom } from '../policy/break-glass.ts';
import { whoName } from '../policy/eligibility.ts';
import { BREAK_GLASS_AGAIN_MS } from '../policy/floors.ts';
import { type AfterReview, reviewersIn } from '../request/after-review.ts';
import { isLive, lastTaken, LIVE } from './break-glass-offer.ts';
import type { Context } from './context.ts';
import { everyHead } from './every-head.ts';
import { readableCase } from './readable-case.ts';
import { reviewersNow } from './review-after.ts';

export async function checkBrokenBefore(
  ctx: Context,
  person: Person,
  who: string,
  entitlement: string,
  own?: RequestId,
): Promise<Refusal | undefined> {
  const last = await lastTaken(ctx, who, entitlement);
  const isOnItsWay = last?.is === 'on-its-way';
  // Their own word, said again after it came to nothing: of one offer there is one case.
  if (isOnItsWay && last.id !== own) return refuse('break-glass-live', { id: last.id });
  const listed = await brokenBy(ctx, person, entitlement);
  const all = last?.is === 'filed' ? [last.file, ...listed] : listed;
  const files = all.filter(({ id }) => id !== own);
  const open = files.find(isLive);
  if (open) return refuse('break-glass-live', { id: open.id });
  for (const file of files) {
    const no = speaksAgainst(ctx, file);
    if (no) return no;
  }
  return undefined;
}

function speaksAgainst(ctx: Context, file: CaseFile): Refusal | undefined {
  const { id, review } = file;
  // Where nothing was given there is nothing to say of it.
  if (!review || (review.state === 'due' && !isReviewOwed(file))) return undefined;
  const before = { openedMs: review.openedMs, ...wordOf(review) };
  const untilMs = brokenAgainFrom(before, ctx.config.limits.cooldownMs);
  if (untilMs <= ctx.clock.nowMs()) return undefined;
  if (untilMs < Infinity) return refuse('break-glass-unjustified', { id, untilMs });
  const from = reviewersIn(reviewersNow(ctx, file)).map(whoName);
  return refuse('break-glass-unreviewed', { id, from });
}

const wordOf = ({ state, verdict, openedMs, atMs = openedMs }: AfterReview) =>
  state === 'done' ? { said: { isJustified: verdict === 'justified', atMs } } : {};

/** However long ago, where the word on it is still to come. */
const UNSAID: readonly string[] = [...LIVE, 'revoking', 'reviewing'];
const OVER: readonly string[] = ['revoked', 'failed'];

/** By their accounts in chat: they may hold it by another account of AWS than before. */
async function brokenBy(
  ctx: Context,
  { keys }: Person,
  entitlement: string,
): Promise<readonly CaseFile[]> {
  const fromMs = ctx.clock.nowMs() - BREAK_GLASS_AGAIN_MS - ctx.config.limits.cooldownMs;
  const files: CaseFile[] = [];
  for (const person of keys) {
    const theirs = { kind: 'case', person, entitlement } as const;
    for (const query of [
      { ...theirs, states: UNSAID },
      { ...theirs, states: OVER, fromMs },
    ]) {
      // One that a newer release wrote keeps nobody from an emergency, whatever it says.
      for await (const head of everyHead(ctx.store, query)) {
        const file = readableCase(ctx, head, 'break-glass');
        if (file) files.push(file);
      }
    }
  }
  return files.filter(({ request }) => request.breakGlass);
}
