/** After the end of a grant: when to look back at what was done, at whose deeds, and from when. */

import type { AuditEvent, EventFacts } from '../audit/event.ts';
import { isDated } from '../catalog/automation.ts';
import {
  isAutomation,
  isSsm,
  type RoleRef,
  type SsmTarget,
  type Target,
} from '../catalog/target.ts';
import { setName } from '../catalog/target-words.ts';
import type { Grant } from '../grant/grant.ts';
import { type DurationMs, type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';
import type { Owed } from '../work/effect.ts';
import type { CaseFile } from './case-file.ts';
import { mayHaveOpened } from './ending-word.ts';
import { oweEffect, type Outcome, Stepping } from './outcome.ts';

/** Word of a call takes minutes to be there to be looked up; how many, AWS does not say. */
export const LOOK_BACK_MS = 15 * MINUTE;

/** Where nothing was ever active there is nothing to look back at. */
export function oweLookBack(file: CaseFile, { type }: AuditEvent): CaseFile {
  const { grant } = file;
  const isEnd = type === 'grant-revoked' || type === 'written-off';
  if (!isEnd || grant?.state !== 'revoked' || !mayHaveOpened(grant)) return file;
  const { targets } = file.request;
  return oweEffect(file, { kind: 'look-back' }, overAt(grant, targets) + LOOK_BACK_MS);
}

export interface LookBack {
  readonly holder: Holder;
  /** Roles whose sessions are known by their name, and those whose are not. */
  readonly roles: readonly RoleRef[];
  readonly apart: readonly RoleRef[];
  readonly regions: readonly string[];
  readonly shells: readonly SsmTarget[];
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
}

export function lookBackOf({ request, grant }: CaseFile): LookBack | undefined {
  if (!grant) return undefined;
  const { holder, targets, facts } = request;
  const named = facts.flatMap(({ namedRoles }) => namedRoles);
  const isNamed = (role: RoleRef) => named.some((one) => isSameRole(one, role));
  const all = targets.flatMap(({ roles }) => roles).filter(isFirst);
  const ssm = targets.filter(isSsm);
  return {
    holder,
    roles: [...all.filter(isNamed), ...reservedRoles(targets)],
    apart: all.filter((role) => !isNamed(role)),
    regions: [...new Set(ssm.map(({ region }) => region))],
    shells: ssm.filter(({ kind }) => kind === 'ssm-node'),
    // From the order on: it is in use before AWS has been asked often enough to say so.
    fromMs: grant.startMs,
    toMs: overAt(grant, targets),
  };
}

/** Identity Center names its roles by the set, and their sessions by the user (user guide). */
const reservedRoles = (targets: readonly Target[]): readonly RoleRef[] =>
  targets.flatMap((target) =>
    target.kind === 'identity-center'
      ? target.leads.map((one) => ({
          account: one.account,
          name: `AWSReservedSSO_${setName(one)}_*`,
        }))
      : [],
  );

/**
 * The date in AWS ends it to the second; an end that somebody ordered was over when proved, and so
 * was what no date ends: it may have been overdue for hours.
 */
function overAt(grant: Grant, targets: readonly Target[]): EpochMs {
  const { endMs, notAfterMs, ending, revokedMs } = grant;
  const dueMs = endMs ?? notAfterMs;
  const isOrdered = ending !== undefined && ending.by !== 'time';
  return isOrdered || !targets.every(hasDate) ? Math.max(dueMs, revokedMs ?? dueMs) : dueMs;
}

/** What is booked, or stopped by a call of ours, ends when that is done. */
const hasDate = (target: Target): boolean =>
  isAutomation(target) ? isDated(target) : target.kind !== 'identity-center';

const isSameRole = (one: RoleRef, other: RoleRef): boolean =>
  one.account === other.account && one.name === other.name;
const isFirst = (role: RoleRef, at: number, all: readonly RoleRef[]): boolean =>
  all.findIndex((one) => isSameRole(one, role)) === at;

export const owedLookBack = ({ owed }: CaseFile): Owed | undefined =>
  owed.find(({ effect }) => effect.kind === 'look-back');

/** So often it is tried again, a minute later, then two, four, eight; then it is let be. */
const MOST_TRIES = 5;

/** Undefined when it is not to be tried any more. */
export const tryAgainAfter = ({ failures }: Pick<Owed, 'failures'>): DurationMs | undefined =>
  failures + 1 >= MOST_TRIES ? undefined : MINUTE * 2 ** failures;

export function putOff(file: CaseFile, waitMs: DurationMs, nowMs: EpochMs): Outcome | undefined {
  const at = file.owed.findIndex(({ effect }) => effect.kind === 'look-back');
  const known = file.owed[at];
  if (!known) return undefined;
  const later = { ...known, dueMs: nowMs + waitMs, failures: known.failures + 1 };
  return new Stepping({ ...file, owed: file.owed.with(at, later) }, nowMs).quietly();
}

/** Said once, whoever looked: where it is not owed any more, somebody has said it. */
export function lookedBack(
  file: CaseFile,
  facts: EventFacts['what-was-done'] | undefined,
  nowMs: EpochMs,
): Outcome | undefined {
  if (!owedLookBack(file)) return undefined;
  const owed = file.owed.filter(({ effect }) => effect.kind !== 'look-back');
  const step = new Stepping({ ...file, owed }, nowMs);
  if (facts) step.record('what-was-done', facts);
  return step.quietly();
}
