/** What AWS answered against what the program assumes of it. */

import { MINUTE, SECOND } from '../kernel/time.ts';
import type { Answer, ExperimentName, Seen } from '../ports/prover.ts';
import type { Assumption } from './prove-assumed.ts';
import { QUESTIONS } from './prove-questions.ts';

export type Verdict = 'as assumed' | 'differs' | 'not told';

/** A row of the table. */
export interface Proved {
  readonly experiment: ExperimentName;
  readonly question: string;
  readonly verdict: Verdict;
  readonly assumed: string;
  readonly where: string;
  readonly seen: string;
  /** Nothing, where it is as assumed. */
  readonly change: string;
}

export function proved(experiment: ExperimentName, { question, seen }: Answer): Proved {
  const { what, where, is, change } = QUESTIONS[question];
  const verdict = verdictOf(is, seen);
  return {
    experiment,
    question,
    verdict,
    assumed: what,
    where,
    seen: seenText(seen),
    change: verdict === 'differs' ? change : '',
  };
}

function verdictOf(is: Assumption, seen: Seen): Verdict {
  if (seen.kind === 'untold') return 'not told';
  if ('so' in is) return (seen.kind === 'yes') === is.so ? 'as assumed' : 'differs';
  if ('never' in is) return seen.kind === 'never' ? 'as assumed' : 'differs';
  const isTimely = (ms: number) => ms >= -EARLY_MS && ms <= is.withinMs;
  const isInTime = seen.kind === 'after' && seen.ms.every(isTimely);
  return isInTime ? 'as assumed' : 'differs';
}

function seenText(seen: Seen): string {
  switch (seen.kind) {
    case 'yes':
    case 'no':
      return seen.detail ? `${seen.kind}: ${seen.detail}` : seen.kind;
    case 'after':
      return `after ${seen.ms.map(inSeconds).join(', ')} s`;
    case 'never':
      return `not within ${(seen.waitedMs / MINUTE).toFixed(1)} min`;
    case 'untold':
      return seen.why;
  }
}

/** Clocks are a shade apart: so much before its time is no time. */
const EARLY_MS = 5 * SECOND;

const inSeconds = (ms: number): string => (Math.round(ms / 100) / 10 + 0).toFixed(1);
