/** Everything posted to the bot's endpoint, signed, and sent again while nobody answers. */

import { type Json, type JsonObject, parseJson, wordAt } from '../slack/json.ts';
import { isSubmission } from './envelope.ts';
import { claimsFor, signedToken, type TokenOrder } from './jwt.ts';

export interface Reply {
  /** Absent when nobody answered in time, or at all. */
  readonly status: number | undefined;
  readonly body: Json | undefined;
}

export interface Forgery extends Partial<TokenOrder> {
  /** The whole header in place of a token, or `null` for none. */
  readonly authorization?: string | null;
}

export interface Outbox {
  /** Activities sent so far, each delivery one entry, oldest first. */
  readonly sent: readonly JsonObject[];
  /** Of several each takes its turn, as behind a load balancer. */
  readonly useEndpoint: (urls: string | readonly string[] | undefined) => void;
  readonly usePatience: (ms: number) => void;
  /** One delivery with any token; with none said, one that the bot has to accept. */
  readonly deliver: (activity: JsonObject, forgery?: Forgery) => Promise<Reply>;
  /** As the client does it. Replies in the order in which they came. */
  readonly send: (activity: JsonObject, times?: number) => Promise<readonly Reply[]>;
}

export interface OutboxParts {
  readonly appId: string;
  readonly endpoint: string | undefined;
  readonly patienceMs: number;
}

/** The first delivery of a form, and two more. */
const MOST_DELIVERIES = 3;

/** The last one of a form comes under an id of its own (microsoft/botbuilder-dotnet#5005). */
const delivered = (activity: JsonObject, before: number): JsonObject =>
  isSubmission(activity) && before === MOST_DELIVERIES - 1
    ? { ...activity, id: `${wordAt(activity, 'id')}-again` }
    : activity;
const SILENCE: Reply = { status: undefined, body: undefined };

export function createOutbox(parts: OutboxParts): Outbox {
  const sent: JsonObject[] = [];
  let { patienceMs } = parts;
  let endpoints = [parts.endpoint ?? []].flat();
  let turn = 0;
  async function deliver(activity: JsonObject, forgery: Forgery = {}): Promise<Reply> {
    const endpoint = endpoints[turn % endpoints.length];
    turn += 1;
    if (endpoint === undefined) return SILENCE;
    sent.push(activity);
    const header = authorizationOf(parts, activity, forgery);
    return post(endpoint, { activity, header, patienceMs });
  }
  async function patiently(activity: JsonObject): Promise<Reply> {
    const most = isSubmission(activity) ? MOST_DELIVERIES : 1;
    let reply = await deliver(activity);
    for (let again = 1; again < most && reply.status === undefined; again += 1) {
      reply = await deliver(delivered(activity, again));
    }
    return reply;
  }
  async function atOnce(activity: JsonObject, times: number): Promise<readonly Reply[]> {
    const arrived: Reply[] = [];
    const deliveries = Array.from({ length: times }, async (_, before) => {
      arrived.push(await deliver(delivered(activity, before)));
    });
    await Promise.all(deliveries);
    return arrived;
  }
  return {
    sent,
    useEndpoint: (urls = []) => {
      endpoints = [urls].flat();
    },
    usePatience: (ms) => {
      patienceMs = ms;
    },
    deliver,
    send: async (activity, times = 1) =>
      times > 1 ? atOnce(activity, times) : [await patiently(activity)],
  };
}

function authorizationOf(
  { appId }: OutboxParts,
  activity: JsonObject,
  { authorization, claims = {}, ...order }: Forgery,
): string | null {
  if (authorization !== undefined) return authorization;
  const usual = claimsFor(appId, wordAt(activity, 'serviceUrl'));
  return `Bearer ${signedToken({ ...order, claims: { ...usual, ...claims } })}`;
}

interface Post {
  readonly activity: JsonObject;
  readonly header: string | null;
  readonly patienceMs: number;
}

async function post(url: string, { activity, header, patienceMs }: Post): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        ...(header === null ? {} : { authorization: header }),
      },
      body: JSON.stringify(activity),
      signal: AbortSignal.timeout(patienceMs),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (parseJson(text) ?? text) };
  } catch {
    return SILENCE;
  }
}
