/** Cases as they stand in a store: lives lived up to a point, by the real steps. */

import { dueLanes } from '../../src/case-file/tick-case.ts';
import { emptyChain, seal } from '../../src/audit/chain.ts';
import { targetKey } from '../../src/catalog/target.ts';
import type { LeaseReport } from '../../src/grant/grant.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { Head, RecordKey } from '../../src/ports/store.ts';
import { Life } from '../case-file/life.ts';
import {
  AIKO,
  BEN,
  CHIE,
  DAI,
  decision,
  NOON,
  stage,
  target,
  window,
} from '../case-file/sample.ts';
import type { Question } from './decide.ts';

export interface Entry {
  readonly head: Head;
  readonly questions: readonly Question[];
}

const END = NOON + HOUR;

export function caseEntries(): Readonly<Record<string, Entry>> {
  const active = lived((life) => {
    life.approve(BEN);
    life.minutes(1).hearActive();
  });
  const extended = active((life) => {
    life.at(END - 5 * MINUTE).tick();
    life.extend(30 * MINUTE);
    life.approve(CHIE);
  });
  const ending = active((life) => life.minutes(20).end('approver', DAI));
  return {
    'case-pending': entry(two((life) => life.approve(BEN, 20 * MINUTE))),
    'case-denied': entry(two((life) => life.deny(BEN))),
    'case-cancelled': entry(two((life) => life.cancel(AIKO))),
    'case-lapsed': entry(two((life) => life.at(NOON + HOUR).tick())),
    'case-scheduled': entry(later((life) => life.approve(BEN))),
    'case-provisioning': entry(lived((life) => life.approve(BEN))()),
    'case-bundle-half-given': entry(half()),
    'case-active': entry(active()),
    'case-active-extension-ordered': entry(extended),
    'case-revoking-overdue': entry(active((life) => life.at(END + 3 * MINUTE).tick())),
    'case-revoked-early': entry(after(ending, (life) => life.minutes(1).hearEnded())),
  };
}

type Deeds = (life: Life) => unknown;
const after = (life: Life, deeds: Deeds): Life => {
  deeds(life);
  return life;
};
const lived =
  (first: Deeds) =>
  (then: Deeds = () => undefined): Life =>
    after(after(new Life(), first), then);
const two = (deeds: Deeds): Life =>
  after(new Life({}, decision([stage(2, BEN, CHIE, DAI)])), deeds);
const later = (deeds: Deeds): Life => after(new Life(window(END, END + HOUR)), deeds);
const half = (): Life =>
  after(new Life({ targets: [target('one'), target('two')] }), (life) => {
    life.approve(BEN);
    life.minutes(1).hearActive(0);
  });

function entry(life: Life): Entry {
  const { file, nowMs } = life;
  const key: RecordKey = `case/${file.id}`;
  const { head: chain, sealed } = seal(key, emptyChain(key), life.events);
  const due = dueLanes(file, nowMs);
  const { requester, entitlement, createdMs } = file.request;
  const index = { state: life.phase, person: requester.key, entitlement, createdMs, due };
  const head: Head = { key, version: life.events.length, body: file, chain, sealed, index };
  return { head, questions: questionsTo(life) };
}

/** Now, and at the moments at which something may come; and all that a holding may say. */
function questionsTo({ file, nowMs }: Life): readonly Question[] {
  const moments = [nowMs, END - 10 * MINUTE, END + MINUTE, END + 4 * MINUTE, NOON + 4 * HOUR];
  const ticks = moments
    .filter((atMs) => atMs >= nowMs)
    .map((atMs): Question => ({ ask: 'tick', atMs }));
  const atMs = nowMs + MINUTE;
  const reports: readonly LeaseReport[] = [
    { state: 'active', sinceMs: atMs },
    { state: 'ended', atMs, how: 'removed' },
    { state: 'failed', atMs, refusal: { ok: false, code: 'aws-silent', facts: {} } },
  ];
  const words = (file.grant?.leases ?? []).flatMap((lease) =>
    reports.map((report): Question => {
      const { revision } = lease;
      const word = { grant: file.id, target: targetKey(lease.target), revision, report };
      return { ask: 'report', atMs, word };
    }),
  );
  return [...ticks, ...words];
}
