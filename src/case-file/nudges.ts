/** Requests that wait: whose approval is missing, when they are reminded, who is asked as well. */

import { least } from '../kernel/least.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Approvable, Requirement } from '../policy/decision.ts';
import { tally } from '../request/tally.ts';
import type { CaseFile, Missing, Nudges } from './case-file.ts';
import { lapseAt, waitsFrom } from './lapse.ts';
import { type Outcome, Stepping } from './outcome.ts';

type Terms = Pick<Approvable, 'stages' | 'reminders'>;

/** Of a request that begins to wait, or begins anew under rules that have changed. */
export function firstNudges(file: CaseFile, terms: Terms, nowMs: EpochMs): Nudges {
  const fromMs = waitsFrom(file);
  const lifeMs = lapseAt(file) - fromMs;
  const remindMs = (terms.reminders ?? [])
    .map((share) => fromMs + Math.round(lifeMs * share))
    .filter((atMs) => atMs > nowMs);
  return { remindMs, sinceMs: nowMs, ...missingIn(file, terms) };
}

/** After an approval, or the loss of one. A stage waits from when the one before it is over. */
export function nextNudges(file: CaseFile, terms: Terms, nowMs: EpochMs): Nudges {
  const before = file.nudges ?? firstNudges(file, terms, nowMs);
  const next = missingIn(file, terms);
  return { ...before, ...next, sinceMs: next.stage === before.stage ? before.sinceMs : nowMs };
}

/** Where a step has put it back to those who decide. */
export function waitingAgain(outcome: Outcome, terms: Terms, nowMs: EpochMs): Outcome {
  const { file } = outcome;
  if (file.request.state !== 'pending') return outcome;
  return { ...outcome, file: { ...file, nudges: nextNudges(file, terms, nowMs) } };
}

function missingIn(file: CaseFile, { stages }: Terms): Pick<Nudges, 'stage' | 'missing'> {
  const approved = file.reviews.filter(({ verdict }) => verdict === 'approve');
  const given = approved.map(({ by }) => by);
  const now = tally(stages, given, file.request);
  const demands = stages.flatMap(({ requirements }) => requirements);
  const missing = now.requirements.flatMap(({ stage, have, need }, index): Missing[] => {
    const demand = demands[index];
    return demand && stage === now.stage && have < need ? [missingOf(demand, need - have)] : [];
  });
  return { stage: now.stage, missing };
}

function missingOf({ rule, level, from, escalate, escalatedTo = [] }: Requirement, count: number) {
  const asked = [...from, ...escalatedTo];
  return { rule, level, count, from: asked, ...(escalate && { escalate }) };
}

/** Of several that are due after a standstill, one is enough. */
export function remind(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { nudges } = file;
  if (!nudges || file.request.state !== 'pending') return undefined;
  const remindMs = nudges.remindMs.filter((atMs) => atMs > nowMs);
  if (remindMs.length === nudges.remindMs.length) return undefined;
  const missing = nudges.missing.map(({ level, count, from }) => ({ level, count, from }));
  return new Stepping({ ...file, nudges: { ...nudges, remindMs } }, nowMs)
    .record('approvers-reminded', { missing, lapseMs: lapseAt(file) })
    .quietly();
}

/** From here on the others may approve as well: the decision reads it from the case. */
export function escalate(file: CaseFile, nowMs: EpochMs): Outcome | undefined {
  const { nudges, escalated = [] } = file;
  if (!nudges || file.request.state !== 'pending') return undefined;
  const due = nudges.missing.filter((one) => nowMs >= dueAt(nudges, one));
  if (due.length === 0) return undefined;
  const missing = nudges.missing.map((one) => (due.includes(one) ? withOthers(one) : one));
  const levels = new Map(due.map((one) => [levelKey(one), one]));
  const step = new Stepping({ ...file, nudges: { ...nudges, missing } }, nowMs);
  step.set({ escalated: [...new Set([...escalated, ...levels.keys()])] });
  for (const { rule, level, escalate: others } of levels.values()) {
    if (others) step.record('level-escalated', { rule, level, ...others });
  }
  return step.done();
}

/** As the decision knows it. */
const levelKey = ({ rule, level }: Missing): string => `${rule}/${level}`;

function withOthers({ escalate: others, ...asked }: Missing): Missing {
  return { ...asked, from: [...asked.from, ...(others?.to ?? [])] };
}

const dueAt = ({ sinceMs }: Nudges, { escalate: others }: Missing): EpochMs =>
  others ? sinceMs + others.afterMs : Number.POSITIVE_INFINITY;

/** When there is somebody to remind or to ask as well; undefined when there is not. */
export function nudgeAt({ nudges, request }: CaseFile): EpochMs | undefined {
  if (!nudges || request.state !== 'pending') return undefined;
  const times = [...nudges.remindMs, ...nudges.missing.map((one) => dueAt(nudges, one))];
  return least(times.filter(Number.isFinite));
}
