/** Slack: the chat, the directory, and the way in for everything people do there. */

import type { Receiver } from '@slack/bolt';
import type { Engine } from '../../src/engine/api.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Locale } from '../../src/kernel/person.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Directory } from '../../src/ports/directory.ts';
import { createAdmit } from './admit.ts';
import { createBoltApp } from './bolt-app.ts';
import { createBoltLog } from './bolt-log.ts';
import { createChat } from './chat.ts';
import { createDirectory } from './directory.ts';
import { createHttpReceiver, type HttpRoutes } from './http-receiver.ts';
import { createOnce } from './once.ts';
import { settledWithin } from './patience.ts';
import { createSocketReceiver } from './socket-receiver.ts';
import { checkChannels, checkToken } from './start-up.ts';
import { createWebApi } from './web-api.ts';
import { createWhisper } from './whisper.ts';

export interface SlackSettings {
  /** `xoxb-…` */
  readonly botToken: string;
  /** `xapp-…`: Socket Mode. Where it is given, nothing is served over HTTP. */
  readonly appToken?: string;
  readonly signingSecret?: string;
  /** Slack's own unless told otherwise. */
  readonly apiUrl?: string;
  /** `T…` */
  readonly team: string;
  /** Where cards will be posted: looked at on start, and complained about. */
  readonly channels: readonly string[];
  /** For people whose language Slack does not tell. */
  readonly language: Locale;
  readonly http: HttpRoutes;
  readonly log: Log;
  readonly clock: Clock;
}

export interface Slack {
  readonly chat: Chat;
  readonly directory: Directory;
  /**
   * Lets people in. A Slack that does not answer is asked again behind the scenes, for ending
   * access waits for no chat.
   * @throws Error that says what to mend, when the token is of another workspace or of none.
   */
  start(engine: Engine): Promise<void>;
  /** Takes nothing new and sees through what is under way, for ten seconds at most. */
  stop(): Promise<void>;
  ready(): boolean;
}

export function createSlack(settings: SlackSettings): Slack {
  const { log, clock, team } = settings;
  const { botToken, apiUrl } = settings;
  const api = createWebApi({ botToken, apiUrl, logger: createBoltLog(log) });
  const chat = createChat({ api, clock, log });
  const directory = createDirectory({ api, team, clock });
  const admit = createAdmit(team, log);
  const { receiver, isOpen } = createReceiver(settings, admit);
  const once = createOnce(log);
  const stopping = new AbortController();
  let isStarted = false;

  async function begin(): Promise<void> {
    await checkToken(api, team);
    await receiver.start();
    isStarted = true;
    await checkChannels(api, settings.channels, clock, log);
  }

  async function beginLater(): Promise<void> {
    while (!stopping.signal.aborted && !isStarted) {
      await clock.sleep(BETWEEN_STARTS_MS, stopping.signal);
      if (stopping.signal.aborted) return;
      await begin().catch((error: Error) => log.error('slack-not-started', { why: error.message }));
    }
  }

  return {
    chat,
    directory,
    async start(engine) {
      const whisper = createWhisper({ api, tell: chat.tell, log });
      const desk = { engine, api, whisper, directory, language: settings.language, once, log };
      createBoltApp({ desk, receiver, admit, channelChanged: chat.forgetChannel });
      try {
        await begin();
      } catch (error) {
        if (!(error instanceof Fault) || error.code !== 'chat-unreachable') throw error;
        log.error('slack-not-started', { why: error.message });
        void beginLater();
      }
    },
    async stop() {
      stopping.abort();
      isStarted = false;
      const settled = Promise.all([receiver.stop(), once.settled(), chat.settled()]);
      await settledWithin(settled, DRAIN_MS);
    },
    ready: () => isStarted && isOpen(),
  };
}

function createReceiver(
  settings: SlackSettings,
  admit: ReturnType<typeof createAdmit>,
): { readonly receiver: Receiver; readonly isOpen: () => boolean } {
  const { appToken, signingSecret, apiUrl, clock, log, http } = settings;
  if (appToken !== undefined) {
    const receiver = createSocketReceiver({ appToken, apiUrl, clock, log });
    return { receiver, isOpen: receiver.isConnected };
  }
  if (signingSecret === undefined) {
    throw new Error('Slack needs an app token (Socket Mode) or a signing secret (HTTP).');
  }
  return { receiver: createHttpReceiver({ signingSecret, http, admit, log }), isOpen: () => true };
}

const BETWEEN_STARTS_MS = 10 * SECOND;
const DRAIN_MS = 10 * SECOND;
