/** Microsoft Teams on loopback: the real wire towards the bot, and hands for its people. */

import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JsonObject } from '../slack/json.ts';
import { createUntil, type Look } from '../slack/until.ts';
import { type Actor, type ActorParts, createActor } from './actor.ts';
import { type Call, type LoggedCall, notFound, ok } from './call.ts';
import { createConnector } from './connector.ts';
import { createEvents, type Events } from './events.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGraph } from './graph.ts';
import { createHttpServer } from './http-server.ts';
import { openIdMetadata, publishedKeys } from './jwt.ts';
import { createLogin, type Login } from './login.ts';
import { createOutbox, type Forgery, type Outbox, type Reply } from './outbox.ts';
import { createLimiter, type Rates } from './rates.ts';
import { createRefresher } from './refresher.ts';
import { stateFrom } from './seed.ts';
import type { Message, State } from './state.ts';
import { DEFAULTS, type TeamsOptions } from './teams-options.ts';
import { plainText, type Readable } from './words.ts';
import { createWorkspace, dropMessage, messagesIn, type Workspace } from './workspace.ts';

export interface Teams extends Events {
  /** Where login and keys are. */
  readonly url: string;
  readonly serviceUrl: string;
  /** For the bot's Graph client, without a slash at the end. */
  readonly graphUrl: string;
  readonly state: State;
  readonly faults: Faults;
  /** Every call of the bot, oldest first, refused and lost ones included. */
  readonly calls: readonly LoggedCall[];
  /** Every activity delivered to the bot, oldest first. */
  readonly sent: readonly JsonObject[];
  as(name: string): Actor;
  /** Sends any activity as it stands, with any token. */
  deliver(activity: JsonObject, forgery?: Forgery): Promise<Reply>;
  /** Where the bot takes activities; of several each takes its turn. */
  useEndpoint(urls: string | readonly string[] | undefined): void;
  useRates(rates: Rates): void;
  /** How long clients wait for the bot from now on. */
  usePatience(ms: number): void;
  /** All tokens given to the bot so far are refused from now on. */
  revokeTokens(): void;
  /** Changes what is: somebody leaves, an account is disabled, a group gets a member. */
  change(how: (state: State) => void): void;
  /** Somebody with the right to do so deletes a message. The bot is not told. */
  removeMessage(message: Message): void;
  /** The posts of a channel, or everything in a chat. */
  messages(conversation: string): readonly Message[];
  thread(channel: string, rootId: string): readonly Message[];
  plainText(thing: Readable): string;
  until<T>(look: Look<T>, timeoutMs?: number): Promise<T>;
  subscribe(listener: () => void): () => void;
  /** When clients have refreshed every card they are going to. */
  refreshed(): Promise<void>;
  close(): Promise<void>;
}

export async function startTeams(given: Partial<TeamsOptions> = {}): Promise<Teams> {
  const options = { ...DEFAULTS, ...given };
  const { tokenLifeSec, rosterPageSize, graphPageSize: pageSize } = options;
  const workspace = createWorkspace(stateFrom(options.seed), options.now);
  const calls: LoggedCall[] = [];
  const faults = createFaults();
  const limiter = createLimiter(options.rates);
  let url = '';
  const here = () => url;
  const serviceUrl = () => `${url}/teams/`;
  const login = createLogin({ workspace, url: here, tokenLifeSec });
  const refresher = createRefresher(workspace, (name) => teams.as(name), options.autoRefresh);
  const { onWritten } = refresher;
  const server = createHttpServer({
    services: {
      login: login.handle,
      keys: keysService(here),
      connector: createConnector({ workspace, login, serviceUrl, rosterPageSize, onWritten }),
      graph: createGraph({ workspace, login, url: here, pageSize }),
    },
    faults,
    limiter,
    now: options.now,
    log: (call) => {
      calls.push(call);
      workspace.changed();
    },
  });
  url = await listen(server, options.port);
  const outbox = createOutbox({ appId: options.seed.bot.appId, ...options });
  const origin = { workspace, serviceUrl: serviceUrl(), outbox };
  const actors = new Map<string, Actor>();
  const teams: Teams = {
    url,
    serviceUrl: serviceUrl(),
    graphUrl: `${url}/graph/v1.0`,
    state: workspace.state,
    faults,
    calls,
    ...wire(workspace, outbox, login),
    ...createEvents(origin, outbox),
    as: (name) => actorNamed(actors, { ...origin, name }),
    useRates: limiter.use,
    refreshed: refresher.settled,
    close: () => close(server),
  };
  return teams;
}

/** One actor for each person: what was said about their next act still holds. */
function actorNamed(actors: Map<string, Actor>, who: ActorParts): Actor {
  const { name, workspace } = who;
  if (workspace.state.people[name] === undefined) throw new Error(`There is no person ${name}.`);
  const actor = actors.get(name) ?? createActor(who);
  actors.set(name, actor);
  return actor;
}

/** What tests do besides acting as somebody. */
function wire(workspace: Workspace, outbox: Outbox, login: Login) {
  const { state, subscribe, changed } = workspace;
  const messages = (conversation: string) => messagesIn(state, conversation);
  return {
    sent: outbox.sent,
    deliver: outbox.deliver,
    useEndpoint: outbox.useEndpoint,
    usePatience: outbox.usePatience,
    revokeTokens: login.revoke,
    subscribe,
    until: createUntil(subscribe),
    plainText: (thing: Readable) => plainText(thing),
    change: (how: (state: State) => void) => {
      how(state);
      changed();
    },
    removeMessage: (message: Message) => dropMessage(workspace, message),
    messages: (conversation: string) =>
      messages(conversation).filter(({ rootId }) => rootId === undefined),
    thread: (channel: string, rootId: string) =>
      messages(channel).filter((message) => message.rootId === rootId),
  };
}

const keysService = (url: () => string) => (call: Call) => {
  if (call.path === 'openidconfiguration') return ok(openIdMetadata(url()));
  return call.path === 'keys' ? ok({ keys: publishedKeys() }) : notFound();
};

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
