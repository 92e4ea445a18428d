/** Approved, and then on other ground before anything was given: back to those who may decide. */

import { targetKey } from '../catalog/target.ts';
import type { GrantLease } from '../grant/grant.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { CaseFile } from './case-file.ts';
import { failGrant, isFirstOrder, orderLeases, withoutOrders } from './grant-case.ts';
import { type Outcome, Stepping } from './outcome.ts';
import { recordVoid } from './review-void.ts';
import { type Ground, onGround, recordChanges } from './void-case.ts';

/** Whose approval counts no more, and on what it is decided anew. */
export interface Reopening extends Ground {
  readonly lost: readonly string[];
}

/**
 * @param isBarred no holding knows of the order, and none will take it however late it comes.
 */
export function reopen(
  file: CaseFile,
  reopening: Reopening,
  isBarred: boolean,
  nowMs: EpochMs,
): Outcome {
  const { grant } = file;
  if (grant?.state !== 'provisioning') return new Stepping(file, nowMs).quietly();
  const withdrawn = isBarred ? withoutUnsent(file) : undefined;
  if (!withdrawn) return failGrant(file, failure(file, reopening), nowMs);
  const { lost, decision } = reopening;
  const { file: grounded, changes } = onGround(file, reopening);
  const isPolicy = grounded.policyDigest !== file.policyDigest;
  const { grant: _, ...rest } = grounded;
  const { closedMs: __, auto: ___, ...request } = grounded.request;
  // Its life begins anew: what was approved days ahead has none of its first one left.
  const lapseMs = Math.max(request.lapseMs, nowMs + decision.lapseMs);
  const isLost = (key: string) => reopening.request !== undefined || lost.includes(key);
  const step = new Stepping(
    {
      ...rest,
      ...withdrawn,
      waitsMs: nowMs,
      reviews: file.reviews.filter(({ by }) => !isLost(by.key)),
      request: { ...request, state: 'pending', lapseMs },
    },
    nowMs,
  );
  recordChanges(step, changes, 'approved');
  const why = reopening.request ? 'reach-changed' : isPolicy ? 'rule-changed' : 'not-an-approver';
  recordVoid(
    step,
    file.reviews.filter(({ by }) => isLost(by.key)),
    why,
  );
  return step.tell('reopened').done();
}

const failure = ({ id, request }: CaseFile, { lost, request: other }: Reopening): Refusal =>
  other
    ? refuse('reach-changed', { what: request.entitlement })
    : refuse('rule-changed', { id, needed: lost.length });

/** The order was barred, though it was not taken back after all: neither reopened, nor put off. */
export function orderAgain(file: CaseFile, barred: number, nowMs: EpochMs): Outcome {
  const step = new Stepping({ ...file, takenBack: barred }, nowMs);
  const { grant } = file;
  const isOrdered = grant?.leases.some(({ revision }) => revision === barred) ?? false;
  if (grant?.state !== 'provisioning' || !isOrdered) return new Stepping(file, nowMs).quietly();
  orderLeases(step);
  return step.quietly();
}

/**
 * Its orders forgotten, of which no holding knows. Undefined where one has heard of them, or may
 * have: then it is taken back there, and not forgotten here.
 */
export function withoutUnsent(file: CaseFile): Pick<CaseFile, 'owed' | 'takenBack'> | undefined {
  const { leases = [] } = file.grant ?? {};
  if (!leases.every((lease) => isUnsent(file, lease))) return undefined;
  return {
    owed: withoutOrders(file),
    takenBack: Math.max(...leases.map(({ revision }) => revision)),
  };
}

const isUnsent = (file: CaseFile, { target, revision }: GrantLease): boolean =>
  isFirstOrder(file, revision) && file.owed.some(({ key }) => key === `lease:${targetKey(target)}`);
