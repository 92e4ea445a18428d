/** Signed `/prod-access` commands, sent as Slack sends them and timed to ack and to modal. */

import { Agent, request } from 'node:http';
import { CHANNELS, PEOPLE, TEAM } from '../story/seed.ts';
import { formHeaders, signedHeaders } from '../stand-ins/slack/signature.ts';
import type { FastSlack } from './fast-slack.ts';

export interface Timed {
  /** From sending the command to its 200. */
  readonly ackMs: number;
  /** From sending the command to `views.open` at the stand-in. */
  readonly modalMs: number;
}

export interface Commander {
  /** @throws when it is not acknowledged, or no modal comes. */
  send(): Promise<Timed>;
  /** The modal that this server opens, as JSON. */
  view(): Promise<string>;
  close(): void;
}

export interface CommanderOptions {
  readonly slack: FastSlack;
  readonly port: number;
  readonly connections: number;
}

export const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

export function createCommander({ slack, port, connections }: CommanderOptions): Commander {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  async function command() {
    const trigger = nextTrigger();
    const body = commandBody(trigger);
    const sinceMs = performance.now();
    const passed = () => performance.now() - sinceMs;
    const opened = slack.opened(trigger).then((form) => ({ form, modalMs: passed() }));
    const [{ form, modalMs }, ackMs] = await Promise.all([
      opened,
      post(agent, port, body).then(passed),
    ]);
    return { form, modalMs, ackMs };
  }

  return {
    async send() {
      const { ackMs, modalMs } = await command();
      return { ackMs, modalMs };
    },
    async view() {
      const view = new URLSearchParams((await command()).form).get('view');
      if (view === null) throw new Error('The modal came without a view.');
      return view;
    },
    close: () => agent.destroy(),
  };
}

/** So many at a time; each connection sends its next command when its last modal has opened. */
export async function closedLoop(
  commander: Commander,
  { connections, count }: { readonly connections: number; readonly count: number },
): Promise<{ readonly timed: readonly Timed[]; readonly perSecond: number }> {
  const timed: Timed[] = [];
  let left = count;
  const sinceMs = performance.now();
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      timed.push(await commander.send());
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  return { timed, perSecond: count / ((performance.now() - sinceMs) / 1000) };
}

/** So many a second, whether or not the last has been answered. */
export async function openLoop(
  commander: Commander,
  { perSecond, count }: { readonly perSecond: number; readonly count: number },
): Promise<readonly Timed[]> {
  const sinceMs = performance.now();
  const sent: Promise<Timed>[] = [];
  while (sent.length < count) {
    const waitMs = (sent.length * 1000) / perSecond - (performance.now() - sinceMs);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const one = commander.send();
    // Looked at below, with the others.
    one.catch(() => {});
    sent.push(one);
  }
  return Promise.all(sent);
}

/** Signed as Slack signs; resolves with what it was acknowledged with. */
export function post(agent: Agent, port: number, body: string): Promise<string> {
  const signed = signedHeaders(SECRET, body, 'valid', Date.now());
  const length = { 'content-length': Buffer.byteLength(body) };
  const headers = { ...formHeaders, ...signed, ...length };
  const path = '/slack/events';
  return new Promise((resolve, reject) => {
    const sending = request(
      { agent, port, path, method: 'POST', host: '127.0.0.1', headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        const { statusCode } = response;
        if (statusCode === 200) response.once('end', () => resolve(text));
        else reject(new Error(`It was answered with ${statusCode}.`));
      },
    );
    sending.once('error', reject);
    sending.end(body);
  });
}

const nextTrigger = () => `${process.pid}.${(counted += 1)}.bench`;
let counted = 0;

/** What Slack posts. The text names what and how long, so that the modal comes filled. */
function commandBody(trigger: string): string {
  return new URLSearchParams({
    token: 'verification-token',
    team_id: TEAM,
    team_domain: 'standin',
    channel_id: CHANNELS.general,
    channel_name: 'general',
    user_id: ASKING[counted % ASKING.length] ?? '',
    user_name: 'somebody',
    command: '/prod-access',
    text: 'prod-db 2h',
    api_app_id: 'A0STANDIN',
    is_enterprise_install: 'false',
    response_url: 'http://127.0.0.1:9/response',
    trigger_id: trigger,
  }).toString();
}

const ASKING = [PEOPLE.aiko, PEOPLE.ben, PEOPLE.chie, PEOPLE.dai];
