/** A target of runbooks, from the file. */

import type { Fill, Runbook, ScheduleGroup, SsmAutomationTarget } from '../catalog/automation.ts';
import type { ConfigFile } from './file.ts';

type EntitlementFile = ConfigFile['entitlements'][number];
type TargetFile = NonNullable<EntitlementFile['target']>;
export type AutomationFile = Extract<TargetFile, { readonly kind: 'ssm-automation' }>;

export function buildAutomation(
  file: AutomationFile,
  schedules?: ScheduleGroup,
): SsmAutomationTarget {
  const { kind, account, region, role, alarm } = file;
  const more = { ...(role && { role }), ...(alarm && { alarm }) };
  const base = { kind, account, region, ...more, answers: {}, reach: [], roles: [] };
  const { work, grant, revoke, observe, dated } = file;
  if (work) return { ...base, runs: { form: 'work', work: buildRunbook(work) } };
  if (!grant || !revoke || !observe) throw new Error('A pair has three runbooks.');
  const { output, lists } = observe.present;
  const present = { output, ...(lists && { lists: buildFill(lists) }) };
  const pair = { grant: buildRunbook(grant), revoke: buildRunbook(revoke) };
  const runs = { form: 'pair', ...pair, observe: buildRunbook(observe), present, dated } as const;
  // What has a date ends by it.
  return { ...base, ...(schedules && !dated ? { schedules } : {}), runs };
}

type StepFile = NonNullable<AutomationFile['work']>;
type FillFile = StepFile['parameters'] extends ReadonlyMap<string, infer F> ? F : never;

const buildRunbook = ({ runbook, version, hash, parameters }: StepFile): Runbook => ({
  document: runbook,
  version: String(version),
  ...(hash && { hash: hash.toLowerCase() }),
  parameters: Object.fromEntries([...parameters].map(([name, fill]) => [name, buildFill(fill)])),
});

function buildFill(file: FillFile): Fill {
  if ('text' in file) return file;
  return file.fill === undefined ? { answer: file.answer ?? '' } : { fill: file.fill };
}
