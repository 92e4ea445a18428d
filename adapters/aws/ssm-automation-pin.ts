/** Are the runbooks those that were pinned, and do they take what they would be given? */

import {
  type Parameters,
  parametersOf,
  type Runbook,
  runbooksOf,
  type SsmAutomationTarget,
} from '../../src/catalog/automation.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { builtIns } from '../../src/holding/run.ts';
import { principalKey, requestId } from '../../src/kernel/brand.ts';
import { type Answer, ok, type Refusal, refuse } from '../../src/kernel/refusal.ts';
import type { Place } from './ssm-read.ts';
import { isNamed } from './faults.ts';
import { answered } from './iam-call.ts';

/** Read at the ask, and again before anything is given. */
export async function pinnedRunbooks(
  place: Omit<Place, 'account' | 'region'>,
  target: SsmAutomationTarget,
  user: string,
): Promise<Answer<SsmAutomationTarget>> {
  const { account, region } = target;
  for (const runbook of runbooksOf(target)) {
    const no = await unfit({ ...place, account, region }, target, runbook, user);
    if (no) return no;
  }
  return ok(target);
}

interface Declared {
  readonly type?: string;
  readonly default?: unknown;
  readonly allowedValues?: readonly unknown[];
  readonly allowedPattern?: string;
}

async function unfit(
  place: Place,
  target: SsmAutomationTarget,
  runbook: Runbook,
  user: string,
): Promise<Refusal | undefined> {
  const { document, version } = runbook;
  const read = await pinnedRunbook(place, runbook);
  if (!read) return refuse('runbook-changed', { runbook: document, version });
  const given = givenTo(target, runbook, user);
  const why = isRoled(read, given)
    ? misfit(read.parameters, given)
    : 'no role comes of its assumeRole, so it would act with the rights of the bot';
  return why === undefined ? undefined : refuse('runbook-parameters', { runbook: document, why });
}

interface PinnedRunbook {
  readonly parameters: Readonly<Record<string, Declared>>;
  readonly assumeRole: string;
}

/**
 * Whether it acts in a role when it is given this: without one AWS runs it with the rights of
 * whoever starts it. AWS's own runbooks take theirs as a parameter, which is empty by default.
 */
export function isRoled({ assumeRole, parameters }: PinnedRunbook, given: Parameters): boolean {
  const role = assumeRole.replaceAll(PARAMETER, (whole, name: string) => {
    if (!Object.hasOwn(parameters, name)) return whole;
    const own = parameters[name]?.default;
    return given[name]?.[0] ?? (typeof own === 'string' ? own : '');
  });
  return role.trim() !== '';
}

/** Of the document itself: what is AWS's, as the account, has a colon in it. */
const PARAMETER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** Undefined where there is none, or another than the one that was pinned. */
export async function pinnedRunbook(
  { clients, account, region, signal }: Place,
  { document, version, hash }: Runbook,
): Promise<PinnedRunbook | undefined> {
  const [sdk, client] = await Promise.all([clients.ssmSdk(), clients.ssm(account, region)]);
  const asked = { Name: document, DocumentVersion: version };
  const read = await orMissing('ssm:GetDocument', () =>
    client.send(new sdk.GetDocumentCommand({ ...asked, DocumentFormat: 'JSON' }), {
      abortSignal: signal,
    }),
  );
  if (read?.DocumentType !== 'Automation') return undefined;
  if (hash !== undefined) {
    const described = await orMissing('ssm:DescribeDocument', () =>
      client.send(new sdk.DescribeDocumentCommand(asked), { abortSignal: signal }),
    );
    if (described?.Document?.Hash?.toLowerCase() !== hash.toLowerCase()) return undefined;
  }
  const { parameters = {}, assumeRole = '' } = JSON.parse(read.Content ?? '{}') as {
    readonly parameters?: Readonly<Record<string, Declared>>;
    readonly assumeRole?: string;
  };
  return { parameters, assumeRole };
}

async function orMissing<T>(action: string, call: () => Promise<T>): Promise<T | undefined> {
  return answered(action, async () => {
    try {
      return await call();
    } catch (error) {
      if (isNamed(error, 'InvalidDocument')) return undefined;
      throw error;
    }
  });
}

/** As AWS would say it at the start, said before an approver is bothered. */
function misfit(
  declared: Readonly<Record<string, Declared>>,
  given: Parameters,
): string | undefined {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(declared, name));
  if (unknown !== undefined) return `it has no parameter ${unknown}`;
  for (const [name, { default: usual, allowedPattern, allowedValues }] of Object.entries(
    declared,
  )) {
    const [value] = given[name] ?? [];
    if (value === undefined && usual === undefined) return `${name} is missing`;
    if (value === undefined) continue;
    if (allowedValues && !allowedValues.map(String).includes(value)) {
      return `${name} is one of ${allowedValues.map(String).join(', ')}, and not “${value}”`;
    }
    if (allowedPattern !== undefined && !matches(allowedPattern, value)) {
      return `${name} has the form ${allowedPattern}, and “${value}” has not`;
    }
  }
  return undefined;
}

/** A pattern of another dialect is left to AWS. */
function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return true;
  }
}

/** Times and the id of the request are not known yet; they have the form they will have. */
export function givenTo(target: SsmAutomationTarget, runbook: Runbook, user: string): Parameters {
  const { account } = target;
  const holder = { key: principalKey(account, ''), account, user, uniqueId: '' };
  const sample = builtIns(holder, { grant: requestId('PA-0000'), target: targetKey(target) });
  return parametersOf(target, runbook, sample);
}
