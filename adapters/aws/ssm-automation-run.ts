/** Starts a run of a runbook, once for each token whatever is lost; and stops one. */

import type { StartAutomationExecutionCommandOutput } from '@aws-sdk/client-ssm';
import type { RunId, RunSlot } from '../../src/holding/slot.ts';
import { sha256 } from '../../src/kernel/digest.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { Applied, ApplyOrder } from '../../src/ports/grant-provider.ts';
import type { Clients } from './clients.ts';
import { faultOf, isNamed } from './faults.ts';
import { sendWhileMine } from './lean-client.ts';

const START = 'ssm:StartAutomationExecution';
const STOP = 'ssm:StopAutomationExecution';

interface Starter {
  readonly clients: Clients;
  readonly installation: string;
}

/** The same for every replica and every try, and for no other run. */
export function tokenOf(
  installation: string,
  { grant, target, purpose, generation }: Pick<RunSlot, 'grant' | 'target'> & RunKind,
): string {
  const hex = sha256([installation, grant, target, purpose, generation].join('\n'));
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join('-');
}

type RunKind = Pick<RunSlot, 'purpose' | 'generation'>;

/** A tag of its own, by which a run is found whose start was not answered. */
export const runTag = (token: string): string => `prod-access-run-${token}`;
export const OWN_TAG = 'prod-access';

export async function startRun(
  { clients, installation }: Starter,
  { holder, stillMine, signal }: ApplyOrder,
  slot: RunSlot,
): Promise<Applied> {
  const token = tokenOf(installation, slot);
  try {
    const [sdk, client] = await Promise.all([
      clients.ssmSdk(),
      clients.ssm(holder.account, slot.region),
    ]);
    const command = new sdk.StartAutomationExecutionCommand({
      DocumentName: slot.document,
      DocumentVersion: slot.version,
      // Values, as they are: no text is put together here.
      Parameters: mutable(slot),
      ClientToken: token,
      Tags: tagsFor(installation, slot, token),
      ...(slot.alarm === undefined ? {} : { AlarmConfiguration: watching(slot.alarm) }),
    });
    const { AutomationExecutionId } = (await sendWhileMine(client, command, {
      stillMine,
      signal,
    })) as StartAutomationExecutionCommandOutput;
    return { ok: true, ...(AutomationExecutionId ? { execution: AutomationExecutionId } : {}) };
  } catch (error) {
    return refusalOf(error, slot);
  }
}

const mutable = ({ parameters }: RunSlot): Record<string, string[]> =>
  Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, [...values]]));

/**
 * What gives or does the work goes on only while AWS can read the alarm: one that was deleted, or
 * that the role of the runbook may not read, is a fence that is not there. What takes has no alarm.
 */
const watching = (Name: string) => ({ Alarms: [{ Name }], IgnorePollAlarmFailure: false });

const tagsFor = (installation: string, { grant, purpose }: RunSlot, token: string) => [
  { Key: OWN_TAG, Value: installation },
  { Key: 'prod-access-request', Value: grant },
  { Key: 'prod-access-purpose', Value: purpose },
  { Key: runTag(token), Value: installation },
];

function refusalOf(error: unknown, { document, version }: RunSlot): Applied {
  if (isNamed(error, 'AutomationDefinition', 'InvalidDocument')) {
    return refuse('runbook-changed', { runbook: document, version });
  }
  const why = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  if (isNamed(error, 'InvalidAutomationExecutionParameters', 'IdempotentParameterMismatch')) {
    return refuse('runbook-parameters', { runbook: document, why });
  }
  if (isNamed(error, 'InvalidTarget', 'ValidationException')) {
    return refuse('aws-refused', { action: START, message: why });
  }
  throw faultOf(error, START);
}

/** At once, wherever it is; what it has done stays done. */
export async function stopRun(
  clients: Clients,
  { holder, stillMine, signal }: ApplyOrder,
  { region, execution }: RunId,
): Promise<Applied> {
  if (execution === undefined) return { ok: true };
  try {
    const [sdk, client] = await Promise.all([
      clients.ssmSdk(),
      clients.ssm(holder.account, region),
    ]);
    const asked = { AutomationExecutionId: execution, Type: 'Cancel' } as const;
    const command = new sdk.StopAutomationExecutionCommand(asked);
    await sendWhileMine(client, command, { stillMine, signal });
    return { ok: true };
  } catch (error) {
    // Over by itself, meanwhile.
    if (isNamed(error, 'AutomationExecutionNotFound', 'InvalidAutomationStatusUpdate')) {
      return { ok: true };
    }
    const fault = faultOf(error, STOP);
    if (fault.code === 'claim-too-old') throw fault;
    return refuse('aws-refused', { action: STOP, message: fault.message });
  }
}
