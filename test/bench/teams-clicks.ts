/** Clicks on Approve, sent as Teams sends them and timed to their answer. */

import { Agent, request } from 'node:http';
import { SAMPLE } from '../stand-ins/teams/sample.ts';
import type { FastTeams } from './fast-teams.ts';
import { approverId, type Waiting } from './teams-requests.ts';

export interface Clicker {
  /** How long it took until the answer, with a card in it, was there. */
  click(waiting: Waiting): Promise<number>;
  close(): void;
}

export interface ClickerOptions {
  readonly teams: Pick<FastTeams, 'serviceUrl' | 'authorization'>;
  readonly port: number;
  readonly connections: number;
}

export function createClicker({ teams, port, connections }: ClickerOptions): Clicker {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const { serviceUrl, authorization } = teams;
  return {
    async click(waiting) {
      const body = JSON.stringify(clickOn(waiting, serviceUrl));
      const sinceMs = performance.now();
      const text = await posted(agent, port, body, authorization);
      const tookMs = performance.now() - sinceMs;
      if (!text.includes('"type":"application/vnd.microsoft.card.adaptive"'))
        throw new Error(`It was answered with ${text.slice(0, 400)}`);
      return tookMs;
    },
    close: () => agent.destroy(),
  };
}

/** So many at a time; each connection clicks on the next when its last click was answered. */
export async function clickAll(
  clicker: Clicker,
  all: readonly Waiting[],
  connections: number,
): Promise<readonly number[]> {
  const timed: number[] = [];
  const left = all.values();
  const lane = async () => {
    for (const one of left) timed.push(await clicker.click(one));
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return timed;
}

function clickOn({ drawing, channel, message }: Waiting, serviceUrl: string): object {
  const id = approverId((clicked += 1));
  const tenant = { id: SAMPLE.tenantId };
  return {
    type: 'invoke',
    name: 'adaptiveCard/action',
    id: `f:${process.pid}-${clicked}`,
    channelId: 'msteams',
    serviceUrl,
    timestamp: new Date().toISOString(),
    locale: 'en-US',
    localTimezone: 'Europe/London',
    from: { id: `29:${id}`, name: `Person ${id.slice(-4)}`, aadObjectId: id },
    recipient: { id: `28:${SAMPLE.bot.appId}`, name: SAMPLE.bot.name },
    conversation: {
      id: `${channel};messageid=${message}`,
      conversationType: 'channel',
      isGroup: true,
      tenantId: SAMPLE.tenantId,
    },
    replyToId: message,
    channelData: { tenant, channel: { id: channel }, team: { id: '19:team@thread.tacv2' } },
    entities: [
      {
        type: 'clientInfo',
        locale: 'en-US',
        country: 'GB',
        platform: 'Web',
        timezone: 'Europe/London',
      },
    ],
    value: {
      action: {
        type: 'Action.Execute',
        id: '',
        verb: 'act',
        data: { act: 'approve', value: drawing },
      },
      trigger: 'manual',
    },
  };
}

let clicked = 0;

function posted(agent: Agent, port: number, body: string, authorization: string) {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    authorization,
  };
  const to = { agent, port, path: '/api/messages', method: 'POST', host: '127.0.0.1', headers };
  return new Promise<string>((resolve, reject) => {
    const sending = request(to, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      const { statusCode } = response;
      if (statusCode === 200) response.once('end', () => resolve(text));
      else reject(new Error(`It was answered with ${statusCode}.`));
    });
    sending.once('error', reject).end(body);
  });
}
