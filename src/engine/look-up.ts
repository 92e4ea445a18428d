/** What people ask about without changing anything: mine, pending, who, why, home. */

import { helpNotice, mineNotice, pendingNotice, whoNotice } from '../card/listings.ts';
import type { Notice } from '../card/card.ts';
import { isJitna } from '../catalog/target.ts';
import { type CaseFile, openExtension, openReviews, phaseOf } from '../case-file/case-file.ts';
import { isReviewOpen } from '../case-file/review-after.ts';
import { approvers } from '../case-file/review-case.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Person, Reader } from '../kernel/person.ts';
import { type Answer, ok, refuse, type Refusal } from '../kernel/refusal.ts';
import { ineligibility } from '../policy/decide.ts';
import type { Groups } from '../policy/rule.ts';
import { tally } from '../request/tally.ts';
import { isOperator } from './act-on-case.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { groupsOf } from './group-members.ts';
import { casesOf } from './past-cases.ts';
import { factsOf } from './policy-facts.ts';
import { readableCases } from './readable-case.ts';
import { notTheirs } from './review-after.ts';
import { viewCase } from './view-case.ts';

const LIVING = ['pending', 'scheduled', 'provisioning', 'active', 'revoking'];
const SHOWN = 20;

export async function mine(ctx: Context, person: Person, reader: Reader): Promise<Notice> {
  const cases = await casesOf(ctx, person, { states: LIVING });
  const views = cases.slice(0, SHOWN).map((file) => viewCase(ctx, file, reader));
  return mineNotice(await Promise.all(views), reader);
}

/** What waits for this person's verdict, oldest first; more time first, for it has the least. */
export async function pending(ctx: Context, person: Person, reader: Reader): Promise<Notice> {
  const unreviewed = await reviewsFor(ctx, person);
  const longer = await waitingFor(ctx, person, 'active');
  const waiting = await waitingFor(ctx, person, 'pending');
  const all = [...unreviewed, ...longer, ...waiting].map((file) => [file.id, file] as const);
  const shown = [...new Map(all).values()].slice(0, SHOWN);
  const views = shown.map((file) => viewCase(ctx, file, reader));
  return pendingNotice(await Promise.all(views), reader);
}

async function waitingFor(
  ctx: Context,
  person: Person,
  state: 'active' | 'pending',
): Promise<readonly CaseFile[]> {
  const { heads } = await ctx.store.list({ kind: 'case', states: [state], limit: 200 });
  const all = readableCases(ctx, heads.toReversed(), 'pending');
  const waiting: CaseFile[] = [];
  for (const file of all.filter((one) => state === 'pending' || openExtension(one))) {
    const decision = await decideCase(ctx, file, 5 * 60_000);
    if (!decision.ok) continue;
    const now = tally(decision.value.stages, approvers(openReviews(file)), file.request);
    if (now.mayApprove(person) === 'yes') waiting.push(file);
  }
  return waiting;
}

/** Access that came first, and that this person may say of whether it was right. */
async function reviewsFor(ctx: Context, person: Person): Promise<readonly CaseFile[]> {
  const states = ['active', 'revoking', 'reviewing'];
  const { heads } = await ctx.store.list({ kind: 'case', states, limit: 200 });
  const open = readableCases(ctx, heads.toReversed(), 'pending');
  const theirs: CaseFile[] = [];
  for (const file of open.filter(isReviewOpen)) {
    if (!(await notTheirs(ctx, file, person, 5 * 60_000))) theirs.push(file);
  }
  return theirs;
}

/** Who holds an entitlement, as of now; visible to whoever may ask for it, and to operators. */
export async function who(
  ctx: Context,
  person: Person,
  typed: string,
  reader: Reader,
): Promise<Answer<Notice>> {
  const { entitlements } = ctx.config.catalog;
  const entitlement = entitlements.get(typed);
  if (typed === '') {
    const [example = ''] = [...(await eligibleIds(ctx, person)), ...entitlements.keys()];
    return refuse('which-entitlement', { example });
  }
  if (!entitlement) {
    return refuse('entitlement-unknown', { typed, known: await eligibleIds(ctx, person) });
  }
  const isAllowed =
    (await eligibleIds(ctx, person)).includes(typed) || (await isOperator(ctx, person));
  if (!isAllowed) return refuse('not-eligible', { entitlement: typed, who: [] });
  const states = ['active', 'provisioning', 'revoking'];
  const query = { kind: 'case', entitlement: typed, states, limit: 50 } as const;
  const { heads } = await ctx.store.list(query);
  const views = readableCases(ctx, heads, 'who').map((file) => viewCase(ctx, file, reader));
  return ok(whoNotice(entitlement, await Promise.all(views), ctx.clock.nowMs(), reader));
}

export const help = (reader: Reader): Notice => helpNotice(reader);

/** The entitlements a person may ask for; policy is asked with no time at all. */
export const eligibleIds = async (ctx: Context, person: Person): Promise<readonly string[]> =>
  askable(ctx, person, await groupsOf(ctx, 15 * 60_000)).ids;

/**
 * What a person may ask for: whatever its rules find them eligible for, even if something else
 * stands in the way now, which the form then says. `silence` when some of it could not be found
 * out.
 */
export function askable(ctx: Context, person: Person, groups: Groups, breakGlass = false) {
  const ids: string[] = [];
  let silence: Refusal | undefined;
  for (const entitlement of ctx.config.catalog.entitlements.values()) {
    // Filed at AWS, and nowhere else.
    if (entitlement.targets.some(isJitna)) continue;
    const ask = { requester: person, beneficiary: person, entitlement, durationMs: 0, breakGlass };
    const refusal = ineligibility(factsOf(ctx, ask, groups));
    if (!refusal) ids.push(entitlement.id);
    else if (refusal.code === 'directory-silent') silence ??= refusal;
  }
  return { ids, silence };
}

/** The one case a short command can mean; a question when there are several. */
export async function meant(
  ctx: Context,
  person: Person,
  id: RequestId | undefined,
  phases: readonly string[],
): Promise<Answer<RequestId>> {
  if (id) return ok(id);
  const cases = await casesOf(ctx, person, { states: phases });
  const open = cases.filter((file) => phases.includes(phaseOf(file)));
  const [only, another] = open;
  if (!only) return refuse('nothing-to-extend', {});
  if (another) return refuse('several-open', { ids: open.map((file) => file.id) });
  return ok(only.id);
}
