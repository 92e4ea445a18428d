/**
 * Carries AWS's own access requests into chat: what was filed there becomes a case here, and what
 * was decided there is told here. Listed at a pace of its own: events of AWS are best effort.
 */

import { closeElsewhere } from '../case-file/elsewhere.ts';
import { openCase } from '../case-file/open-case.ts';
import {
  type NodeRequest,
  type NodesByTag,
  type RequestPlace,
  requestEntries,
  tagName,
} from '../catalog/node-request.ts';
import { isJitna } from '../catalog/target.ts';
import { Fault } from '../kernel/fault.ts';
import { type Refusal, refuse, type RefusalCode } from '../kernel/refusal.ts';
import { DAY, type EpochMs } from '../kernel/time.ts';
import type { AccessDesk } from '../ports/access-desk.ts';
import { retryAfter } from '../work/retry.ts';
import { carriedId, judgeRequest } from './carried-request.ts';
import type { Context } from './context.ts';
import { everyHead } from './every-head.ts';
import { leaveRequest } from './left-requests.ts';
import { readableCase } from './readable-case.ts';
import { caseKey, changeCase, commitCase } from './records.ts';

const LIST_MS = 30_000;
/** How far back it is looked for what AWS decided by itself. */
const BACK_MS = DAY;

interface Pause {
  readonly failures: number;
  readonly untilMs: EpochMs;
}
const pauses = new WeakMap<AccessDesk, Map<string, Pause>>();

export async function carryRequests(ctx: Context): Promise<void> {
  const desk = ctx.access;
  if (!desk) return;
  const paused = pauses.get(desk) ?? new Map<string, Pause>();
  pauses.set(desk, paused);
  for (const place of placesOf(ctx)) {
    const name = `${place.account} ${place.region}`;
    const { failures = 0, untilMs = 0 } = paused.get(name) ?? {};
    if (ctx.clock.nowMs() < untilMs) continue;
    try {
      await carryPlace(ctx, desk, place);
      paused.delete(name);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // One place that is silent holds up no other.
      ctx.log.warn('requests-not-carried', { place: name, why: error.message });
      const waitMs = retryAfter(failures, ctx.spread(), error.retryAfterMs);
      paused.set(name, { failures: failures + 1, untilMs: ctx.clock.nowMs() + waitMs });
    }
  }
}

/** Not where no entry leads to them: a request that is decided still is, once the entry is gone. */
export const carriesRequests = (ctx: Context): boolean =>
  ctx.access !== undefined && placesOf(ctx).length > 0;

function placesOf({ config }: Context): readonly RequestPlace[] {
  const entries = requestEntries(config.catalog.entitlements.values());
  const places = entries.map(({ target: { account, region } }) => ({ account, region }));
  return [...new Map(places.map((one) => [`${one.account} ${one.region}`, one])).values()];
}

async function carryPlace(ctx: Context, desk: AccessDesk, place: RequestPlace): Promise<void> {
  const sinceMs = ctx.clock.nowMs() - BACK_MS;
  const filed = await desk.list(place, sinceMs, AbortSignal.timeout(LIST_MS));
  await mirror(ctx, desk, place, filed);
  const fresh: NodeRequest[] = [];
  for (const one of filed) {
    // That it is there is enough: one that only a newer release can read is carried already.
    const isNew = one.status === 'pending' && !(await ctx.store.load(caseKey(carriedId(one))));
    if (isNew) fresh.push(one);
  }
  const tagged = fresh.length > 0 ? await nodesByTag(ctx, desk, place) : new Map();
  for (const one of fresh) await carry(ctx, desk, one, tagged);
  for (const one of filed) {
    const { is } = one.requester;
    if (one.status !== 'rejected' || one.execution || is.kind !== 'user') continue;
    await leaveRequest(ctx, desk, one, refuse('iam-user-request', { user: is.user }));
  }
}

async function nodesByTag(
  ctx: Context,
  desk: AccessDesk,
  place: RequestPlace,
): Promise<NodesByTag> {
  const nodes = new Map<string, readonly string[]>();
  for (const { target } of requestEntries(ctx.config.catalog.entitlements.values())) {
    const { tag, account, region } = target;
    if (!tag || account !== place.account || region !== place.region) continue;
    if (nodes.has(tagName(tag))) continue;
    nodes.set(tagName(tag), await desk.nodes(place, tag, AbortSignal.timeout(LIST_MS)));
  }
  return nodes;
}

const LATER: readonly RefusalCode[] = [
  'granting-stopped',
  'rules-unconfirmed',
  'directory-silent',
  'aws-silent',
  'policy-failed',
];

/** Nobody's no: it is asked again at the next look. */
const isForLater = (no: Refusal): boolean =>
  LATER.includes(no.code) || (no.code === 'frozen' && no.facts.why === 'silent');

async function carry(
  ctx: Context,
  desk: AccessDesk,
  filed: NodeRequest,
  tagged: NodesByTag,
): Promise<void> {
  const judged = await judgeRequest(ctx, desk, filed, tagged);
  if (judged.ok) {
    const { request, title, decision } = judged.value;
    // Absent, or another replica was quicker: the same request is one case.
    await commitCase(ctx, undefined, openCase(request, title, decision));
    return;
  }
  if (!isForLater(judged)) await leaveRequest(ctx, desk, filed, judged);
}

/** What waits here and no longer waits there was decided by somebody at AWS. */
async function mirror(
  ctx: Context,
  desk: AccessDesk,
  place: RequestPlace,
  filed: readonly NodeRequest[],
): Promise<void> {
  for await (const head of everyHead(ctx.store, { kind: 'case', states: ['pending'] })) {
    const waiting = readableCase(ctx, head, 'requests');
    if (!waiting) continue;
    const { id, request } = waiting;
    const target = request.targets.find(isJitna);
    const opsItem = target?.request?.opsItem;
    const isHere = target?.account === place.account && target.region === place.region;
    if (!isHere || opsItem === undefined) continue;
    const now =
      filed.find((one) => one.opsItem === opsItem) ??
      (await desk.read(place, opsItem, AbortSignal.timeout(LIST_MS)));
    const word = { status: now?.status ?? 'over', by: now?.lastBy ?? '' } as const;
    if (word.status === 'pending' || word.status === 'unknown') continue;
    await changeCase(ctx, id, (file, nowMs) => closeElsewhere(file, word, nowMs));
  }
}
