/** Orders from case files to holdings, and answers back. Levels, not edges: sent until settled. */

import type { CaseFile } from '../case-file/case-file.ts';
import { caseDigest } from '../case-file/drawing.ts';
import { failGrant, isFirstOrder } from '../case-file/grant-case.ts';
import { holdAgain } from '../case-file/held-start.ts';
import { waitingAgain } from '../case-file/nudges.ts';
import { Stepping } from '../case-file/outcome.ts';
import { orderAgain, type Reopening, reopen } from '../case-file/reopen-case.ts';
import { approvers } from '../case-file/review-case.ts';
import { barOrder, emptyHolding, isBarred, takeOrder } from '../holding/order.ts';
import type { RequestId } from '../kernel/brand.ts';
import { Fault } from '../kernel/fault.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { Approvable } from '../policy/decision.ts';
import { type Held, heldBy } from '../policy/freeze.ts';
import { policyDigest } from '../policy/policy-digest.ts';
import type { Changed } from '../request/ground.ts';
import { tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { isOrder, withoutHeard } from './deliver-reports.ts';
import { isForOthers } from './for-others.ts';
import { heldRefusal } from './held-back.ts';
import { changeCase, changeHolding, loadCase } from './records.ts';
import { reboundNow } from './rebind.ts';
import { resolvePerson } from './resolve-person.ts';
import { PATIENCE_MS, waitOutSilence } from './silence.ts';
import type { Worked } from './under-way.ts';

/** Delivers the orders a case owes its holdings. The first one only if policy still agrees. */
export async function deliverOrders(ctx: Context, id: RequestId): Promise<Worked> {
  const loaded = await loadCase(ctx, id);
  if (!loaded) return;
  const due = loaded.body.owed.filter(isOrder);
  if (isToBegin(loaded.body)) {
    const isNewMark = ctx.mark?.() === 'ours-since-now';
    if (isNewMark || ctx.waits?.() || (await isForOthers(ctx, loaded.head.key))) return 'left';
    if (!(await mayStillBegin(ctx, loaded.body))) return;
  }
  for (const { effect, key } of due) {
    const { holder, holding, order } = effect;
    const taken = await changeHolding(ctx, holding, (known, nowMs) =>
      withoutHeard(takeOrder(known ?? emptyHolding(holder), order, nowMs), loaded.body),
    );
    // Barred by a replica that did not live to say so: ordered anew, under the next number.
    if (taken && isBarred(taken, order)) {
      await changeCase(ctx, id, (file, nowMs) => orderAgain(file, order.revision, nowMs));
      return;
    }
    await changeCase(ctx, id, (file, nowMs) => {
      // A newer order under the same key is still owed.
      const owed = file.owed.filter(
        (one) => one.key !== key || !isOrder(one) || one.effect.order.revision !== order.revision,
      );
      return new Stepping({ ...file, owed }, nowMs).quietly();
    });
  }
}

const isToBegin = (file: CaseFile): boolean =>
  file.grant?.state === 'provisioning' &&
  file.owed.some((one) => isOrder(one) && isFirstOrder(file, one.effect.order.revision));

/** Decided again in the last moment before anything is given. */
async function mayStillBegin(ctx: Context, file: CaseFile): Promise<boolean> {
  const nowMs = ctx.clock.nowMs();
  const standing = await resolvePerson(ctx, file.request.beneficiary.key);
  const decision = standing.ok ? await decideCase(ctx, file, 0) : standing;
  const stop = ctx.stopped();
  const no = stop ? refuse('granting-stopped', stop) : decision.ok ? undefined : decision;
  if (no) {
    waitOutSilence(no, file.grant?.startMs ?? nowMs, nowMs);
    return fails(ctx, file, no);
  }
  if (!decision.ok) return false;
  const held = heldBy(decision.value.frozen, nowMs);
  if (held) return beginsLater(ctx, file, decision.value, held);
  const rebound = standing.ok
    ? await reboundNow(ctx, file.request, standing.value.person, 'aws')
    : standing;
  if (!rebound.ok) {
    waitOutSilence(rebound, file.grant?.startMs ?? nowMs, nowMs);
    return fails(ctx, file, rebound);
  }
  if (rebound.value && decision.value.kind === 'break-glass') {
    // Nobody has approved it whom to ask anew: what they confirmed is another thing now.
    const changed = refuse('reach-changed', { what: file.request.entitlement });
    return fails(ctx, file, changed);
  }
  if (rebound.value) {
    const lost = file.reviews.map(({ by }) => by.key);
    return goesBack(ctx, file, { decision: decision.value, lost, ...rebound.value });
  }
  return isStillApproved(ctx, file, decision.value, nowMs);
}

/** Unless another replica has begun it meanwhile. */
async function fails(ctx: Context, file: CaseFile, no: Refusal): Promise<false> {
  await changeCase(ctx, file.id, (now, atMs) =>
    isToBegin(now) && isSameOrder(now, file) ? failGrant(now, no, atMs) : undefined,
  );
  return false;
}

/** Given up meanwhile and ordered anew, it is another: what was barred is not that one. */
const isSameOrder = ({ grant: now }: CaseFile, { grant: seen }: CaseFile): boolean =>
  now?.leases.every(({ revision }, at) => revision === seen?.leases[at]?.revision) ?? false;

/** By those who approved what is asked for now, and may still. */
async function isStillApproved(
  ctx: Context,
  file: CaseFile,
  decision: Approvable,
  nowMs: number,
): Promise<boolean> {
  if (decision.kind === 'auto-approved' && file.request.auto) return true;
  if (decision.kind === 'break-glass') return true;
  const { stages } = decision;
  const shown = caseDigest(file, policyDigest(decision));
  const bound = file.reviews.filter((one) => one.verdict === 'approve' && one.digest === shown);
  const now = tally(stages, approvers(bound), file.request);
  if (now.satisfied) return true;
  if (decision.silent && nowMs - (file.grant?.startMs ?? nowMs) < PATIENCE_MS) {
    throw new Fault('directory-unreachable', 'Nothing is taken back while groups are not known.');
  }
  const counted = new Set(now.counted.map((person) => person.key));
  const lost = file.reviews.map((one) => one.by.key).filter((key) => !counted.has(key));
  const isPolicy = policyDigest(decision) !== file.policyDigest;
  const names = file.reviews.filter(({ by }) => lost.includes(by.key)).map(({ by }) => by.name);
  const gone = isPolicy ? [] : names.map((name) => ({ of: 'approver', name }) as const);
  return goesBack(ctx, file, { decision, lost, changes: [...gone, ...noLongerAuto(file)] });
}

const noLongerAuto = ({ request: { auto } }: CaseFile): readonly Changed[] =>
  auto ? [{ of: 'statement', statement: auto.by }] : [];

/** Barred first: what another replica may have sent gives nothing, or it is taken back there. */
async function goesBack(ctx: Context, file: CaseFile, reopening: Reopening): Promise<false> {
  const isBarred = await barOrders(ctx, file);
  await changeCase(ctx, file.id, (now, atMs) =>
    isSameOrder(now, file)
      ? waitingAgain(reopen(now, reopening, isBarred, atMs), reopening.decision, atMs)
      : undefined,
  );
  return false;
}

/** Closed since it was approved: it waits for the calendar as if it had been closed then. */
async function beginsLater(
  ctx: Context,
  file: CaseFile,
  decision: Approvable,
  held: Held,
): Promise<false> {
  const isBarred = await barOrders(ctx, file);
  const no = heldRefusal(ctx, file.request.entitlement, held);
  await changeCase(ctx, file.id, (now, atMs) =>
    isSameOrder(now, file) ? holdAgain(now, decision, no, isBarred, atMs) : undefined,
  );
  return false;
}

/** Another replica may have sent them a moment ago, and died: false where one of them has come. */
async function barOrders(ctx: Context, file: CaseFile): Promise<boolean> {
  for (const { effect } of file.owed.filter(isOrder)) {
    const barred = await changeHolding(ctx, effect.holding, (known) =>
      barOrder(known ?? emptyHolding(effect.holder), effect.order),
    );
    if (!barred) return false;
  }
  return true;
}
