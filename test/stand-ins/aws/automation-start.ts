/** Starts a runbook: who may, with which values, as which role, and never twice for one token. */

import { stopForAlarms } from './automation-alarms.ts';
import {
  alarmIn,
  checkInput,
  requireStart,
  startedBefore,
  versionAsked,
  wishOf,
} from './automation-asked.ts';
import { roleKey } from './automation-role.ts';
import { begin } from './automation-run.ts';
import { type Execution, isOver } from './automation-types.ts';
import { AwsFault } from './fault.ts';
import type { Runbook } from './runbook.ts';
import { type Given, valuesFor } from './runbook-parameters.ts';
import { parseRunbook } from './runbook-reading.ts';
import { filled, textOf } from './runbook-values.ts';
import { requiredText, type SsmCall, tagsIn, textOf as textIn } from './ssm-call.ts';
import { callerOfKey } from './ssm-caller.ts';
import { typeOf } from './ssm-document.ts';
import type { DocumentVersion, SsmDocument } from './ssm-types.ts';
import { own, type Tag } from './types.ts';

export function startAutomation(call: SsmCall): object {
  const { input, place } = call;
  const name = requiredText(input, 'DocumentName');
  const document = place.documents.get(name);
  const version = document && versionAsked(document, input);
  const id = call.world.ids.requestId();
  const tags = tagsIn(input);
  requireStart(call, {
    name,
    id,
    tags,
    ...(document && { document }),
    ...(version && { version }),
  });
  if (!document || typeOf(document) !== 'Automation') {
    const words = `Automation document ${name} does not exist.`;
    throw new AwsFault('AutomationDefinitionNotFoundException', words);
  }
  if (!version) {
    const words = `Automation document ${name} has no version ${textIn(input, 'DocumentVersion')}.`;
    throw new AwsFault('AutomationDefinitionVersionNotFoundException', words);
  }
  checkInput(input, tags);
  const known = startedBefore(call);
  if (known) return { AutomationExecutionId: known.id };
  const running = [...place.executions.values()].filter(
    (one) => !isOver(one) && !one.accessRequest,
  );
  if (running.length >= call.knobs.automationsAtOnce) {
    const words = 'The number of simultaneously running Automation executions exceeded the limit.';
    throw new AwsFault('AutomationExecutionLimitExceededException', words);
  }
  const runbook = parseRunbook(version.content, version.format);
  const begun = createExecution(call, { id, document, version, tags, runbook });
  place.executions.set(id, stopForAlarms(call.engine, place, begun));
  call.changed();
  return { AutomationExecutionId: id };
}

interface Opening {
  readonly id: string;
  readonly document: SsmDocument;
  readonly version: DocumentVersion;
  readonly tags: readonly Tag[];
  readonly runbook: Runbook;
}

export function createExecution(call: SsmCall, opening: Opening): Execution {
  const { input, place, now } = call;
  const { id, document, version, tags, runbook } = opening;
  const parameters = (input['Parameters'] ?? {}) as Given;
  const values = valuesFor(runbook, parameters);
  const caller = callerOfKey(call, call.asked.key);
  const role = textOf(filled(runbook.assumeRole ?? '', (name) => own(values, name) ?? ''));
  const token = textIn(input, 'ClientToken')?.toLowerCase();
  const alarm = alarmIn(input);
  const variables = Object.entries(runbook.variables ?? {});
  const execution: Execution = {
    id,
    number: place.executions.size + 1,
    account: place.account,
    region: place.region,
    document: document.name,
    documentVersion: String(version.number),
    content: JSON.stringify(runbook),
    startedAtMs: now(),
    status: 'InProgress',
    mode: input['Mode'] === 'Interactive' ? 'Interactive' : 'Auto',
    executedBy: caller.arn,
    key: role === '' ? call.asked.key : roleKey(call, role, id),
    ...(token === undefined ? {} : { token }),
    asked: wishOf(input),
    parameters,
    values,
    variables: Object.fromEntries(variables.map(([name, one]) => [name, one.default])),
    tags,
    ...(alarm ? { alarm } : {}),
    triggered: [],
    steps: pendingSteps(call, runbook),
    signals: [],
  };
  return begin(call.engine, execution, runbook.mainSteps[0]?.name ?? '');
}

const pendingSteps = ({ world }: SsmCall, { mainSteps }: Runbook): Execution['steps'] =>
  mainSteps.map(({ name, action }) => ({
    id: world.ids.requestId(),
    name,
    action,
    status: 'Pending',
    attempt: 0,
    inputs: {},
    outputs: {},
  }));
