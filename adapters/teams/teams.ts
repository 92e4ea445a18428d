/** Teams: the chat, the directory, and the way in for everything people do there. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { createOnce } from '../chats/once.ts';
import { settledWithin } from '../chats/patience.ts';
import type { Platform } from '../chats/platform.ts';
import { take } from './acts.ts';
import { addressesAt, CONNECTOR_SCOPE } from './addresses.ts';
import { type Admit, createAdmit } from './admit.ts';
import { createChat } from './chat.ts';
import { type Connector, createConnector } from './connector.ts';
import { createDirectory, type TeamsDirectory } from './directory.ts';
import { createGraph } from './graph.ts';
import { createPen } from './pen.ts';
import { createPlaces } from './places.ts';
import { createPosting } from './posting.ts';
import { createReaders, type Readers } from './readers.ts';
import type { Desk } from './teams-desk.ts';
import { createDoor, type Taken } from './teams-door.ts';
import { conversationOf } from './activity.ts';
import { createToken, type Token } from './token.ts';
import { type Wire, word } from './wire.ts';

export interface TeamsSettings {
  readonly appId: string;
  readonly password: string;
  readonly tenant: string;
  /** Microsoft's own addresses unless told otherwise. */
  readonly apiUrl?: string | undefined;
  /** Where cards will be posted: looked at by `doctor`. */
  readonly channels: readonly string[];
  readonly reader: Reader;
  readonly http: {
    route(method: 'POST', path: string, handle: ReturnType<typeof createDoor>): void;
  };
  readonly log: Log;
  readonly clock: Clock;
  /** Only code hands this over; what is read from the environment never has one. */
  readonly link?: Link;
}

/** How Teams is reached, and who is believed to be Teams: Microsoft, unless in a demo. */
export interface Link {
  readonly token: Token;
  readonly connector: Connector;
  readonly admit: Admit;
  readonly readers: Readers;
}

/** Everything towards Teams: who people are there, and the way to them. */
function createParts(settings: TeamsSettings) {
  const { appId, tenant, log, clock, reader, channels } = settings;
  const addresses = addressesAt(settings.apiUrl);
  const { token, connector, admit, readers } = settings.link ?? linkToMicrosoft(settings);
  const places = createPlaces(addresses);
  const posting = createPosting({ connector, places, clock, log, tenant, appId });
  const graph = createGraph(addresses.graph, token);
  const parts = { connector, posting, places, graph, readers, clock, tenant, channels };
  const directory: TeamsDirectory = createDirectory(parts);
  const channelName = () => undefined;
  const around = { tenant, member: (key: PersonKey) => directory.mentionOf(key), channelName };
  const pen = createPen({ ...around, reader });
  const penFor = (person: PersonKey) => createPen({ ...around, reader: readers.of(person) });
  return { token, connector, admit, places, readers, posting, directory, pen, penFor };
}

export function createTeams(settings: TeamsSettings): Platform {
  const { tenant, log, clock, http, reader, channels } = settings;
  const { token, connector, admit, places, ...more } = createParts(settings);
  const { directory, posting, pen, penFor, readers } = more;
  const chat = createChat(posting, pen, penFor);
  const once = createOnce(log);
  const stopping = new AbortController();
  let desk: Desk | undefined;

  async function taken(activity: Wire): Promise<Taken> {
    places.learn(conversationOf(activity), word(activity, 'serviceUrl'));
    return desk ? take(desk, activity) : {};
  }

  // Before the server listens: a path cannot be added later.
  const isOpen = () => desk !== undefined;
  http.route('POST', '/api/messages', createDoor({ admit, once, log, isOpen, take: taken }));

  return {
    chat,
    directory,
    async start(engine) {
      await token(CONNECTOR_SCOPE).catch((error: unknown) => {
        if (!(error instanceof Fault) || /credentials/.test(error.message)) throw error;
        log.error('teams-not-answering', { why: error.message });
      });
      const words = { pen, penFor, readers, language: reader.locale };
      desk = { engine, posting, tenant, ...words, log, clock, stopping: stopping.signal };
    },
    async stop() {
      desk = undefined;
      await settledWithin(Promise.all([once.settled(), posting.settled()]), DRAIN_MS);
      // Only now: whoever was heard before is still told what came of it.
      stopping.abort();
    },
    ready: isOpen,
    looks: () => [
      { what: 'Teams credentials', look: async () => (await token(CONNECTOR_SCOPE), 'taken') },
      ...[...new Set(channels)].map((channel) => ({
        what: `Teams channel ${channel}`,
        look: () => rosterOf(connector, places.serviceFor(channel), channel),
      })),
    ],
  };
}

function linkToMicrosoft(settings: TeamsSettings): Link {
  const { appId, password, tenant, log, clock, reader } = settings;
  const addresses = addressesAt(settings.apiUrl);
  const token = createToken({ login: addresses.login, tenant, appId, password, clock });
  const connector = createConnector({ appId, addresses, token });
  const admit = createAdmit({ connector, addresses, appId, tenant, clock, log });
  return { token, connector, admit, readers: createReaders(reader) };
}

/** The bot is asked about somebody who cannot be there: only who may look is told so. */
async function rosterOf(
  { call }: Pick<ReturnType<typeof createConnector>, 'call'>,
  service: string,
  channel: string,
): Promise<string> {
  const nobody = '00000000-0000-0000-0000-000000000000';
  const what = { do: 'member', conversation: channel, id: nobody } as const;
  const answer = await call(service, what, AbortSignal.timeout(DRAIN_MS));
  if (answer.ok) return 'open';
  const { status, error } = answer;
  if (status === 403)
    throw new Error(
      'the app is not in that team: add it there (Apps, Prod Access, Add to a team), and in the ' +
        'channel itself where it is private',
    );
  if (error === 'ConversationNotFound') throw new Error('there is none');
  if (status === 404) return 'open';
  const said = `${status} ${error}`.trim();
  throw new Error(`Teams answers ${said}: the id is in the channel's link, 19:…@thread.tacv2`);
}

const DRAIN_MS = 10 * SECOND;
