/** Looks of `doctor` that find nothing, each to be changed by a test. */

import { readFileSync } from 'node:fs';
import { readSettings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { DoctorLooks } from '../../src/ops/doctor.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');

/** But for the environment, so that nothing outside is asked. */
export const healthy: DoctorLooks = {
  node: '26.10.0',
  isOperator: false,
  awsProblems: () => [],
  sqlite: async () => 'sound',
  settings: () => ({ ok: false, problems: ['SLACK_BOT_TOKEN is not set.'] }),
  config: async () => parseConfig(EXAMPLE, 'prod-access.yml'),
  uniqueId: async () => 'AIDA1',
  chats: async () => [{ what: 'Slack', look: async () => 'answers' }],
  sources: async () => [],
  ledger: () => [],
  weaknesses: async () => [],
  skewMs: async () => undefined,
};

/** Of an environment that is complete. */
export const settings = readSettings({
  SLACK_BOT_TOKEN: ['xoxb', '1234567890', 'SecretSecret'].join('-'),
  SLACK_SIGNING_SECRET: '0123456789abcdef'.repeat(2),
  AWS_REGION: 'eu-west-1',
});
