/** English: runbooks of Systems Manager Automation, on cards, in threads and in notices. */

import type { EventFacts } from '../../audit/event.ts';
import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import type { Line } from '../card.ts';
import { code, exactly, say } from '../line.ts';
import { at, span } from './phrase-en.ts';

export const runbookEn = {
  work: (runbook: string, account: string) => say`runbook ${runbook}, account ${account}`,
  pair: (grant: string, revoke: string, account: string) =>
    say`runbook ${grant}, taken back by ${revoke}, account ${account}`,
  /** On the card: what ends it when the bot is dead. */
  datedNote: () => say`Its runbook writes the end into AWS, so it ends even if the bot is down.`,
  undatedNote: () =>
    say`Nothing inside AWS ends this: it lasts until the bot has run the second runbook.`,
  bookedNote: () =>
    say`Its end is booked at AWS: the second runbook starts then even if the bot is down.`,
  workNote: () =>
    say`Runs once, as its own role: nobody gets access. What still runs at the end is stopped.`,
  alarmNote: (alarm: string) => say`The alarm ${alarm} stops it.`,
  given: (runbook: string) => say`${runbook} has given it, for your own IAM user. Use it as it is.`,
  active: (title: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`${title} has begun. What still runs ${at(endMs, nowMs)} is stopped.`,
  /** In the warning before the end. */
  takenBack: () => say`What the runbook gave is taken back then.`,
  stoppedThen: () => say`The runbook is stopped then, if it still runs.`,
  running: (runbook: string) => say`${runbook} is running; its steps are in the thread.`,
  done: (title: string) => say`${title} is done: the runbook ran to its end.`,
  broken: (title: string) => say`${title} was broken off: the thread says at which step.`,
  stopped: (title: string, endMs: EpochMs, nowMs: EpochMs) =>
    say`${title} was stopped ${at(endMs, nowMs)}. What it had done until then stays done.`,
  statusDone: () => say`the runbook is done`,
  statusBroken: () => say`the runbook broke off`,
  statusStopped: () => say`the runbook was stopped`,
};

const HOW = {
  done: 'The runbook is done.',
  broken: 'The runbook broke off.',
  stopped: 'The runbook was stopped.',
} as const;

export const workActiveEn = (endMs: EpochMs, atMs: EpochMs): Line =>
  say`The runbook is running. Confirmed at AWS. What still runs ${at(endMs, atMs)} is stopped.`;

export const workEndedEn = (
  how: keyof typeof HOW,
  { confirmedMs, usedMs }: EventFacts['grant-revoked'],
): Line => say`${HOW[how]} Confirmed at AWS ${exactly(confirmedMs)}.${took(usedMs)}`;

const took = (usedMs: DurationMs): string => (usedMs > 0 ? ` It took ${span(usedMs)}.` : '');

const WHAT = {
  done: 'done',
  failed: 'failed',
  stopped: 'stopped',
  'timed-out': 'took too long',
} as const;

/** `ProdAccess-GrantPolicy: step put done.` */
export function runbookToldEn(facts: EventFacts['runbook-told']): Line {
  const { document, version, execution, step, what, why, alarm } = facts;
  if (what === 'started') return say`${document} v${version} started: ${code(execution)}.`;
  if (step !== undefined) return say`${document}: step ${step} ${WHAT[what]}.`;
  if (alarm !== undefined) return say`${document} was stopped by the alarm ${alarm}.`;
  if (what === 'done') return say`${document} ran to its end.`;
  return say`${document} ${WHAT[what]}${why === undefined ? '' : `: ${why}`}`;
}
