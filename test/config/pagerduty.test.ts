/** Groups that are kept elsewhere, and what they are read with: said before anything is opened. */

import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { rosterProblems } from '../../src/config/rosters-agree.ts';
import { EXAMPLE } from './example.ts';

const SLACK = {
  SLACK_BOT_TOKEN: ['xoxb', '1234567890', 'SecretSecret'].join('-'),
  SLACK_SIGNING_SECRET: '0123456789abcdef'.repeat(2),
};
const KEY = 'u+AbcdefGHIJ-klmno_P';
const read = (env: Readonly<Record<string, string>>) => readSettings({ ...SLACK, ...env });
const problems = (env: Readonly<Record<string, string>>) => {
  const settings = read(env);
  return settings.ok ? '' : settings.problems.join('\n');
};
const parsed = (groups: string, change: (text: string) => string = (text) => text) =>
  parseConfig(change(EXAMPLE.replace('\ngroups:\n', `\ngroups:\n${groups}\n`)), 'prod-access.yml');
const ON_CALL = '  oncall: { pagerduty_schedule: PDBAS01 }';

describe('PAGERDUTY_TOKEN', () => {
  test('is taken, with the address of another region of PagerDuty', () => {
    const settings = read({
      PAGERDUTY_TOKEN: KEY,
      PAGERDUTY_API_URL: 'https://api.eu.pagerduty.com/',
    });
    expect(settings).toMatchObject({
      ok: true,
      settings: { pagerduty: { token: KEY, apiUrl: 'https://api.eu.pagerduty.com' } },
    });
  });

  test('that is cut short is told, and never repeated', () => {
    expect(problems({ PAGERDUTY_TOKEN: 'too short' })).toContain('PAGERDUTY_TOKEN is cut short');
    expect(problems({ PAGERDUTY_TOKEN: 'too short' })).not.toContain('too short');
  });

  test('goes to PagerDuty alone, unless this is a test', () => {
    const env = { PAGERDUTY_TOKEN: KEY, PAGERDUTY_API_URL: 'http://127.0.0.1:8080' };
    expect(problems(env)).toContain('leads outside pagerduty.com');
    expect(problems({ ...env, PROD_ACCESS_STAND_IN: 'yes' })).toBe('');
    const { PAGERDUTY_API_URL } = env;
    expect(problems({ PAGERDUTY_API_URL, PROD_ACCESS_STAND_IN: 'yes' })).toContain('TOKEN is not');
  });

  test('is missing where a group is asked of PagerDuty', () => {
    const config = parsed(ON_CALL);
    if (!config.ok) throw new Error('The example is not sound.');
    expect(rosterProblems(config.config, {})).toEqual([
      'PAGERDUTY_TOKEN is not set, and who is in oncall is asked of PagerDuty.',
    ]);
    expect(rosterProblems(config.config, { pagerduty: { token: KEY } })).toEqual([]);
  });
});

describe('a group that is kept elsewhere', () => {
  test('on call is nobody while no person has an id or an address', () => {
    const said = (change?: (text: string) => string) => {
      const config = parsed(ON_CALL, change);
      return config.ok ? config.warnings.map(({ message }) => message).join() : 'not sound';
    };
    expect(said()).toContain('nobody in people.listed has pagerduty or email');
    const ben = '- name: ben\n      pagerduty: PBEN001\n';
    expect(said((text) => text.replace('- name: ben\n', ben))).not.toContain('pagerduty');
  });

  test('in Identity Center needs identity_center', () => {
    const config = parsed('  dbas: { identity_center_group: prod-dbas }');
    expect(config.ok ? '' : config.problems.map(({ message }) => message).join()).toContain(
      'identity_center is not set',
    );
  });
});

test('what a freeze does and its level go together, and check says what is missing', () => {
  const frozen = (what: string) => {
    const text = EXAMPLE.replace(
      '    lapse: 1h\n',
      `    freeze:\n      calendars: [year-end]\n${what}    lapse: 1h\n`,
    ).concat('\ncalendars:\n  year-end: { ssm: ChangeFreeze }\n');
    const config = parseConfig(text, 'prod-access.yml');
    return config.ok ? [] : config.problems.map(({ path, message }) => `${path}: ${message}`);
  };
  expect(frozen('      do: level\n')).toEqual([
    'rules[0].freeze.do: do: level needs level: { name: …, any: 1, from: […] }',
  ]);
  const level = '      level: { name: board, any: 1, from: [dai] }\n';
  expect(frozen(`      do: hold\n${level}`)).toEqual([
    'rules[0].freeze.level: level belongs to do: level, and do is hold here',
  ]);
});

test('a level of a freeze that nobody could approve is told by check', () => {
  const text = EXAMPLE.replace(
    '    lapse: 1h\n',
    '    freeze:\n      calendars: [year-end]\n      do: level\n' +
      '      level: { name: board, any: 2, from: [dai] }\n    lapse: 1h\n',
  ).concat('\ncalendars:\n  year-end: { ssm: ChangeFreeze }\n');
  const config = parseConfig(text, 'prod-access.yml');
  expect(config.ok ? '' : config.problems.map(({ message }) => message).join()).toContain(
    'level board asks for 2, and there is 1 (dai)',
  );
});

test.each(['pagerduty: PBEN001', 'email: ben@example.com'])(
  'of two people nobody would know who is on call: %s',
  (line) => {
    const twice = (text: string) =>
      text
        .replace('- name: ben\n', `- name: ben\n      ${line}\n`)
        .replace('- name: chie\n', `- name: chie\n      ${line}\n`);
    const read = parsed('', twice);
    const said = read.ok
      ? ''
      : read.problems.map(({ path, message }) => `${path} ${message}`).join();
    expect(said).toContain(`people.listed[2].${line.split(':')[0]} there is already one called`);
  },
);
