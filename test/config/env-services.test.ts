/** Kubernetes tells each container of the Services beside it, by names that may begin like ours. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readAws, readSettings } from '../../src/config/env.ts';
import { isDemoAsked } from '../../src/config/env-names.ts';

const CONTAINERS = readFileSync(new URL('../../docs/containers.md', import.meta.url), 'utf8');
const SLACK = {
  SLACK_BOT_TOKEN: ['xoxb', '1234567890', 'SecretSecret'].join('-'),
  SLACK_APP_TOKEN: ['xapp', '1', 'A0123', 'SecretSecret'].join('-'),
};
const TEAMS = {
  MicrosoftAppId: '0a1b2c3d-1111-4222-8333-444455556666',
  MicrosoftAppPassword: 'a~secret~of~the~app',
};

/** As the kubelet names them, of one Service with two ports. */
const ofService = (name: string): Readonly<Record<string, string>> => ({
  [`${name}_SERVICE_HOST`]: '10.0.0.11',
  [`${name}_SERVICE_PORT`]: '8080',
  [`${name}_SERVICE_PORT_HTTP_MAIN`]: '8080',
  [`${name}_PORT`]: 'tcp://10.0.0.11:8080',
  [`${name}_PORT_8080_TCP`]: 'tcp://10.0.0.11:8080',
  [`${name}_PORT_8080_TCP_PROTO`]: 'tcp',
  [`${name}_PORT_8080_TCP_PORT`]: '8080',
  [`${name}_PORT_8080_TCP_ADDR`]: '10.0.0.11',
  [`${name}_PORT_53_UDP`]: 'udp://10.0.0.11:53',
});

describe('a Service beside the bot in Kubernetes', () => {
  test('that is named prod-access keeps nothing from starting', () => {
    expect(readSettings({ ...SLACK, ...ofService('PROD_ACCESS') })).toMatchObject({ ok: true });
    expect(CONTAINERS).not.toMatch(/enableServiceLinks[^.]*refuses to start/);
    // Of what `revoke-only` reads there is no chat.
    expect(readAws(ofService('PROD_ACCESS'))).toEqual({ region: 'us-east-1' });
  });

  test('that is named teams-bot asks a bot in Slack for nothing of Teams', () => {
    const read = readSettings({ ...SLACK, ...ofService('TEAMS_BOT') });
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.settings.teams).toBe(undefined);
  });

  test('that is named slack-proxy asks a bot in Teams for nothing of Slack', () => {
    const read = readSettings({ ...TEAMS, ...ofService('SLACK_PROXY') });
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.settings.slack).toBe(undefined);
  });

  test('is no sign that somebody meant to serve', () => {
    for (const name of ['PROD_ACCESS', 'SLACK_PROXY', 'TEAMS_BOT', 'AWS_GATEWAY']) {
      expect(isDemoAsked(ofService(name))).toBe(true);
    }
  });

  test('hides no slip of a person: a port that they typed, a name that is none', () => {
    for (const name of ['PROD_ACCESS_PORT', 'PROD_ACCESS_SERVICE', 'PROD_ACCESS_PORT_8080']) {
      const read = readSettings({ ...SLACK, ...ofService('PROD_ACCESS'), [name]: '8080' });
      expect(!read.ok && read.problems).toEqual([
        expect.stringContaining(`${name} is no variable of this program`),
      ]);
    }
  });
});
