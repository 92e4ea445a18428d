/** A Slack workspace on loopback: the real wire towards the bot, and hands for its people. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Actor, createActor } from './actor.ts';
import type { LoggedCall } from './api-call.ts';
import { createApi, type Tokens } from './api-methods.ts';
import type { Message } from './conversation.ts';
import type { DeliveryKind, Reply, Sent } from './delivery.ts';
import { directMessage } from './direct-message.ts';
import { createEventSender, eventPayload } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createHttpServer } from './http-server.ts';
import type { JsonObject } from './json.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { seededRandom } from './random.ts';
import { createLimiter, type Rates } from './rates.ts';
import type { Signing } from './signature.ts';
import { DEFAULTS, type SlackOptions } from './slack-options.ts';
import type { SocketTransport } from './socket-transport.ts';
import { attachSockets } from './sockets.ts';
import { type State, stateFrom } from './state.ts';
import { createUntil, type Look } from './until.ts';
import { viewObject } from './view.ts';
import { plainText, type Readable } from './words.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

export interface Slack {
  readonly url: string;
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  readonly signingSecret: string;
  readonly tokens: Tokens;
  readonly workspace: Workspace;
  readonly state: State;
  readonly faults: Faults;
  /** Every call of the bot, oldest first, refused and lost ones included. */
  readonly calls: readonly LoggedCall[];
  readonly outbox: Outbox;
  readonly sockets: Pick<SocketTransport, 'count' | 'disconnect' | 'drop'>;
  as(user: string): Actor;
  /** Sends any payload as it stands: tampered with, replayed, wrongly signed. */
  deliver(kind: DeliveryKind, payload: JsonObject, signing?: Signing): Promise<Reply>;
  /** The last delivery, or the given one, again to the byte. */
  redeliver(sent?: Sent): Promise<Reply>;
  event(event: JsonObject): Promise<Reply>;
  eventsSettled(): Promise<void>;
  useRequestUrl(url: string | undefined): void;
  useRates(rates: Rates): void;
  useScopes(scopes: readonly string[]): void;
  /** Changes what is: somebody leaves, a channel is archived, a group gets a member. */
  change(how: (state: State) => void): void;
  messages(channel: string): readonly Message[];
  /** The replies under a message, one entry of plain words each. */
  thread(channel: string, ts: string): readonly string[];
  plainText(thing: Readable): string;
  until<T>(look: Look<T>, timeoutMs?: number): Promise<T>;
  subscribe(listener: () => void): () => void;
  snapshot(): string;
  restore(json: string): void;
  close(): Promise<void>;
}

export async function startSlack(given: Partial<SlackOptions> = {}): Promise<Slack> {
  const options = { ...DEFAULTS, ...given };
  const workspace = createWorkspace(stateFrom(options.seed), options.now);
  const calls: LoggedCall[] = [];
  const faults = createFaults();
  const limiter = createLimiter(options.rates);
  let { scopes } = options;
  let url = '';
  const { tokens, signingSecret } = options;
  const socketUrl = () => door.address();
  const api = createApi(workspace, { tokens, scopes: () => scopes, socketUrl });
  const log = (call: LoggedCall) => void calls.push(call);
  const parts = { workspace, api, scopes: () => scopes, faults, limiter, log };
  const server = createHttpServer(parts);
  const door = attachSockets(server, () => url, {
    appId: workspace.state.app.id,
    ackTimeoutMs: options.ackTimeoutMs,
    pingEveryMs: options.pingEveryMs,
    random: seededRandom(options.randomSeed),
    changed: workspace.changed,
  });
  url = await listen(server, options.port);
  const { changed } = workspace;
  const outbox = createOutbox({ ...options, sockets: door.transport, changed });
  const acting = actingParts(workspace, outbox, url, options);
  return {
    ...wire(workspace, outbox, acting),
    url,
    apiUrl: `${url}/api/`,
    signingSecret,
    tokens,
    workspace,
    get state() {
      return workspace.state;
    },
    faults,
    calls,
    outbox,
    sockets: door.transport,
    useRequestUrl: outbox.useRequestUrl,
    useRates: limiter.use,
    useScopes: (next) => {
      scopes = next;
    },
    close: () => close(server, door.transport, acting.events.close),
  };
}

type ActingParts = ReturnType<typeof actingParts>;

function actingParts(workspace: Workspace, outbox: Outbox, url: string, options: SlackOptions) {
  const events = createEventSender(outbox.send, options.eventRetryDelaysMs);
  const until = createUntil(workspace.subscribe);
  const tell = (event: JsonObject) => {
    const { subscribed } = options;
    const isHeard = subscribed === undefined || subscribed.some((type) => type === event['type']);
    if (!isHeard) throw new Error('The app has not subscribed to such events.');
    return events.send(eventPayload(workspace, event));
  };
  const as = (user: string): Actor => {
    if (workspace.state.people[user] === undefined) throw new Error(`There is no person ${user}.`);
    const respondUrl = (token: string) => `${url}/respond/${token}`;
    const person = { workspace, user, respondUrl, send: outbox.send };
    const tellHomeOpened = () => events.send(homeOpened(workspace, user));
    return createActor({ person, until, tellHomeOpened, shouldEscape: options.shouldEscape });
  };
  return { events, until, tell, as };
}

/** What tests do besides acting as somebody. */
function wire(workspace: Workspace, outbox: Outbox, { events, until, tell, as }: ActingParts) {
  const words = (thing: Readable) => plainText(thing, workspace.state);
  const messages = (channel: string) => workspace.state.messages[channel] ?? [];
  return {
    as,
    until,
    subscribe: workspace.subscribe,
    snapshot: workspace.snapshot,
    restore: workspace.restore,
    messages,
    plainText: words,
    thread: (channel: string, ts: string) =>
      messages(channel)
        .filter((message) => message.threadTs === ts && message.ts !== ts)
        .map(words),
    deliver: (kind: DeliveryKind, payload: JsonObject, signing: Signing = 'valid') =>
      outbox.send({ kind, payload }, signing).reply,
    redeliver: outbox.again,
    event: tell,
    eventsSettled: events.settled,
    change: (how: (state: State) => void) => {
      how(workspace.state);
      workspace.changed();
    },
  };
}

function homeOpened(workspace: Workspace, user: string): JsonObject {
  const { state } = workspace;
  const view = state.views[state.homes[user] ?? ''];
  return eventPayload(workspace, {
    type: 'app_home_opened',
    user,
    channel: directMessage(workspace, user).id,
    tab: 'home',
    event_ts: workspace.nextTs(),
    ...(view === undefined ? {} : { view: viewObject(view, state.app) }),
  });
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server, sockets: SocketTransport, stopEvents: () => void): Promise<void> {
  stopEvents();
  sockets.close();
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
