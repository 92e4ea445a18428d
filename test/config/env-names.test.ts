/** A bare start is the demo only where nobody meant to serve. */

import { describe, expect, test } from 'vitest';
import { isDemoAsked, whyNoDemo } from '../../src/config/env-names.ts';

describe('the demo', () => {
  test.each(['PATH', 'HOME', 'PORT', 'LOG_LEVEL', 'AWS_CA_BUNDLE', 'AWS_PAGER'])(
    'is meant although %s is set',
    (name) => {
      expect(isDemoAsked({ [name]: 'x' })).toBe(true);
    },
  );

  test.each(['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_RETRY_MODE', 'AWS_EXECUTION_ENV'])(
    'is meant although %s is set',
    (name) => {
      expect(isDemoAsked({ [name]: 'x' })).toBe(true);
    },
  );

  test.each([
    'SLACK_BOT_TOKEN',
    'slack_bot_token',
    'PROD_ACCESS_CONFIG',
    'PROD_ACCESS_WHATEVER',
    'MicrosoftAppId',
    'MICROSOFTAPPPASSWORD',
    'TEAMS_TENANT',
    'AWS_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'AWS_ENDPOINT_URL',
    'AWS_ENDPOINT_URL_IAM',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONFIG_FILE',
  ])('is not meant when %s is set', (name) => {
    expect(isDemoAsked({ PATH: '/bin', [name]: 'x' })).toBe(false);
  });

  test('is not meant even when the variable is empty: somebody meant to fill it', () => {
    expect(isDemoAsked({ SLACK_BOT_TOKEN: '' })).toBe(false);
  });

  test('is told how to be had, where a shell for AWS stands in its way', () => {
    expect(whyNoDemo({ AWS_PROFILE: 'dev', AWS_REGION: 'eu-west-1' })).toBe(
      'AWS_PROFILE is set, so this is the bot itself. For the demo, unset it.',
    );
    expect(whyNoDemo({ AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' })).toBe(
      'AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY are set, so this is the bot itself. ' +
        'For the demo, unset them.',
    );
    expect(whyNoDemo({ AWS_PROFILE: 'dev', SLACK_BOT_TOKEN: 'xoxb-' })).toBeUndefined();
    expect(whyNoDemo({})).toBeUndefined();
  });

  test('is meant when nothing is set at all', () => {
    expect(isDemoAsked({})).toBe(true);
    expect(isDemoAsked({ SLACK_BOT_TOKEN: undefined })).toBe(true);
  });
});
