/** Questions to a stored record, and what the code of a release answers: facts that must last. */

import { type CaseFile, phaseOf } from '../../src/case-file/case-file.ts';
import type { Outcome } from '../../src/case-file/outcome.ts';
import { takeReport } from '../../src/case-file/report-case.ts';
import { tickCase, wakeAt } from '../../src/case-file/tick-case.ts';
import { converge } from '../../src/holding/converge.ts';
import type { Holding, OwedReport } from '../../src/holding/holding.ts';
import type { Seen } from '../../src/holding/look.ts';
import { slotName } from '../../src/holding/slot.ts';
import { contentOf } from '../holding/cloud.ts';

export type Question =
  | { readonly ask: 'tick'; readonly atMs: number }
  | { readonly ask: 'report'; readonly atMs: number; readonly word: OwedReport }
  | { readonly ask: 'converge'; readonly atMs: number; readonly seen: Seen };

export function answer(body: unknown, question: Question): unknown {
  const { atMs } = question;
  if (question.ask === 'converge') return converged(body as Holding, question.seen, atMs);
  const file = body as CaseFile;
  const outcome =
    question.ask === 'tick' ? tickCase(file, atMs) : takeReport(file, question.word, atMs);
  return outcome ? stepped(outcome, atMs) : 'nothing';
}

const stepped = ({ file, events }: Outcome, atMs: number) => ({
  phase: phaseOf(file),
  events: events.map(({ type }) => type),
  owed: file.owed.map(({ key }) => key),
  endMs: file.grant?.endMs ?? null,
  wakeMs: wakeAt(file, atMs) ?? null,
});

function converged(holding: Holding, seen: Seen, nowMs: number) {
  const plan = converge({ holding, seen, nowMs, content: contentOf, mayRemoveUnknown: false });
  return {
    steps: plan.steps.map(
      (step) => `${step.do} ${slotName(step.do === 'put' ? step.slot : step.id)}`,
    ),
    leases: plan.holding.leases.map(({ grant, report }) => `${grant} ${report.state}`),
    owed: plan.holding.owed.map(({ grant, report }) => `${grant} ${report.state}`),
    drift: plan.drift.map(({ kind, slot }) => `${kind} ${slot}`),
    dueMs: plan.holding.dueMs ?? null,
  };
}
