/** A pair of the shipped runbooks, as an entitlement leads to it. */

import type { SsmAutomationTarget } from '../../../src/catalog/automation.ts';
import { LOG_READER, REGION, RUNBOOK_ROLE } from '../../story/runbooks.ts';
import { JUMP } from '../../story/seed.ts';

const USER_AND_KEY = { UserName: { fill: 'user' }, Key: { fill: 'target' } } as const;
const runbook = (name: string, parameters = {}) => ({
  document: `ProdAccess-${name}`,
  version: '1',
  parameters: { ...USER_AND_KEY, ...parameters },
});
export const TARGET: SsmAutomationTarget = {
  kind: 'ssm-automation',
  account: JUMP,
  region: REGION,
  role: RUNBOOK_ROLE,
  answers: { role: LOG_READER },
  reach: [],
  roles: [],
  runs: {
    form: 'pair',
    grant: runbook('GrantPolicy', {
      RoleArn: { answer: 'role' },
      StartTime: { fill: 'start' },
      EndTime: { fill: 'end' },
    }),
    revoke: runbook('RevokePolicy'),
    observe: runbook('ObservePolicy'),
    present: { output: 'read.Policy' },
    dated: true,
  },
};
