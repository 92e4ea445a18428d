/** Targets of runbooks: a pair whose access is dated or not, and work. */

import type { SsmAutomationTarget } from '../../src/catalog/automation.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import { order } from './sample.ts';

const base = {
  kind: 'ssm-automation',
  account: '444455556666',
  region: 'eu-central-1',
  answers: {},
  reach: [],
  roles: [],
} as const;
const runbook = (document: string, parameters = {}) => ({ document, version: '1', parameters });

export const pairTarget = (dated: boolean): SsmAutomationTarget => ({
  ...base,
  runs: {
    form: 'pair',
    grant: runbook('Grant', { User: { fill: 'user' }, End: { fill: 'end' } }),
    revoke: runbook('Revoke', { User: { fill: 'user' } }),
    observe: runbook('Observe', { User: { fill: 'user' } }),
    present: { output: 'read.Policy' },
    dated,
  },
});

export const workTarget = (once: string): SsmAutomationTarget => ({
  ...base,
  alarm: 'errors',
  once,
  runs: { form: 'work', work: runbook('Drain', { User: { fill: 'user' } }) },
});

export const runOrder = (
  grant: string,
  target: SsmAutomationTarget,
  from: number,
  to: number,
  more: Partial<LeaseOrder> = {},
): LeaseOrder =>
  order(grant, from, to, {
    target,
    facts: { reach: [], namedRoles: [], tailMs: 0 },
    ...more,
  });
