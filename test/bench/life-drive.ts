/** Lives many lives side by side in the real program: asks, approves twice, gives back. */

import { Agent, request } from 'node:http';
import { formHeaders, signedHeaders } from '../stand-ins/slack/signature.ts';
import { PEOPLE, TEAM } from '../story/seed.ts';
import { quiet } from '../story/quiet.ts';
import { SECRET } from './commands.ts';
import type { Form } from './life-slack.ts';
import { channelOf, entitlementOf, slackOf } from './life-town.ts';

export interface Driver {
  heard(method: string, form: Form): void;
  /** From the first ask to the last card, of so many lives at a time. */
  live(numbers: readonly number[]): Promise<void>;
  /** For how long so far it only made sure that nothing was under way any more. */
  calmMs(): number;
  close(): void;
}

export interface DriverOptions {
  readonly port: () => number;
  readonly nowMs: () => number;
  readonly respondUrl: () => string;
  readonly turn: (ms: number) => Promise<unknown>;
}

interface Card {
  readonly id: string;
  readonly button: Readonly<Record<string, unknown>>;
  readonly ts: string;
}

export function createDriver(options: DriverOptions): Driver {
  const { turn, nowMs, respondUrl } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const board = createBoard();
  let calmMs = 0;
  const calm = async () => void (calmMs += await quiet(CALM_MS));
  const post = (form: Readonly<Record<string, string>>) =>
    posted(agent, options.port(), form, nowMs());
  const typed = (number: number, text: string) =>
    post(command(slackOf(number), text, respondUrl()));
  const until = (numbers: readonly number[], holds: (channel: string) => boolean) =>
    turnUntil(turn, calm, () => numbers.every((number) => holds(channelOf(number))));

  async function approveAll(numbers: readonly number[], name: 'ben' | 'chie') {
    const press = (channel: string) =>
      post(click(PEOPLE[name], channel, board.card(channel), respondUrl()));
    await Promise.all(numbers.map((number) => press(channelOf(number))));
    await until(numbers, board.says(`${name} approved`));
  }

  return {
    heard: board.heard,
    async live(numbers) {
      const ask = '1h Restart the stuck replica, see the runbook';
      await Promise.all(numbers.map((one) => typed(one, `${entitlementOf(one)} ${ask}`)));
      await until(numbers, (channel) => board.card(channel) !== undefined);
      await approveAll(numbers, 'ben');
      await approveAll(numbers, 'chie');
      await until(numbers, board.says(ACTIVE));
      const idOf = (number: number) => board.card(channelOf(number))?.id ?? '';
      await Promise.all(numbers.map((one) => typed(one, `done ${idOf(one)}`)));
      await until(numbers, board.says(ENDED));
      // What is still to be said, and what is moved to the log a moment later.
      for (let seconds = 0; seconds < 4; seconds += 1) {
        await calm();
        await turn(1_000);
      }
      await calm();
    },
    calmMs: () => calmMs,
    close: () => agent.destroy(),
  };
}

/** What stands in each channel. */
function createBoard() {
  const cards = new Map<string, Card>();
  const said = new Map<string, Set<string>>();
  return {
    card: (channel: string) => cards.get(channel),
    says: (word: string) => (channel: string) => said.get(channel)?.has(word) ?? false,
    heard: (method: string, { channel = '', text = '', blocks = '', ts = '' }: Form) => {
      if (method !== 'chat.postMessage' && method !== 'chat.update') return;
      const words = said.get(channel) ?? new Set();
      said.set(channel, words);
      for (const word of WORDS) if (`${text}${blocks}`.includes(word)) words.add(word);
      const card = cardOf(blocks, ts);
      if (card) cards.set(channel, card);
    },
  };
}

async function turnUntil(
  turn: DriverOptions['turn'],
  calm: () => Promise<void>,
  holds: () => boolean,
): Promise<void> {
  const sinceMs = performance.now();
  while (!holds()) {
    await calm();
    if (holds()) return;
    if (performance.now() - sinceMs > LATEST_MS) throw new Error('A life does not go on.');
    await turn(1_000);
  }
}

const ACTIVE = 'Access is active until';
const ENDED = 'Access ended';
const WORDS = [ACTIVE, ENDED, 'ben approved', 'chie approved'];
/** It is taken off the time of the lives: the bare script has no clock to turn. */
const CALM_MS = 4;
const LATEST_MS = 60_000;

function cardOf(blocks: string, ts: string): Card | undefined {
  const [, id = ''] = /"value":"(PA-[0-9A-Z]+)\./.exec(blocks) ?? [];
  if (id === '') return undefined;
  const all = JSON.parse(blocks) as { readonly elements?: readonly Card['button'][] }[];
  const buttons = all.flatMap(({ elements = [] }) => elements);
  const button = buttons.find((one) => JSON.stringify(one['text'] ?? '').includes('"Approve"'));
  return button && { id, button, ts };
}

const common = (user: string) => ({ team: { id: TEAM }, user: { id: user, team_id: TEAM } });

const command = (user: string, text: string, response_url: string) => ({
  team_id: TEAM,
  channel_id: 'C0GENERAL1',
  channel_name: 'general',
  user_id: user,
  command: '/prod-access',
  text,
  api_app_id: 'A0STANDIN',
  is_enterprise_install: 'false',
  response_url,
  trigger_id: nextId(),
});

function click(user: string, channel: string, card: Card | undefined, response_url: string) {
  if (!card) throw new Error(`There is no card in ${channel}.`);
  const payload = {
    type: 'block_actions',
    ...common(user),
    api_app_id: 'A0STANDIN',
    container: { type: 'message', message_ts: card.ts, channel_id: channel },
    trigger_id: nextId(),
    channel: { id: channel, name: 'approvals' },
    message: { ts: card.ts },
    response_url,
    actions: [{ ...card.button, action_ts: '1764000000.000001' }],
  };
  return { payload: JSON.stringify(payload) };
}

const nextId = () => `${process.pid}.${(counted += 1)}.life`;
let counted = 0;

function posted(agent: Agent, port: number, form: Readonly<Record<string, string>>, nowMs: number) {
  const body = new URLSearchParams(form).toString();
  const signed = signedHeaders(SECRET, body, 'valid', nowMs);
  const headers = { ...formHeaders, ...signed, 'content-length': Buffer.byteLength(body) };
  const path = '/slack/events';
  return new Promise<void>((resolve, reject) => {
    const to = { agent, port, path, method: 'POST', host: '127.0.0.1', headers };
    const sending = request(to, (response) => {
      response.resume();
      if (response.statusCode === 200) response.once('end', resolve);
      else reject(new Error(`Ours answered with ${response.statusCode}.`));
    });
    sending.once('error', reject).end(body);
  });
}
