/** The stack by which EventBridge tells the bot of requests: what it says, and by what right. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../src/config/env.ts';
import { deployStack } from './template.ts';

const account = '444455556666';
const region = 'ap-northeast-1';
const given = { Url: 'https://bot.example.com/hints/aws', Token: '0123456789abcdef'.repeat(4) };
const stack = deployStack('jitna-hints.yml', given, { account, region });
const events = `arn:aws:events:${region}:${account}`;
const destination = `${events}:api-destination/prod-access-hints/0a1b2c3d`;

describe('the stack of hints', () => {
  test('has the events that AWS documents for these requests, and no others', () => {
    expect(stack['Rule']?.['EventPattern']).toEqual({
      source: ['aws.ssm'],
      'detail-type': [
        'Approver Access Request Status Update',
        'Requester Access Request Status Update',
        'JITNA Access Request Failed',
      ],
    });
  });

  test('sends nothing of a request, and nothing that is old', () => {
    expect(stack['Rule']?.['Targets']).toEqual([
      {
        Id: 'prod-access',
        Arn: destination,
        RoleArn: `arn:aws:iam::${account}:role/prod-access-hints-${region}`,
        Input: '{}',
        RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 60 },
      },
    ]);
  });

  test('posts with the header that the bot wants, to the path that it has', () => {
    expect(stack['Connection']).toMatchObject({
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'X-Prod-Access-Hint', ApiKeyValue: given.Token },
      },
    });
    expect(stack['Destination']).toMatchObject({
      ConnectionArn: `${events}:connection/prod-access-hints/0a1b2c3d`,
      HttpMethod: 'POST',
      InvocationEndpoint: given.Url,
    });
    const source = readFileSync(new URL('../../adapters/node/hints.ts', import.meta.url), 'utf8');
    expect(source).toContain(`'/hints/aws'`);
    expect(source).toContain(`'x-prod-access-hint'`);
  });

  test('lends its role to its own rule alone, and lets it call the bot and nobody else', () => {
    const { AssumeRolePolicyDocument: trust, Policies: policies } = stack['Caller'] ?? {};
    expect(trust).toMatchObject({
      Statement: [
        {
          Principal: { Service: 'events.amazonaws.com' },
          Condition: {
            StringEquals: {
              'aws:SourceAccount': account,
              'aws:SourceArn': `${events}:rule/prod-access-hints`,
            },
          },
        },
      ],
    });
    expect(policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: [
            { Effect: 'Allow', Action: 'events:InvokeApiDestination', Resource: destination },
          ],
        },
      },
    ]);
  });

  test.each([
    ['Url', 'http://bot.example.com/hints/aws'],
    ['Url', 'https://bot.example.com/'],
    ['Url', 'https://me:secret@bot.example.com/hints/aws'],
    ['Token', 'short'],
    ['Token', `${given.Token} ${given.Token}`],
  ])('cannot be deployed with %s: %s', (name, value) => {
    expect(() => deployStack('jitna-hints.yml', { ...given, [name]: value })).toThrow('may not be');
  });

  test.each(['x'.repeat(31), 'x'.repeat(32), 'x'.repeat(512), 'x'.repeat(513), '~!'.repeat(20)])(
    'takes the tokens that the bot takes (case %#)',
    (Token) => {
      const settings = readSettings({
        SLACK_BOT_TOKEN: ['xoxb', '1234567890', 'SecretSecret'].join('-'),
        SLACK_SIGNING_SECRET: '0123456789abcdef',
        PROD_ACCESS_HINT_TOKEN: Token,
      });
      const deploy = () => deployStack('jitna-hints.yml', { ...given, Token });
      if (settings.ok) expect(deploy).not.toThrow();
      else expect(deploy).toThrow('Token may not be');
    },
  );
});
