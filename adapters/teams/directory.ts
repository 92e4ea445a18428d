/** Who people are, as Teams knows them now: by the roster of a conversation that they are in. */

import { type PersonKey, personKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { type Clock, DAY, MINUTE } from '../../src/kernel/time.ts';
import type { ChatAccount, Directory } from '../../src/ports/directory.ts';
import type { Answer } from './answer.ts';
import { peopleIn } from './channel-people.ts';
import { createRemembered } from '../chats/remembered.ts';
import type { Connector } from './connector.ts';
import type { Graph } from './graph.ts';
import type { Places } from './places.ts';
import type { Posting } from './posting.ts';
import type { Readers } from './readers.ts';
import { type Wire, word } from './wire.ts';

export interface DirectoryOptions {
  readonly connector: Pick<Connector, 'call'>;
  readonly posting: Pick<Posting, 'directWith'>;
  readonly places: Places;
  readonly graph: Graph;
  readonly readers: Readers;
  readonly clock: Clock;
  readonly tenant: string;
  /** Where people are who have not got the app for themselves. */
  readonly channels: readonly string[];
}

/** Besides what the core asks: how Teams names somebody in a mention. */
export interface TeamsDirectory extends Directory {
  /** `29:…`, once the person has been looked up. */
  mentionOf(key: PersonKey): { readonly mri: string; readonly name: string } | undefined;
}

export function createDirectory(options: DirectoryOptions): TeamsDirectory {
  const { readers, clock, tenant } = options;
  const mentions = new Map<string, { readonly mri: string; readonly name: string }>();

  const lookUp = createRoster(options);
  const accounts = createRemembered<Wire | undefined>({
    clock,
    most: MOST_ACCOUNTS,
    async find(key) {
      const id = key.split(':')[2] ?? '';
      const member = await orSilent(() => lookUp(key as PersonKey, id));
      if (member) {
        if (mentions.size >= MOST_ACCOUNTS) mentions.delete(mentions.keys().next().value ?? '');
        mentions.set(key, { mri: word(member, 'id'), name: word(member, 'name') });
      }
      return member;
    },
  });
  const members = createMembers(options);

  return {
    async account(key, maxAgeMs) {
      const [platform, home] = key.split(':');
      if (platform !== 'teams' || home !== tenant) return undefined;
      const member = await accounts.get(key, maxAgeMs);
      return member && accountFrom(key, member, tenant, readers.of(key));
    },
    members,
    mentionOf: (key) => mentions.get(key),
  };
}

/** Groups of Entra, and everybody in a channel. */
function createMembers(options: DirectoryOptions): Directory['members'] {
  const { graph, readers, clock, tenant } = options;
  const groups = createRemembered<readonly PersonKey[]>({
    clock,
    most: MOST_GROUPS,
    async find(group) {
      const ids = await orSilent(() => graph.members(group));
      return ids.map((id) => personKey('teams', tenant, id));
    },
  });
  const rosters = createRemembered<readonly PersonKey[]>({
    clock,
    most: MOST_GROUPS,
    find: (channel) =>
      orSilent(() =>
        peopleIn(channel, options, (member, id) => {
          const key = personKey('teams', tenant, id);
          return accountFrom(key, member, tenant, readers.of(key));
        }),
      ),
  });
  return async ({ platform, id, isChannel = false }, maxAgeMs) => {
    if (platform !== 'teams') throw silent(`Teams does not know the group ${id}.`);
    const ageMs = maxAgeMs === 0 ? 0 : Math.max(maxAgeMs, MINUTE);
    return (isChannel ? rosters : groups).get(id, ageMs);
  };
}

/**
 * By the chat with them, or else by the channels: undefined where they are in none of these. Of a
 * channel that we are not in ourselves, or that is gone, nobody hears who is in it.
 */
function createRoster({ connector, posting, places, channels }: DirectoryOptions) {
  function ask(conversation: string, id: string): Promise<Answer> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const call = { do: 'member', conversation, id } as const;
    return connector.call(places.serviceFor(conversation), call, signal);
  }

  return async (key: PersonKey, id: string): Promise<Wire | undefined> => {
    const direct = await posting.directWith(key, DAY);
    const own = direct === undefined ? undefined : await ask(direct, id);
    // Whoever has left has no app any more, nor has who removed it: nothing is told by that.
    if (own?.ok) return own.body;
    let untold: string | undefined;
    for (const channel of new Set(channels)) {
      const answer = await ask(channel, id);
      if (answer.ok) return answer.body;
      const { status, error } = answer;
      if (status !== 404 || error === 'ConversationNotFound') untold ??= `${status} ${error}`;
    }
    if (untold === undefined) return undefined;
    throw silent(`Teams would not say whether ${id} is there: ${untold.trim()}.`);
  };
}

function accountFrom(key: PersonKey, member: Wire, tenant: string, reader: Reader): ChatAccount {
  // The address that people sign in by: whatever else is on record, somebody may have typed.
  const email = word(member, 'userPrincipalName').toLowerCase();
  const isOurs = word(member, 'tenantId').toLowerCase() === tenant;
  const standing = isOurs ? standingOf(member, email) : 'stranger';
  return {
    key,
    name: word(member, 'name'),
    standing,
    locale: reader.locale,
    zone: reader.zone,
    ...(standing === 'member' && email.includes('@') ? { email } : {}),
  };
}

/** A role that is not known here is nobody's who may ask or decide. */
function standingOf(member: Wire, email: string): ChatAccount['standing'] {
  const standing = ROLES[word(member, 'userRole').toLowerCase()] ?? 'stranger';
  // The roster has been seen to call guests users (MicrosoftDocs/msteams-docs#6381).
  return standing === 'member' && email.includes('#ext#') ? 'guest' : standing;
}

const ROLES: Readonly<Record<string, ChatAccount['standing']>> = {
  user: 'member',
  owner: 'member',
  guest: 'guest',
  bot: 'bot',
  skill: 'bot',
};

/** A chat that does not answer about people is a directory that does not: and that means no. */
async function orSilent<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const wait = cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs };
    throw new Fault('directory-unreachable', cause.message, { cause, ...wait });
  }
}

const silent = (message: string) => new Fault('directory-unreachable', message);

const PATIENCE_MS = 10_000;
const MOST_ACCOUNTS = 5_000;
const MOST_GROUPS = 500;
