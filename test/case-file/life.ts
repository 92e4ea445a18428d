/** One case and a clock: commands go in one after another, as people and holdings give them. */

import type { AuditEvent, EventType } from '../../src/audit/event.ts';
import { type CaseFile, openExtension, phaseOf } from '../../src/case-file/case-file.ts';
import { caseDigest, redraw } from '../../src/case-file/drawing.ts';
import { cancelCase, endGrant, writeOff } from '../../src/case-file/end-case.ts';
import { askExtension, reviewExtension } from '../../src/case-file/extend-case.ts';
import { startGrant } from '../../src/case-file/grant-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import type { Stepped } from '../../src/case-file/outcome.ts';
import { countRefused } from '../../src/case-file/refused.ts';
import { takeReport } from '../../src/case-file/report-case.ts';
import { noLongerAsked, reviewCase } from '../../src/case-file/review-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import { targetKey } from '../../src/catalog/target.ts';
import type { EndedBy, LeaseReport } from '../../src/grant/grant.ts';
import type { DrawingId } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import type { RefusalCode } from '../../src/kernel/refusal.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { NeedsApproval } from '../../src/policy/decision.ts';
import type { Request } from '../../src/request/request.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import { AIKO, decision, NOON, request } from './sample.ts';

export class Life {
  nowMs = NOON;
  file: CaseFile;
  decision: NeedsApproval;
  readonly events: AuditEvent[] = [];
  readonly loud: AuditEvent[] = [];
  #drawn = 0;

  constructor(change: Partial<Request> = {}, rules: NeedsApproval = decision()) {
    this.decision = rules;
    const opened = openCase(request(change), 'Production database', rules);
    this.file = opened.file;
    this.take(opened);
  }

  /** Commits what a step came to, as the engine does; says the code of a refusal. */
  take(stepped: Stepped | undefined): RefusalCode | 'ok' | 'nothing' {
    if (!stepped) return 'nothing';
    if (!stepped.ok) return stepped.code;
    this.events.push(...stepped.events);
    this.loud.push(...stepped.loud);
    const id = () => `${this.file.id}.${String((this.#drawn += 1))}` as DrawingId;
    this.file = redraw(stepped.file, id, this.nowMs);
    return 'ok';
  }

  at(nowMs: number): this {
    this.nowMs = nowMs;
    return this;
  }

  minutes(count: number): this {
    return this.at(this.nowMs + count * MINUTE);
  }

  review(by: Person, verdict: 'approve' | 'deny', more: { comment?: string; shorterMs?: number }) {
    const drawing = (this.file.drawings.at(-1)?.id ?? '') as DrawingId;
    const isExtension = this.file.grant?.state === 'active';
    const reviews = isExtension ? (openExtension(this.file)?.reviews ?? []) : this.file.reviews;
    const left = noLongerAsked(this.file, this.decision, reviews);
    const act = { by, verdict, drawing, digest: caseDigest(this.file), left, ...more };
    const step = isExtension ? reviewExtension : reviewCase;
    return this.take(step(this.file, this.decision, act, this.nowMs));
  }

  approve(by: Person, shorterMs?: number) {
    return this.review(by, 'approve', shorterMs === undefined ? {} : { shorterMs });
  }

  deny(by: Person, comment = 'Not during the freeze') {
    return this.review(by, 'deny', { comment });
  }

  extend(byMs: number, by: Person = AIKO) {
    return this.take(askExtension(this.file, by, byMs, undefined, this.decision, this.nowMs));
  }

  end(by: EndedBy = 'requester', who: Person | undefined = AIKO) {
    return this.take(endGrant(this.file, by, who, this.nowMs));
  }

  cancel(by: Person = AIKO) {
    return this.take(cancelCase(this.file, by, this.nowMs));
  }

  writeOff(by: Person, reason = 'The account was closed') {
    return this.take(writeOff(this.file, by, reason, this.nowMs));
  }

  begin() {
    return this.take(startGrant(this.file, this.nowMs));
  }

  refused(who: Person, code: RefusalCode = 'not-an-approver') {
    return this.take(countRefused(this.file, who, 'approve', code, this.nowMs));
  }

  /** What the holding says of one target, at the revision it was last ordered at. */
  hear(report: LeaseReport, index = 0, revision?: number) {
    const lease = this.file.grant?.leases[index];
    if (!lease) return 'nothing';
    const word = { grant: this.file.id, target: targetKey(lease.target), report };
    const told = { ...word, revision: revision ?? lease.revision };
    return this.take(takeReport(this.file, told, this.nowMs));
  }

  hearActive(index = 0) {
    return this.hear({ state: 'active', sinceMs: this.nowMs }, index);
  }

  hearEnded(index = 0, how: 'removed' | 'never-given' | 'gone' = 'removed') {
    return this.hear({ state: 'ended', atMs: this.nowMs, how }, index);
  }

  /** All that the clock brings at this moment. */
  tick(): this {
    for (let times = 0; times < 20; times += 1) {
      if (this.take(tickCase(this.file, this.nowMs)) === 'nothing') return this;
    }
    throw new Error('The clock alone keeps this case busy for ever.');
  }

  get phase() {
    return phaseOf(this.file);
  }

  said(type: EventType) {
    return this.events.filter((event) => event.type === type);
  }

  /** The orders still owed to the holding, target by target. */
  get orders(): readonly LeaseOrder[] {
    return this.file.owed.flatMap(({ effect }) =>
      effect.kind === 'set-lease' ? [effect.order] : [],
    );
  }
}
