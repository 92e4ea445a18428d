/** Records in and out of the store: decide, seal, commit on version, on conflict decide again. */

import { threadLine } from '../card/thread-line.ts';
import { type CaseFile, isClearing, phaseOf } from '../case-file/case-file.ts';
import { oweWebhook } from '../case-file/call-outside.ts';
import { redraw } from '../case-file/drawing.ts';
import { oweLookBack } from '../case-file/look-back.ts';
import { isReviewLeft } from '../case-file/review-after.ts';
import { oweEffect, type Outcome, type Stepped } from '../case-file/outcome.ts';
import { dueLanes } from '../case-file/tick-case.ts';
import type { Holding } from '../holding/holding.ts';
import { nextTurn } from '../holding/next-turn.ts';
import type { PrincipalKey, RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import { isForLater } from '../work/batch.ts';
import { laneOf, type Lane } from '../work/effect.ts';
import type { Context } from './context.ts';
import { withClaims } from './case-claims.ts';
import { commitHead } from './commit-head.ts';
import { knownHead } from './known-heads.ts';
import { withoutLogged } from './move-to-log.ts';
import { forgetAsks } from './recent-asks.ts';

export const caseKey = (id: RequestId): RecordKey => `case/${id}`;
export const holdingKey = (key: PrincipalKey): RecordKey => `holding/${key}`;

export interface Loaded<T> {
  readonly head: Head;
  readonly body: T;
}

export async function loadCase(ctx: Context, id: RequestId): Promise<Loaded<CaseFile> | undefined> {
  const head = await ctx.store.load(caseKey(id));
  return head && { head, body: bodyOf(head, 'case') };
}

export async function loadHolding(
  ctx: Context,
  key: PrincipalKey,
): Promise<Loaded<Holding> | undefined> {
  const head = await ctx.store.load(holdingKey(key));
  return head && { head, body: bodyOf(head, 'holding') };
}

/**
 * As we last committed it, without asking: for work that ends in a commit on its version. Where
 * that does not do, as it is stored: another replica has the last word of it, and may be dead.
 */
export async function lastCase(
  ctx: Context,
  id: RequestId,
  does: (file: CaseFile) => boolean = () => true,
): Promise<Loaded<CaseFile> | undefined> {
  const head = knownHead(ctx, caseKey(id));
  const known = head && { head, body: bodyOf(head, 'case') };
  return known && does(known.body) ? known : loadCase(ctx, id);
}

export async function lastHolding(
  ctx: Context,
  key: PrincipalKey,
  does: (holding: Holding) => boolean = () => true,
): Promise<Loaded<Holding> | undefined> {
  const head = knownHead(ctx, holdingKey(key));
  const known = head && { head, body: bodyOf(head, 'holding') };
  return known && does(known.body) ? known : loadHolding(ctx, key);
}

/** A record written by a release we do not know is not touched. */
export function bodyOf(head: Head, kind: 'case'): CaseFile;
export function bodyOf(head: Head, kind: 'holding'): Holding;
export function bodyOf(head: Head): CaseFile | Holding {
  const body = head.body as CaseFile | Holding;
  if (body.schema !== 1) throw new Fault('store-failed', `${head.key} is of a newer release.`);
  return body;
}

/** Commits one step of a case: state, effects owed and sealed events in one write. */
export async function commitCase(
  ctx: Context,
  head: Head | undefined,
  outcome: Outcome,
  doneIn?: Lane,
): Promise<'committed' | 'conflict'> {
  const nowMs = ctx.clock.nowMs();
  const { id } = outcome.file;
  const drawn = redraw(outcome.file, () => ctx.ids.drawing(id), nowMs);
  const seq = head?.chain.seq ?? 0;
  // Due with what goes before it in the lane: a time of its own would move the index each time.
  const before = drawn.owed.find((one) => laneOf(one.effect) === 'chat' && !isForLater(one, nowMs));
  const dueMs = before?.dueMs ?? nowMs;
  const file = outcome.events.reduce((owing, event, index) => {
    const line = seq + index + 1;
    const says = threadLine(event, { locale: ctx.config.language, zone: ctx.config.zone });
    const told = says ? oweEffect(owing, { kind: 'line', seq: line }, dueMs) : owing;
    const isLoud = outcome.loud.includes(event);
    const heard = isLoud ? oweEffect(told, { kind: 'operators', seq: line }, dueMs) : told;
    const called = ctx.webhook ? oweWebhook(heard, event, line) : heard;
    return ctx.trail ? oweLookBack(called, event) : called;
  }, drawn);
  // What is still to be taken away is found among what is being taken away.
  const left = isReviewLeft(file) ? 'reviewing' : phaseOf(file);
  const state = isClearing(file) ? 'revoking' : left;
  const { requester, entitlement, createdMs } = file.request;
  const due = dueLanes(file, nowMs);
  const index = { state, person: requester.key, entitlement, createdMs, due };
  const body = withClaims(ctx, file, nowMs, doneIn);
  const answer = await commitHead(ctx, caseKey(id), head, body, outcome.events, index);
  if (head?.index.state !== state) forgetAsks(ctx, requester.key);
  return answer;
}

export function commitHolding(
  ctx: Context,
  head: Head | undefined,
  holding: Holding,
): Promise<'committed' | 'conflict'> {
  return commitHead(ctx, holdingKey(holding.key), head, holding, [], {
    state: holding.dueMs === undefined ? 'idle' : 'live',
    person: holding.key,
    createdMs: head?.index.createdMs ?? ctx.clock.nowMs(),
    due: {
      ...convergeLanes(holding),
      ...(holding.owed.length > 0 || (holding.news?.length ?? 0) > 0
        ? { holding: ctx.clock.nowMs() }
        : {}),
    },
  });
}

/** The lanes in which a holding is converged: the same work, one before the other. */
export function convergeLanes(holding: Holding): Partial<Record<Lane, EpochMs>> {
  const { actMs, lookMs, isUrgent } = nextTurn(holding);
  return {
    ...(actMs === undefined ? {} : { converge: actMs }),
    // Beside the other and not in place of it: a release that knows no order finds it all the same.
    ...(actMs !== undefined && isUrgent ? { urgent: actMs } : {}),
    ...(lookMs === undefined ? {} : { look: lookMs }),
  };
}

const TRIES = 50;

export interface Changing {
  /** Facts up to this number are in the log, and leave the head with this commit. */
  readonly loggedTo?: number;
  /** Whether what we last committed is begun with; if not, it is read from the store at once. */
  readonly does?: (file: CaseFile) => boolean;
  /** It says what came of claimed work in this lane: what is for later may then be anybody's. */
  readonly doneIn?: Lane;
}

/** Loads, decides, commits; on conflict decides again on what is there now. */
export async function changeCase(
  ctx: Context,
  id: RequestId,
  step: (file: CaseFile, nowMs: EpochMs) => Stepped | undefined | Promise<Stepped | undefined>,
  { loggedTo = 0, does = () => true, doneIn }: Changing = {},
): Promise<Stepped | undefined> {
  const last = knownHead(ctx, caseKey(id));
  const known = last && does(bodyOf(last, 'case')) ? last : undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const head = (tries === 0 && known) || (await ctx.store.load(caseKey(id)));
    if (!head) return undefined;
    const loaded = { head, body: bodyOf(head, 'case') };
    const outcome = await step(loaded.body, ctx.clock.nowMs());
    if (!outcome?.ok && head === known) continue;
    if (!outcome?.ok) return outcome;
    const left = withoutLogged(head, loggedTo);
    if ((await commitCase(ctx, left, outcome, doneIn)) === 'committed') return outcome;
  }
  throw new Fault('store-failed', `${id} changed under our hands ${TRIES} times in a row.`);
}

export async function changeHolding(
  ctx: Context,
  key: PrincipalKey,
  step: (holding: Holding | undefined, nowMs: EpochMs) => Holding | undefined,
): Promise<Holding | undefined> {
  const known = knownHead(ctx, holdingKey(key));
  for (let tries = 0; tries < TRIES; tries += 1) {
    const head = (tries === 0 && known) || (await ctx.store.load(holdingKey(key)));
    const next = step(head && bodyOf(head, 'holding'), ctx.clock.nowMs());
    if (!next && head && head === known) continue;
    if (!next) return undefined;
    if ((await commitHolding(ctx, head, next)) === 'committed') return next;
  }
  throw new Fault('store-failed', `${key} changed under our hands ${TRIES} times in a row.`);
}
