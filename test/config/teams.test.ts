/** People, groups and channels of Teams in the file. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';

const EXAMPLE = readFileSync(new URL('../../prod-access.example.yml', import.meta.url), 'utf8');
const TENANT = '9f8e7d6c-1111-4222-8333-444455556666';
const AIKO = '11111111-aaaa-4222-8333-000000000001';
const GROUP = '22222222-bbbb-4222-8333-000000000001';
const CHANNEL = '19:c0ffee0123456789@thread.tacv2';

const changed = (...changes: readonly (readonly [string, string])[]) => {
  const text = changes.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`The example has no ${from}.`);
    return now.replace(from, to);
  }, EXAMPLE);
  return parseConfig(text, 'prod-access.yml');
};
const problemsOf = (parsed: ReturnType<typeof changed>) =>
  parsed.ok ? [] : parsed.problems.map(({ message }) => message);

const BOTH = ['  slack: T0PRODDEMO', `  slack: T0PRODDEMO\n  teams: ${TENANT}`] as const;

test('one person has an account in each chat, and is one person', () => {
  const parsed = changed(BOTH, ['slack: U0AIKO0001', `slack: U0AIKO0001\n      teams: ${AIKO}`]);
  if (!parsed.ok) throw new Error(problemsOf(parsed).join('\n'));
  expect(parsed.config.teams).toEqual({ tenant: TENANT });
  expect(parsed.config.people.listed[0]?.keys).toEqual([
    'slack:T0PRODDEMO:U0AIKO0001',
    `teams:${TENANT}:${AIKO}`,
  ]);
});

test('cards may be posted in a channel of Teams, and a group of Entra may approve', () => {
  const parsed = changed(
    BOTH,
    ['channel: C0APPROVE1', `channel: ${CHANNEL}`],
    ['sre-leads: [ben, chie, dai]', `sre-leads: { teams_group: ${GROUP} }`],
  );
  if (!parsed.ok) throw new Error(problemsOf(parsed).join('\n'));
  expect(parsed.config.catalog.entitlements.get('prod-db')?.channel).toBe(CHANNEL);
  expect(parsed.config.groups.get('sre-leads')?.source).toEqual({ kind: 'teams', group: GROUP });
});

test('what is of a chat that the workspace does not name is said, each with its place', () => {
  const parsed = changed(
    ['slack: U0AIKO0001', `teams: ${AIKO}`],
    ['channel: C0APPROVE1', `channel: ${CHANNEL}`],
  );
  expect(problemsOf(parsed)).toEqual([
    expect.stringContaining('workspace.teams is not set'),
    expect.stringContaining('workspace.teams is not set'),
  ]);
});

test('two names of one account in Teams would be two votes of one human', () => {
  const parsed = changed(
    BOTH,
    ['slack: U0AIKO0001', `slack: U0AIKO0001\n      teams: ${AIKO}`],
    ['slack: U0BEN00001', `slack: U0BEN00001\n      teams: ${AIKO}`],
  );
  expect(problemsOf(parsed)).toEqual([
    expect.stringContaining(`${AIKO} is an account of aiko already`),
  ]);
});

test.each([
  [['  slack: T0PRODDEMO', ''], 'expected slack or teams, or both'],
  [['slack: U0AIKO0001', `teams: ${AIKO.toUpperCase()}`], `write ${AIKO}`],
  [['channel: C0APPROVE1', 'channel: 19:general'], '19:…@thread.tacv2'],
  [
    [
      'sre-leads: [ben, chie, dai]',
      `sre-leads: { teams_group: ${GROUP}, slack_usergroup: S0LEADS01 }`,
    ],
    'expected one of slack_usergroup, teams_group, channel',
  ],
] as const)('what is not well formed is said with what would be right: %s', (change, said) => {
  expect(problemsOf(changed(change)).join('\n')).toContain(said);
});
