/** What the log is told to keep out of every line. */

import { expect, test } from 'vitest';
import type { Settings } from '../../src/config/env.ts';
import { secretsOf } from '../../src/config/secrets.ts';

const secretsIn = (chats: Pick<Settings, 'slack' | 'teams' | 'pagerduty'>) =>
  secretsOf(chats as Settings);

test('tokens, signing secrets and client secrets are secrets, whichever chats there are', () => {
  const socket = { kind: 'socket', appToken: 'app-token' } as const;
  const http = { kind: 'http', signingSecret: 'signing' } as const;
  const teams = { appId: 'an-app', password: 'client-secret' };
  expect(secretsIn({ slack: { botToken: 'bot-token', transport: socket } })).toEqual([
    'bot-token',
    'app-token',
  ]);
  expect(secretsIn({ slack: { botToken: 'bot-token', transport: http }, teams })).toEqual([
    'bot-token',
    'signing',
    'client-secret',
  ]);
  expect(secretsIn({ teams })).toEqual(['client-secret']);
  const pagerduty = { token: 'key-of-pagerduty' };
  expect(secretsIn({ teams, pagerduty })).toContain('key-of-pagerduty');
});
