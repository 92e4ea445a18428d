/** What became of runs of runbooks: where each is, its steps, its outputs, why it ended. */

import type { AutomationExecution, StepExecution } from '@aws-sdk/client-ssm';
import type { Run, SeenRun, StepEnd } from '../../src/holding/run.ts';
import { slotName } from '../../src/holding/slot.ts';
import type { Clients } from './clients.ts';
import { runTag, tokenOf } from './ssm-automation-run.ts';
import { isNamed } from './faults.ts';
import { answered } from './iam-call.ts';

interface Reading {
  readonly clients: Clients;
  readonly installation: string;
  readonly account: string;
  readonly signal: AbortSignal;
}

/** Undefined where there is no such run, or none yet. */
export async function runAt(reading: Reading, run: Run): Promise<SeenRun | undefined> {
  const { slot } = run;
  const id = run.execution ?? (await found(reading, run));
  if (id === undefined) return undefined;
  const { clients, account, signal } = reading;
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, slot.region)]);
  const execution = await answered('ssm:GetAutomationExecution', async () => {
    try {
      const asked = new sdk.GetAutomationExecutionCommand({ AutomationExecutionId: id });
      return (await client.send(asked, { abortSignal: signal })).AutomationExecution;
    } catch (error) {
      if (isNamed(error, 'AutomationExecutionNotFound')) return undefined;
      throw error;
    }
  });
  return execution && seenOf(run, id, execution);
}

/**
 * By the tag that only this run has: its start was sent, and its answer was lost. AWS looks through
 * all that ran in the Region, the newest first, and a page in which it found nothing is empty and
 * not the last one. A start that nobody heard of is minutes old, and not behind hundreds of others.
 */
async function found(
  { clients, installation, account, signal }: Reading,
  { slot }: Run,
): Promise<string | undefined> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, slot.region)]);
  const Values = [runTag(tokenOf(installation, slot))];
  const asked = { Filters: [{ Key: 'TagKey' as const, Values }], MaxResults: 50 };
  let next: { readonly NextToken?: string } = {};
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const command = new sdk.DescribeAutomationExecutionsCommand({ ...asked, ...next });
    const page = await answered('ssm:DescribeAutomationExecutions', () =>
      client.send(command, { abortSignal: signal }),
    );
    const id = page.AutomationExecutionMetadataList?.[0]?.AutomationExecutionId;
    if (id !== undefined || !page.NextToken) return id;
    next = { NextToken: page.NextToken };
  }
  return undefined;
}

const MOST_PAGES = 10;

function seenOf({ slot }: Run, execution: string, read: AutomationExecution): SeenRun {
  const { ExecutionEndTime, Outputs = {} } = read;
  const unseen = slot.purpose === 'observe' ? unseenIn(read) : undefined;
  const FailureMessage = read.FailureMessage ?? unseen?.FailureMessage;
  const state = STATES[String(read.AutomationExecutionStatus)] ?? 'running';
  const alarm = read.TriggeredAlarms?.find(({ State }) => State === 'ALARM')?.Name;
  const unread = read.TriggeredAlarms?.find(({ State }) => State === 'UNKNOWN')?.Name;
  const why =
    unread === undefined
      ? FailureMessage
      : `AWS could not read the alarm ${unread}. Is it there, and may the role of the runbook ` +
        'cloudwatch:DescribeAlarms?';
  return {
    name: slotName(slot),
    execution,
    state: state === 'done' && unseen ? 'failed' : state,
    ...(ExecutionEndTime ? { endedMs: ExecutionEndTime.getTime() } : {}),
    steps: (read.StepExecutions ?? []).flatMap(stepOf),
    outputs: outputsOf(Outputs),
    ...(why ? { why } : {}),
    ...(alarm === undefined ? {} : { alarm }),
  };
}

/** Of a list that AWS cut off nobody knows what is missing from it. */
const unseenIn = ({ StepExecutions = [], StepExecutionsTruncated }: AutomationExecution) =>
  StepExecutions.find(isBlind) ?? (StepExecutionsTruncated ? CUT_OFF : undefined);
const CUT_OFF = { FailureMessage: 'It has more steps than AWS lists at once.' };

/**
 * A runbook that looks may go on where a step failed, and is a success to AWS: nothing is there, if
 * that is why. What was denied or throttled or took too long was not seen, and that is not absent.
 */
const isBlind = ({ StepStatus, FailureMessage = '' }: StepExecution): boolean =>
  StepStatus === 'TimedOut' || (StepStatus === 'Failed' && !isAbsence(FailureMessage));

const isAbsence = (message: string): boolean =>
  NOTHING_THERE.test(message) && !OTHERWISE.test(message);

/** As services of AWS say it: NoSuchEntity, ResourceNotFoundException, “does not exist”. */
const NOTHING_THERE = /no ?such|not ?(?:found|exist)|cannot be found|UnknownResource/i;
/** Denials that do not say which it is (KMS), code that did not run, addresses without a host. */
const OTHERWISE = new RegExp(
  'denied|not (?:authorized|allowed)|unauthorized|forbidden|throttl|' +
    'ENOTFOUND|(?:Module|File)NotFoundError',
  'i',
);

/** Whatever else it is, it is not over. */
const STATES: Readonly<Record<string, SeenRun['state']>> = {
  Success: 'done',
  CompletedWithSuccess: 'done',
  Failed: 'failed',
  CompletedWithFailure: 'failed',
  TimedOut: 'failed',
  Rejected: 'failed',
  Exited: 'failed',
  Cancelled: 'stopped',
};

const STEPS: Readonly<Record<string, StepEnd>> = {
  Success: 'done',
  CompletedWithSuccess: 'done',
  Failed: 'failed',
  CompletedWithFailure: 'failed',
  TimedOut: 'timed-out',
  Cancelled: 'stopped',
};

function stepOf({ StepName = '', StepStatus }: StepExecution): SeenRun['steps'] {
  const end = STEPS[String(StepStatus)];
  return end ? [{ name: StepName, end }] : [];
}

/** What AWS writes for an output of a step that was not come to. */
const NO_OUTPUT = /^No output available yet/;

const outputsOf = (outputs: Readonly<Record<string, readonly string[]>>): SeenRun['outputs'] =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, texts]) => [
      name,
      texts.filter((text) => !NO_OUTPUT.test(text)),
    ]),
  );
