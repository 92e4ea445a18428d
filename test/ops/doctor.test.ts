/** What `doctor` says of an installation, with each look answered for it. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { type DoctorLooks, doctor } from '../../src/ops/doctor.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');

const healthy: DoctorLooks = {
  node: '26.10.0',
  sqlite: async () => 'sound',
  settings: () => ({ ok: false, problems: ['SLACK_BOT_TOKEN is not set.'] }),
  config: async () => parseConfig(EXAMPLE, 'prod-access.yml'),
  uniqueId: async () => 'AIDA1',
  slack: async () => [{ what: 'Slack', look: async () => 'answers' }],
  ledger: () => [],
  weaknesses: async () => [],
};

test('what is missing in the environment is said, and nothing outside is asked then', async () => {
  const looks = { ...healthy, slack: () => Promise.reject(new Error('must not be asked')) };
  const { ok, lines } = await doctor(looks);
  expect(ok).toBe(false);
  expect(lines).toContain('WRONG Environment: SLACK_BOT_TOKEN is not set.');
  expect(lines.join('\n')).not.toContain('must not be asked');
});

test('a broken store is a finding, not the end of the examination', async () => {
  const looks = { ...healthy, sqlite: () => Promise.reject(new Error('too old')) };
  const { lines } = await doctor(looks);
  expect(lines).toContain('WRONG SQLite: too old');
  expect(lines).toContain('ok    Configuration: 3 entitlements');
});

test('a configuration that does not parse points to check', async () => {
  const looks = { ...healthy, config: async () => parseConfig('nonsense: 1', 'prod-access.yml') };
  const { ok, lines } = await doctor(looks);
  expect(ok).toBe(false);
  expect(lines.at(-1)).toMatch(/^WRONG Configuration: \S+:\d+:\d+ .+/);
});
