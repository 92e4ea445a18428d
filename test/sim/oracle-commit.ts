/** What must hold of every commit, by what was there before it. */

import { hash } from 'node:crypto';
import type { CaseData, HeadData, HoldingData, SealedData } from './records.ts';
import { phaseOf } from './records.ts';

export interface CommitRule<Body> {
  readonly id: string;
  readonly says: string;
  /** What is wrong; undefined when nothing is. */
  wrong(before: HeadData<Body> | undefined, after: HeadData<Body>): string | undefined;
}

const chained: CommitRule<unknown> = {
  id: 'I4',
  says: 'Facts are numbered without a gap and each carries the hash of the one before.',
  wrong(before, after) {
    let { seq, hash: last } = before?.chain ?? { seq: 0, hash: digest(after.key) };
    for (const one of after.sealed) {
      if (one.seq <= (before?.chain.seq ?? 0)) continue;
      if (one.seq !== seq + 1 || one.previous !== last) return `gap or break at ${one.seq}`;
      if (one.hash !== sealOf(one)) return `fact ${one.seq} does not match its hash`;
      ({ seq, hash: last } = one);
    }
    return seq === after.chain.seq && last === after.chain.hash ? undefined : 'the chain is cut';
  },
};

const told: CommitRule<CaseData> = {
  id: 'I4',
  says: 'A change of phase is recorded as a fact in the same commit.',
  wrong(before, after) {
    if (before && phaseOf(before.body) === phaseOf(after.body)) return undefined;
    // Back to its approvers: the facts are the votes that no longer count, if there are any.
    if (before?.body.grant && !after.body.grant) return undefined;
    const isTold = after.chain.seq > (before?.chain.seq ?? 0);
    // What a holding failed to give is told before; going on to take it back is no new fact.
    return isTold ? undefined : `${phaseOf(after.body)} is told nowhere`;
  },
};

const final: CommitRule<CaseData> = {
  id: 'I7',
  says: 'Denied, cancelled and lapsed are final, and what was revoked does not come back.',
  wrong(before, after) {
    if (!before) return undefined;
    const was = before.body.request.state;
    const is = after.body.request.state;
    const isOver = ['denied', 'cancelled', 'lapsed'].includes(was);
    if (isOver && (is !== was || after.body.grant)) return `${was} became ${is}`;
    const [from, to] = [phaseOf(before.body), phaseOf(after.body)];
    if (['revoked', 'failed'].includes(from) && ['active', 'provisioning'].includes(to)) {
      return `${from} became ${to}`;
    }
    return undefined;
  },
};

const mayLastUntil = (head: HeadData<CaseData> | undefined): number =>
  Math.max(
    0,
    ...(head?.body.extensions ?? []).flatMap((one) =>
      one.state === 'approved' ? (one.untilMs ?? 0) : [],
    ),
  );

const noLater: CommitRule<CaseData> = {
  id: 'I12',
  says: 'An end moves later only by an approved extension, and never past the total.',
  wrong(before, after) {
    const { grant, extensions } = after.body;
    if (grant?.endMs === undefined || grant.activeMs === undefined) return undefined;
    if (grant.endMs - grant.activeMs > grant.maxTotalMs) return 'longer than the total';
    const more = extensions.filter((one) => one.state === 'granted');
    const wasMs = before?.body.grant?.endMs;
    if (wasMs === undefined) {
      const asked = after.body.request.asked.durationMs ?? Infinity;
      const isLonger = grant.state === 'active' && grant.endMs - grant.activeMs > asked;
      return isLonger ? 'longer than was asked for' : undefined;
    }
    if (grant.endMs <= wasMs) return undefined;
    const isGiven = more.some((one) => one.untilMs === grant.endMs);
    // Approved, and cut short before AWS had confirmed it: it ends now, which is within that.
    const isCut = grant.state === 'revoking' && mayLastUntil(before) >= grant.endMs;
    return isGiven || isCut ? undefined : `the end moved by ${grant.endMs - wasMs} ms`;
  },
};

const bounded: CommitRule<CaseData> = {
  id: 'I22',
  says: 'What a case carries is bounded.',
  wrong: (_, { body, sealed }) =>
    body.owed.length > 40 || body.drawings.length > 20 || sealed.length > 60
      ? `owes ${body.owed.length}, drew ${body.drawings.length}, keeps ${sealed.length} facts`
      : undefined,
};

const boundedHolding: CommitRule<HoldingData> = {
  id: 'I22',
  says: 'What a holding carries is bounded.',
  wrong: (_, { body }) =>
    body.attempts.length > 150 || body.owed.length > 20
      ? `has ${body.attempts.length} attempts and owes ${body.owed.length}`
      : undefined,
};

const inOrder: CommitRule<unknown> = {
  id: 'I11',
  says: 'Each commit follows the one it was decided on.',
  wrong: (before, after) =>
    after.version === (before?.version ?? 0) + 1 ? undefined : `v${after.version} out of turn`,
};

const revisionsRise: CommitRule<HoldingData> = {
  id: 'I7',
  says: 'A lease never goes back to an older order, nor returns from its end.',
  wrong(before, after) {
    for (const lease of before?.body.leases ?? []) {
      const now = after.body.leases.find(
        (one) => one.grant === lease.grant && one.target.kind === lease.target.kind,
      );
      if (!now) continue;
      if (now.revision < lease.revision) return `${lease.grant} went back`;
      if (lease.report.state === 'ended' && now.report.state !== 'ended') {
        return `${lease.grant} rose from its end`;
      }
    }
    return undefined;
  },
};

export const ANY_RULES = [chained, inOrder] as const;
export const CASE_RULES = [told, final, noLater, bounded] as const;
export const HOLDING_RULES = [boundedHolding, revisionsRise] as const;

export const digest = (text: string): string => hash('sha256', text);

export const sealOf = (one: SealedData): string =>
  digest(`${one.previous}\n${one.record}\n${one.seq}\n${sorted(one.event)}`);

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => sorted(one ?? null)).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const known = Object.entries(value).filter(([, one]) => one !== undefined);
  known.sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${known.map(([name, one]) => `${JSON.stringify(name)}:${sorted(one)}`).join(',')}}`;
}
