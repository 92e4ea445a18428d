/** The environment: every problem at once, as sentences that never repeat a value. */

import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/env.ts';

// Put together here, so that no scanner of secrets takes them for real ones.
const BOT = ['xoxb', '1234567890', 'SecretSecret'].join('-');
const APP = ['xapp', '1', 'A0123', 'SecretSecret'].join('-');
const SIGNING = '0123456789abcdef'.repeat(2);
const GOOD = { SLACK_BOT_TOKEN: BOT, SLACK_APP_TOKEN: APP };

const problemsOf = (env: Readonly<Record<string, string | undefined>>) => {
  const read = readSettings(env);
  return read.ok ? [] : read.problems;
};

describe('settings', () => {
  test('of Socket Mode need two tokens and nothing else', () => {
    expect(readSettings(GOOD)).toEqual({
      ok: true,
      settings: {
        slack: { botToken: BOT, transport: { kind: 'socket', appToken: APP } },
        aws: { region: 'us-east-1' },
        configFile: 'prod-access.yml',
        database: 'prod-access.sqlite',
        commandSocket: 'prod-access.sqlite.sock',
        port: 8080,
        logLevel: 'info',
        isStandIn: false,
      },
    });
  });

  test('of HTTP need the signing secret instead', () => {
    const read = readSettings({
      SLACK_BOT_TOKEN: BOT,
      SLACK_SIGNING_SECRET: SIGNING,
      PORT: '3000',
      AWS_REGION: 'ap-northeast-1',
      PROD_ACCESS_CONFIG: '/etc/prod-access.yml',
      PROD_ACCESS_DATABASE: '/data/pa.sqlite',
      LOG_LEVEL: 'debug',
    });
    expect(read).toMatchObject({
      ok: true,
      settings: {
        slack: { transport: { kind: 'http', signingSecret: SIGNING } },
        aws: { region: 'ap-northeast-1' },
        configFile: '/etc/prod-access.yml',
        database: '/data/pa.sqlite',
        commandSocket: '/data/pa.sqlite.sock',
        port: 3000,
        logLevel: 'debug',
      },
    });
  });
});

describe('the token of hints', () => {
  const TOKEN = 'f'.repeat(32);
  test.each([
    [TOKEN, TOKEN],
    ['', undefined],
    [undefined, undefined],
  ])('%j opens the way for EventBridge, or there is none', (token, hintToken) => {
    const read = readSettings({ ...GOOD, PROD_ACCESS_HINT_TOKEN: token });
    expect(read.ok && read.settings.hintToken).toBe(hintToken);
  });
});

describe('what is missing or wrong', () => {
  test('is told at once, with where to get it', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'loud' })).toEqual([
      'SLACK_BOT_TOKEN is not set. It begins with xoxb- and is shown under OAuth & Permissions ' +
        'of the app.',
      expect.stringMatching(/^SLACK_APP_TOKEN is not set, and neither is SLACK_SIGNING_SECRET\./),
      'PORT is no port. It is a number from 1 to 65535; without it, 8080.',
      'LOG_LEVEL is none of debug, info, warn, error.',
    ]);
  });

  const person = ['xoxp', '1234567890', 'SecretSecret'].join('-');
  test.each([
    ['SLACK_BOT_TOKEN', APP, 'does not begin with xoxb- but with xapp-: it is the token of an app'],
    ['SLACK_BOT_TOKEN', person, 'but with xoxp-: it is the token of a person'],
    ['SLACK_BOT_TOKEN', 'SecretSecret', 'SLACK_BOT_TOKEN does not begin with xoxb-.'],
    ['SLACK_BOT_TOKEN', `${BOT} `, 'is cut short or has a sign that no token has'],
    ['SLACK_BOT_TOKEN', 'xoxb-…', 'is cut short or has a sign that no token has'],
    ['SLACK_APP_TOKEN', BOT, 'does not begin with xapp- but with xoxb-'],
    ['SLACK_SIGNING_SECRET', SIGNING, 'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set'],
    ['AWS_REGION', 'tokyo', 'AWS_REGION is no Region'],
    ...['cn-north-1', 'us-gov-west-1', 'us-isob-east-1', 'eu-isoe-west-1', 'eusc-de-east-1'].map(
      (region) => ['AWS_REGION', region, 'AWS_REGION is a Region of another partition'],
    ),
    ['PORT', '0', 'PORT is no port'],
    ['PORT', '65536', 'PORT is no port'],
    ['PROD_ACCESS_STAND_IN', 'true', 'PROD_ACCESS_STAND_IN is set, but not to yes'],
    ['PROD_ACCESS_HINT_TOKEN', 'SecretSecret', 'is shorter than 32 characters. Make one with'],
    ['PROD_ACCESS_HINT_TOKEN', 'SecretSecret'.repeat(43), 'is longer than 512 characters'],
    ['PROD_ACCESS_HINT_TOKEN', `${'SecretSecret'.repeat(3)}\n`, 'a sign that no header can carry'],
    ['PROD_ACCESS_HINT_TOKEN', `${'SecretSecret'.repeat(3)}…`, 'a sign that no header can carry'],
    ['PROD_ACCESS_HINT_TOCKEN', 'x', 'did you mean "PROD_ACCESS_HINT_TOKEN"?'],
    ['PROD_ACCESS_SOCKET', `/tmp/${'x'.repeat(110)}`, 'longer than 100 bytes'],
    [
      'PROD_ACCESS_DATABSE',
      'x',
      'no variable of this program; did you mean "PROD_ACCESS_DATABASE"?',
    ],
    ['PROD_ACCESS_COLOUR', 'x', 'PROD_ACCESS_COLOUR is no variable of this program.'],
  ])('%s', (name, value, said) => {
    const problems = problemsOf({ ...GOOD, [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(said);
    expect(problems[0]).not.toContain('SecretSecret');
  });

  test.each([
    ['', 'SLACK_SIGNING_SECRET is empty'],
    ['short', 'SLACK_SIGNING_SECRET is too short to be one'],
    [`${SIGNING}\n`, 'SLACK_SIGNING_SECRET has signs that no signing secret has'],
  ])('a signing secret of %j', (secret, said) => {
    const problems = problemsOf({ SLACK_BOT_TOKEN: BOT, SLACK_SIGNING_SECRET: secret });
    expect(problems.join()).toContain(said);
  });
});

describe('an address', () => {
  const at = (name: string, value: string, more = {}) =>
    problemsOf({ ...GOOD, [name]: value, ...more }).join();

  test.each([
    ['AWS_ENDPOINT_URL', 'https://iam.amazonaws.com'],
    ['AWS_ENDPOINT_URL_STS', 'https://sts.ap-northeast-1.amazonaws.com'],
    ['SLACK_API_URL', 'https://slack.com/api/'],
  ])('%s may be %s', (name, value) => {
    expect(at(name, value)).toBe('');
  });

  test.each([
    ['AWS_ENDPOINT_URL', 'http://127.0.0.1:4566', 'leads outside amazonaws.com'],
    ['AWS_ENDPOINT_URL_IAM', 'https://iam.amazonaws.com.example.org', 'leads outside'],
    ['AWS_ENDPOINT_URL_SCHEDULER', 'https://notamazonaws.com', 'leads outside amazonaws.com'],
    ['AWS_ENDPOINT_URL', 'http://iam.amazonaws.com', 'must begin with https://'],
    ['AWS_ENDPOINT_URL', 'iam', 'is no address'],
    ['SLACK_API_URL', 'https://slack.com.example.org/api/', 'leads outside slack.com'],
    ['SLACK_API_URL', 'https://me:SecretSecret@slack.com/', 'contains a name or a password'],
  ])('%s may not be %s', (name, value, said) => {
    expect(at(name, value)).toContain(`${name} ${said}`);
    expect(at(name, value)).not.toContain('SecretSecret');
  });

  test('may be anywhere when this is said to be a test', () => {
    const standIn = { PROD_ACCESS_STAND_IN: 'yes' };
    expect(at('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566', standIn)).toBe('');
    expect(at('SLACK_API_URL', 'http://127.0.0.1:9000/api/', standIn)).toBe('');
    expect(at('SLACK_API_URL', 'file:///etc/passwd', standIn)).toContain('neither http:// nor');
    expect(at('SLACK_API_URL', 'http://x.example', { PROD_ACCESS_STAND_IN: 'no' })).toContain(
      'leads outside slack.com',
    );
  });
});
