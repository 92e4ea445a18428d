/** Slack: the chat, the directory, and the way in for everything people do there. */

import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import type { Platform } from '../chats/platform.ts';
import { type Admit, createAdmit } from './admit.ts';
import { createBoltApp } from './bolt-app.ts';
import { createBoltLog } from './bolt-log.ts';
import { createChannels } from './channels.ts';
import { createChat } from './chat.ts';
import { createDirectory } from './directory.ts';
import { createHttpReceiver, type HttpRoutes } from './http-receiver.ts';
import { createOnce } from '../chats/once.ts';
import { settledWithin } from '../chats/patience.ts';
import { checkScopes, type Scope } from './scopes.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { createPen } from './pen.ts';
import { createPosting } from './posting.ts';
import { createRedraws } from './redraws.ts';
import { checkAppToken, checkChannels, checkToken, requireOpen } from './start-up.ts';
import { createWebApi, type WebApi } from './web-api.ts';
import { createWhisper } from './whisper.ts';

export interface SlackSettings {
  /** `xoxb-…` */
  readonly botToken: string;
  readonly transport: /** `xapp-…` */
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
  /** Slack's own unless told otherwise. */
  readonly apiUrl?: string | undefined;
  /** `T…` */
  readonly team: string;
  /** Where cards will be posted: looked at on start, and complained about. */
  readonly channels: readonly string[];
  /** For words that are everybody's; English and UTC unless told otherwise. */
  readonly reader?: Reader;
  /** The user group `S…` behind a group of the configuration, for mentions. */
  readonly usergroup?: (group: string) => string | undefined;
  /** Scopes that this configuration can do without. */
  readonly spared?: readonly Scope[];
  readonly http: HttpRoutes;
  readonly log: Log;
  readonly clock: Clock;
}

export type Slack = Platform;

export function createSlack(settings: SlackSettings): Slack {
  const { log, clock, team, botToken, apiUrl, reader = EVERYBODY } = settings;
  const api = createWebApi({ token: botToken, apiUrl, logger: createBoltLog(log) });
  const { usergroup = () => undefined } = settings;
  const pen = createPen({ team, usergroup, reader });
  const posting = createPosting({ api, clock, log });
  const chat = createChat(posting, pen);
  const directory = createDirectory({ api, team, clock });
  const admit = createAdmit(team, log);
  const { receiver, isOpen, ...guard } = createReceiver(settings, admit);
  const once = createOnce(log);
  const isKnown = () => checkTokens(settings, api);
  const channels = createChannels(api, clock);
  const door = createDoor(settings, {
    isKnown,
    letIn: () => receiver.start(),
    look: () => checkChannels(channels, settings.channels, log),
  });

  return {
    chat,
    directory,
    async start(engine) {
      const whisper = createWhisper({ api, pen, chat, log });
      const language = reader.locale;
      const redraws = createRedraws();
      const desk = { engine, api, pen, whisper, directory, language, once, redraws, log };
      // Over HTTP it is asked at the door, with a status to say no by; a socket has no such door.
      const guarded = guard.admit && { guard: { admit: guard.admit, isClosing: door.isClosing } };
      createBoltApp({ desk, receiver, posting, ...guarded });
      await door.open();
    },
    async stop() {
      door.close();
      // What is under way is acknowledged on the socket that it came by.
      if (settings.transport.kind === 'socket') await settledWithin(once.settled(), ANSWERS_MS);
      const settled = Promise.all([receiver.stop(), once.settled(), posting.settled()]);
      await settledWithin(settled, DRAIN_MS);
    },
    ready: () => door.isOpen() && isOpen(),
    looks: () => [
      { what: 'Slack workspace', look: isKnown },
      { what: 'Slack scopes', look: () => checkScopes(api, settings.spared ?? []) },
      ...[...new Set(settings.channels)].map((channel) => ({
        what: `Slack channel ${channel}`,
        look: () => requireOpen(channels, channel),
      })),
    ],
  };
}

/** Of the workspace that the tokens are of, its name. */
async function checkTokens(settings: SlackSettings, api: WebApi): Promise<string> {
  const { team, transport, apiUrl, log } = settings;
  const name = await checkToken(api, team);
  if (transport.kind === 'socket') {
    // To the client of the sockets a wrong token is a bad moment, and tried again for ever.
    const logger = createBoltLog(log);
    await checkAppToken(createWebApi({ token: transport.appToken, apiUrl, logger }));
  }
  return name;
}

/** Opens once the tokens are known to be right; tries on while Slack does not answer. */
function createDoor(
  { clock, log }: SlackSettings,
  { isKnown, letIn, look }: Readonly<Record<'isKnown' | 'letIn' | 'look', () => Promise<unknown>>>,
) {
  const closing = new AbortController();
  let isOpen = false;

  async function open(): Promise<void> {
    await isKnown();
    // Told to stop while Slack let it wait.
    if (closing.signal.aborted) return;
    await letIn();
    isOpen = !closing.signal.aborted;
    await look();
  }

  async function openLater(): Promise<void> {
    while (!isOpen) {
      await clock.sleep(BETWEEN_STARTS_MS, closing.signal);
      if (closing.signal.aborted) return;
      await open().catch((error: Error) => log.error('slack-not-started', { why: error.message }));
    }
  }

  return {
    async open() {
      try {
        await open();
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'chat-unreachable') throw error;
        log.error('slack-not-started', { why: error.message });
        void openLater();
      }
    },
    close() {
      closing.abort();
      isOpen = false;
    },
    isOpen: () => isOpen,
    isClosing: () => closing.signal.aborted,
  };
}

function createReceiver({ transport, apiUrl, clock, log, http }: SlackSettings, admit: Admit) {
  if (transport.kind === 'http') {
    const { signingSecret } = transport;
    const receiver = createHttpReceiver({ signingSecret, http, admit, log });
    return { receiver, isOpen: () => true };
  }
  const receiver = createSocketReceiver({ appToken: transport.appToken, apiUrl, clock, log });
  return { receiver, isOpen: () => receiver.isConnected(), admit };
}

const EVERYBODY: Reader = { locale: 'en', zone: 'UTC' };
const BETWEEN_STARTS_MS = 10 * SECOND;
const DRAIN_MS = 10 * SECOND;
/** As long as Slack waits for an acknowledgement. */
const ANSWERS_MS = 3 * SECOND;
