/** The environment of Teams, and whether it goes with the configuration. */

import { expect, test } from 'vitest';
import { chatProblems } from '../../src/config/chats-agree.ts';
import { readSettings } from '../../src/config/env.ts';

const APP = '0a1b2c3d-1111-4222-8333-444455556666';
const TENANT = '9f8e7d6c-1111-4222-8333-444455556666';
const GOOD = { MicrosoftAppId: APP, MicrosoftAppPassword: 'a~secret~of~the~app' };

const problemsOf = (env: Readonly<Record<string, string | undefined>>) => {
  const read = readSettings(env);
  return read.ok ? [] : read.problems;
};

test('Teams alone needs no token of Slack', () => {
  expect(readSettings(GOOD)).toMatchObject({
    ok: true,
    settings: { teams: { appId: APP, password: 'a~secret~of~the~app' } },
  });
  const read = readSettings(GOOD);
  expect(read.ok && read.settings.slack).toBe(undefined);
});

test('an app without an id would let anybody in, so it is refused', () => {
  expect(problemsOf({ ...GOOD, MicrosoftAppId: '' })).toEqual([
    expect.stringContaining('MicrosoftAppId is empty.'),
  ]);
  expect(problemsOf({ MicrosoftAppPassword: 'a~secret~of~the~app' })).toEqual([
    expect.stringContaining('MicrosoftAppId is not set.'),
  ]);
});

test.each([
  [{ MicrosoftAppPassword: undefined }, 'MicrosoftAppPassword is not set.'],
  [{ MicrosoftAppPassword: 'short' }, 'MicrosoftAppPassword is cut short'],
  [{ MicrosoftAppPassword: APP }, 'MicrosoftAppPassword is an id.'],
  [{ MicrosoftAppType: 'MultiTenant' }, 'MicrosoftAppType is not SingleTenant'],
  [{ MicrosoftAppTenantId: 'example.com' }, 'MicrosoftAppTenantId is no id.'],
  [{ TEAMS_API_URL: 'https://example.com' }, 'TEAMS_API_URL is for tests'],
])('what is wrong is told, and no value repeated: %o', (wrong, said) => {
  const problems = problemsOf({ ...GOOD, ...wrong });
  expect(problems).toEqual([expect.stringContaining(said)]);
  expect(problems.join()).not.toContain('a~secret');
});

test('credentials and configuration name the same chats and the same tenant', () => {
  const read = readSettings({ ...GOOD, MicrosoftAppTenantId: TENANT });
  if (!read.ok) throw new Error(read.problems.join());
  const { settings } = read;
  const teams = { tenant: TENANT };
  expect(chatProblems({ slack: undefined, teams }, settings)).toEqual([]);
  expect(chatProblems({ slack: { team: 'T0' }, teams }, settings)).toEqual([
    'workspace.slack is set, and SLACK_BOT_TOKEN is not.',
  ]);
  expect(chatProblems({ slack: undefined, teams: undefined }, settings)).toEqual([
    'MicrosoftAppId is set, and workspace.teams is not.',
  ]);
  expect(chatProblems({ slack: undefined, teams: { tenant: APP } }, settings)).toEqual([
    'workspace.teams and MicrosoftAppTenantId are two different tenants.',
  ]);
});
