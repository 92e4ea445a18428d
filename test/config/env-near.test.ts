/** A variable that is spelt nearly as one of ours is told in the log: nobody reads it. */

import { expect, test } from 'vitest';
import { misspelt } from '../../src/config/env-near.ts';

test.each([
  ['LOG_LEVL', 'LOG_LEVEL'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['log_level', 'LOG_LEVEL'],
  ['PAGERDUTY_TOKN', 'PAGERDUTY_TOKEN'],
  ['MICROSOFTAPPTENANTID', 'MicrosoftAppTenantId'],
  ['SLACK_SIGNING_SECERT', 'SLACK_SIGNING_SECRET'],
])('%s is said to be none, and %s may be meant', (name, meant) => {
  expect(misspelt({ [name]: 'x' })).toEqual([{ name, meant }]);
});

test('a variable of another program is no slip where ours is set, or unlike all of ours', () => {
  expect(misspelt({ LOG_LEVEL: 'info', LOGLEVEL: 'WARNING' })).toEqual([]);
  const usual = ['PATH', 'HOME', 'HOSTNAME', 'PWD', 'LANG', 'PORT', 'NODE_ENV', 'TERM', 'SHLVL'];
  const near = ['SLACK_API_URL', 'PAGERDUTY_API_URL', 'TEAMS_API_URL', 'MicrosoftAppType'];
  const of = ['SLACK_SERVICE_HOST', 'AWS_REGION', 'AWS_ROLE_ARN', 'PROD_ACCESS_SOCKET'];
  const all = [...usual, ...near, ...of];
  expect(misspelt(Object.fromEntries(all.map((name) => [name, 'x'])))).toEqual([]);
});
