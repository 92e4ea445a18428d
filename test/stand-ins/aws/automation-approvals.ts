/** A step that waits for approvals: whose word counts, how many it takes, and one No. */

import { type Engine, failed, succeeded } from './automation-run.ts';
import type { Execution } from './automation-types.ts';
import { inputsOf } from './automation-values.ts';
import type { Caller } from './caller.ts';
import { AwsFault } from './fault.ts';
import { isObject, type Json, type RunbookStep } from './runbook.ts';
import { textOf } from './runbook-values.ts';

/** @throws AwsFault where the word is nobody's to say, or was said already */
export function decided(
  engine: Engine,
  execution: Execution,
  step: RunbookStep,
  by: Caller,
  type: 'Approve' | 'Reject',
): Execution {
  const inputs = inputsOf(execution, step, engine.now());
  if (!isApprover(inputs, by)) {
    throw refusal(`${by.arn} is no approver of this step`);
  }
  if (type === 'Reject') {
    return failed(engine, execution, 'Failed', `The step ${step.name} was rejected by ${by.arn}.`);
  }
  const approved = execution.signals.filter((one) => {
    return one.type === 'Approve' && one.step === step.name;
  });
  if (approved.some((one) => one.by === by.arn)) throw refusal(`${by.arn} has approved already`);
  const wanted = Number(inputs['MinRequiredApprovals'] ?? 1);
  if (approved.length + 1 < wanted) return execution;
  const outputs = { ApprovalStatus: 'Approved' };
  return succeeded(engine, execution, step, { kind: 'done', outputs });
}

/** As a runbook lists them, or as an approval policy does, with their types. */
export function approversIn(inputs: Json): string[] {
  const { Approvers, EnhancedApprovals } = inputs;
  const enhanced = isObject(EnhancedApprovals) ? EnhancedApprovals['Approvers'] : undefined;
  return [Approvers, enhanced].flatMap((list) =>
    Array.isArray(list) ? list.map((one) => textOf(isObject(one) ? one['approver'] : one)) : [],
  );
}

export const isApprover = (inputs: Json, by: Caller) =>
  approversIn(inputs).some((approver) => isNamed(approver, by));

/** A user by name or ARN; a role by name or ARN, or one session of it. */
function isNamed(approver: string, { arn, facts }: Caller): boolean {
  const principal = String(facts['aws:PrincipalArn']);
  return [arn, principal, principal.split('/').at(-1)].includes(approver);
}

const refusal = (words: string) => new AwsFault('InvalidAutomationSignalException', words);
