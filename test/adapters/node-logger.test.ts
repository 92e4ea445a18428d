/** What the log says, and what it never says: secrets planted everywhere do not come out. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLogger, type LoggerOptions } from '../../adapters/node/logger.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { LogFacts } from '../../src/kernel/log.ts';

/** One line, as written. */
function logged(event: string, facts?: LogFacts, options: LoggerOptions = {}): string {
  const lines: string[] = [];
  const to = { write: (line: string) => void lines.push(line) };
  createLogger({ to, now: () => Date.UTC(2026, 10, 23, 12), ...options }).info(event, facts);
  return lines.join('');
}

describe('a line', () => {
  test('is one line of JSON: level, time, event, facts', () => {
    const line = logged('grant-active', { id: 'PA-7K3M2', endMs: 5, nothing: undefined });
    expect(line).toBe(
      '{"level":"info","time":"2026-11-23T12:00:00.000Z","event":"grant-active",' +
        '"id":"PA-7K3M2","endMs":5}\n',
    );
  });

  test('keeps its beginning though a fact has the name of it', () => {
    const line = JSON.parse(logged('found', { level: 3, time: 4, event: 5 }));
    expect(line).toMatchObject({ level: 'info', event: 'found', level_: 3, time_: 4, event_: 5 });
  });

  test('tells an error with its code and its cause', () => {
    const cause = new Error('socket hang up');
    const fault = new Fault('aws-unreachable', 'IAM did not answer.', { cause, retryAfterMs: 9 });
    expect(JSON.parse(logged('failed', { fault })).fault).toMatchObject({
      name: 'Fault',
      code: 'aws-unreachable',
      message: 'IAM did not answer.',
      retryAfterMs: 9,
      cause: { message: 'socket hang up' },
    });
  });

  test('tells every error of several that came at once', () => {
    const all = new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]);
    const { errors } = JSON.parse(logged('failed', { all })).all;
    expect(errors).toMatchObject([{ message: '::1 refused' }, { message: '127.0.0.1 refused' }]);
  });

  test.each([
    ['itself alone', () => ({})],
    [
      'a getter that throws',
      () => ({
        get trap() {
          throw new Error('no');
        },
      }),
    ],
    [
      'a toJSON that throws',
      () => ({
        toJSON() {
          throw new Error('no');
        },
      }),
    ],
    ['a thousand roads to one place', () => web(6)],
    ['numbers without end', () => ({ big: 2n ** 80n, not: Number.NaN })],
    ['a very long text', () => ({ text: 'x'.repeat(1_000_000) })],
    ['a very deep thing', () => Array.from({ length: 5_000 }).reduce((in_) => ({ in_ }), {})],
  ])('is written, and short, for %s', (_what, make) => {
    const thing: Record<string, unknown> = { thing: make(), kept: 'kept' };
    thing['self'] = thing;
    const line = logged('odd', thing);
    expect(JSON.parse(line)).toMatchObject({ event: 'odd', kept: 'kept' });
    expect(line.length).toBeLessThan(20_000);
  });

  test('below the level is not written', () => {
    expect(logged('quiet', {}, { level: 'warn' })).toBe('');
  });
});

/** Layers of ten, each of which knows all of the layer below. */
function web(layers: number): unknown {
  const below = layers === 0 ? 'end' : web(layers - 1);
  return Array.from({ length: 10 }, () => ({ below }));
}

/** Made up, and put together here so that no scanner takes them for real ones. */
const SECRETS = {
  'a Slack bot token': ['xoxb', '123456789012', 'AbCdEfGhIjKlMnOpQrStUvWx'].join('-'),
  'a Slack user token': ['xoxp', '1-2-3', 'abcdef0123456789'].join('-'),
  'a rotating Slack token': ['xoxe.xoxp', '1', 'Mi0yLTEyMzQ1Njc4'].join('-'),
  'a Slack app token': ['xapp', '1-A012-345', 'deadbeef'.repeat(8)].join('-'),
  'an access key id': ['AKIA', 'IOSFODNN7EXAMPLE'].join(''),
  'a temporary key id': ['ASIA', 'QWERTYUIOP123456'].join(''),
  'a JWT': ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'c2lnbmF0dXJl_-1'].join('.'),
  'a bearer header': 'Bearer 0123456789abcdefghij',
} as const;

describe('a secret', () => {
  /** What of it must not be seen, whatever it stands in. */
  const core = (secret: string) => secret.replace(/^Bearer /, '');
  const each = Object.entries(SECRETS);

  test.each(each)('%s is hidden in any text, key, error and depth', (_name, secret) => {
    const cause = new Error(`caused by (${secret})`);
    const odd = Object.assign(new Error(`sent ${secret}`, { cause }), { detail: secret });
    const facts = {
      text: `before ${secret} after`,
      tight: `x="${secret}",`,
      line: `first\n${secret}\nlast`,
      json: JSON.stringify({ a: JSON.stringify({ deep: `\n${secret}` }) }),
      [`key ${secret}`]: 1,
      list: [{ deeper: [new Map([['m', new Set([secret])]])] }],
      odd,
      all: new AggregateError([odd, new Error(secret)], 'several'),
      url: new URL(`https://example.com/?q=${encodeURIComponent(secret)}`),
    };
    const line = logged(`event ${secret}`, facts);
    expect(line).not.toContain(core(secret));
    expect(line).toContain('before ');
    expect(line).toContain(' after');
  });

  test.each(each)('%s is hidden wherever it stands in any text', (_name, secret) => {
    const joint = fc.stringMatching(/^[^\w%.~+/=-]?$/u);
    fc.assert(
      fc.property(fc.string(), joint, fc.string(), (before, left, after) => {
        const line = logged('canary', { text: `${before}${left} ${secret} ${after}` });
        expect(line).not.toContain(core(secret));
      }),
    );
  });

  const FORTY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  test.each([
    `aws_secret_access_key = ${FORTY}`,
    `AWS_SECRET_ACCESS_KEY=${FORTY}`,
    `{"SecretAccessKey":"${FORTY}"}`,
    JSON.stringify(JSON.stringify({ secretAccessKey: FORTY })),
    `<SecretAccessKey>: '${FORTY}'`,
    `<SecretAccessKey>${FORTY}</SecretAccessKey>`,
    `client_secret=${FORTY}&grant_type=x`,
    `https://bot:${FORTY.replaceAll('/', '_')}@example.com`,
    `x-amz-security-token: ${FORTY}`,
    `https://hooks.slack.com/actions/T1/2/${FORTY}`,
    `-----BEGIN PRIVATE KEY-----\n${FORTY}\n-----END PRIVATE KEY-----`,
  ])('is hidden after the name that gives it away: %s', (text) => {
    const line = logged('canary', { text });
    expect(line).not.toContain(FORTY);
    expect(line).not.toContain(FORTY.replaceAll('/', '_'));
  });

  test.each([
    'secretAccessKey',
    'SecretAccessKey',
    'aws_secret_access_key',
    'sessionToken',
    'token',
    'botToken',
    'signingSecret',
    'SLACK_SIGNING_SECRET',
    'password',
    'Authorization',
    'cookie',
    'credentials',
    'apiKey',
    'privateKey',
    'clientSecret',
    'signing_key',
  ])('is hidden under the key %s', (key) => {
    expect(logged('canary', { deep: [{ [key]: 'hunter2' }] })).not.toContain('hunter2');
    expect(logged('canary', { deep: { [key]: { any: ['hunter2'] } } })).not.toContain('hunter2');
  });

  test('of the configuration is hidden by its value alone', () => {
    const secrets = ['8f742231b10e8888abcd99yyyzzz85a5'];
    const line = logged('canary', { text: `odd ${secrets[0]} place` }, { secrets });
    expect(line).toContain('odd [hidden] place');
  });
});

test('what is no secret is left alone', () => {
  const facts = {
    id: 'PA-7K3M2',
    principal: '111122223333:AIDAQWERTYUIOP123456',
    drawing: `PA-7K3M2.${'0a'.repeat(16)}`,
    digest: 'ab'.repeat(32),
    tokens: 3,
    text: 'The bearer of this asked for a token. Basic checks passed: 18:07, rule=prod-two.',
    key: 'case/PA-7K3M2',
    nextToken: 'page-2',
    url: 'https://signin.aws.amazon.com/switchrole?account=111122223333&roleName=ProdDbOperator',
    list: [1, true, null],
  };
  expect(JSON.parse(logged('plain', facts))).toMatchObject(facts);
});
