/** One case, taken through its life by the rules themselves, and looked at on the way. */

import type { CaseView } from '../../src/card/case-view.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Entitlement } from '../../src/catalog/entitlement.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { type CaseFile, openExtension } from '../../src/case-file/case-file.ts';
import { askExtension, reviewExtension } from '../../src/case-file/extend-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import type { Outcome, Stepped } from '../../src/case-file/outcome.ts';
import { takeReport } from '../../src/case-file/report-case.ts';
import { approvers, reviewCase, type Verdicting } from '../../src/case-file/review-case.ts';
import type { LeaseReport } from '../../src/grant/grant.ts';
import { type DrawingId, personKey, principalKey, requestId } from '../../src/kernel/brand.ts';
import type { Person, Reader } from '../../src/kernel/person.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { decide } from '../../src/policy/decide.ts';
import type { NeedsApproval } from '../../src/policy/decision.ts';
import { whoName } from '../../src/policy/eligibility.ts';
import type { Request } from '../../src/request/request.ts';
import { tally } from '../../src/request/tally.ts';
import { NOTHING_SAID } from '../../src/policy/statement.ts';

/** 18:02 in Tokyo. */
export const ASKED = Date.UTC(2026, 10, 24, 9, 2);
export const at = (clock: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(':').map(Number);
  return Date.UTC(2026, 10, 24, hours - 9, minutes, seconds);
};
export const EN: Reader = { locale: 'en', zone: 'Asia/Tokyo' };
export const JA: Reader = { locale: 'ja', zone: 'Asia/Tokyo' };
export const ID = requestId('PA-7K3M2');
export const DRAWING = `${ID}.${'0'.repeat(32)}` as DrawingId;

export const person = (name: string): Person => {
  const key = personKey('slack', 'T1', `U${name.toUpperCase()}`);
  return { key, keys: [key], name };
};
export const [AIKO, BEN, CHIE, DAI] = [
  { ...person('aiko'), principal: { account: '111122223333', user: 'aiko.sato' } },
  person('ben'),
  person('chie'),
  person('dai'),
] as const;

export const PROD_DB: Entitlement = {
  id: 'prod-db',
  title: { en: 'Production database, read and write', ja: '本番データベース（読み書き）' },
  targets: [
    {
      kind: 'iam-policy',
      account: '111122223333',
      reach: [],
      roles: [{ account: '444455556666', name: 'ProdDbOperator' }],
      mfa: false,
    },
  ],
  maxMs: 4 * HOUR,
  risk: { en: 'Can write customer data', ja: '顧客データの書き込みが可能' },
  questions: [{ id: 'impact', label: { en: 'Impact', ja: '影響範囲' }, required: false }],
  ticket: { pattern: 'INC-*', required: false },
  channel: 'C0PROD',
  tags: { env: 'prod' },
};

export const CATALOG: Catalog = {
  entitlements: new Map([[PROD_DB.id, PROD_DB]]),
  accounts: new Map([
    ['111122223333', { id: '111122223333', name: 'identity' }],
    ['444455556666', { id: '444455556666', name: 'production' }],
  ]),
};

export const DECISION = decide({
  requester: AIKO,
  beneficiary: AIKO,
  entitlement: PROD_DB,
  durationMs: 2 * HOUR,
  rules: [
    {
      id: 'prod-two-people',
      scope: { by: 'id', entitlements: ['prod-db'] },
      eligible: [{ person: 'aiko', key: AIKO.key }],
      levels: [{ name: 'sre', mode: 'any', count: 2, from: [{ group: 'sre-leads' }] }],
      lapseMs: HOUR,
      maxMs: 4 * HOUR,
      maxTotalMs: 6 * HOUR,
      warnings: [10 * MINUTE],
    },
  ],
  said: NOTHING_SAID,
  groups: new Map([['sre-leads', { known: true, keys: [BEN.key, CHIE.key, DAI.key] }]]),
}) as NeedsApproval;

export const REQUEST: Request = {
  id: ID,
  state: 'pending',
  requester: AIKO,
  beneficiary: AIKO,
  holder: {
    account: '111122223333',
    user: 'aiko.sato',
    uniqueId: 'AIDA1',
    key: principalKey('111122223333', 'AIDA1'),
  },
  entitlement: 'prod-db',
  targets: PROD_DB.targets,
  facts: [{ reach: [], namedRoles: [], tailMs: 0 }],
  asked: { kind: 'duration', durationMs: 2 * HOUR },
  typedTime: '2h',
  justification: 'Restart the stuck replica, INC-1234',
  answers: {},
  createdMs: ASKED,
  lapseMs: ASKED + HOUR,
  rules: ['prod-two-people'],
  tailMs: 0,
};

/** What the step came to; a refusal here is a mistake in the test. */
export function done(step: Stepped | undefined): Outcome {
  if (!step?.ok) throw new Error(`The story does not go on: ${step?.code ?? 'nothing happened'}`);
  return step;
}

export const opened = (request: Partial<Request> = {}): CaseFile =>
  done(openCase({ ...REQUEST, ...request }, PROD_DB.title.en, DECISION)).file;

const act = (by: Person, verdict: 'approve' | 'deny', more: Partial<Verdicting>): Verdicting => ({
  by,
  verdict,
  drawing: DRAWING,
  digest: 'digest',
  ...more,
});

export const approved = (
  file: CaseFile,
  by: Person,
  clock: string,
  more: Partial<Verdicting> = {},
): Outcome => done(reviewCase(file, DECISION, act(by, 'approve', more), at(clock)));

export const denied = (file: CaseFile, by: Person, clock: string, comment: string): Outcome =>
  done(reviewCase(file, DECISION, act(by, 'deny', { comment }), at(clock)));

export const reported = (file: CaseFile, report: LeaseReport, clock: string): Outcome => {
  const lease = file.grant?.leases[0];
  const target = lease ? targetKey(lease.target) : '';
  const word = { grant: file.id, target, revision: lease?.revision ?? 0, report };
  return done(takeReport(file, word, at(clock)));
};

/** Asked 18:02, approved 18:05 and 18:07, active from 18:07 until 20:07. */
export const active = (request: Partial<Request> = {}): CaseFile => {
  const one = approved(opened(request), BEN, '18:05').file;
  const both = approved(one, CHIE, '18:07').file;
  return reported(both, { state: 'active', sinceMs: at('18:07') }, '18:07:20').file;
};

export const extensionAsked = (file: CaseFile, clock: string, why?: string): Outcome =>
  done(askExtension(file, AIKO, 30 * MINUTE, why, DECISION, at(clock)));

export const extensionReviewed = (
  file: CaseFile,
  by: Person,
  verdict: 'approve' | 'deny',
  clock: string,
): Outcome => {
  const comment = verdict === 'deny' ? { comment: 'not tonight' } : {};
  return done(reviewExtension(file, DECISION, act(by, verdict, comment), at(clock)));
};

export function view(file: CaseFile, clock: string, reader: Reader = EN): CaseView {
  const reviews = openExtension(file)?.reviews ?? file.reviews;
  const now = tally(DECISION.stages, approvers(reviews), file.request);
  const from = now.requirements.flatMap((one) => one.from.map(whoName));
  return {
    file,
    reader,
    nowMs: at(clock),
    drawing: DRAWING,
    title: PROD_DB.title[reader.locale] ?? PROD_DB.title.en,
    entitlement: PROD_DB,
    catalog: CATALOG,
    progress: { have: now.have, need: now.need, by: now.counted, level: 'sre', from },
    recent: { asksThisWeek: 3, deniedLast24h: 0 },
  };
}
