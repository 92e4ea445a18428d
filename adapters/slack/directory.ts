/** Who people are, as Slack knows them now. */

import { type PersonKey, personKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';
import type { ChatAccount, Directory } from '../../src/ports/directory.ts';
import { accountFrom } from './account.ts';
import type { Payload } from './admit.ts';
import { peopleIn } from './channel-people.ts';
import { everybodyIn } from './everybody.ts';
import { createRemembered } from '../chats/remembered.ts';
import { createUserGroups } from './user-groups.ts';
import type { ApiAnswer, WebApi } from './web-api.ts';

export interface DirectoryOptions {
  readonly api: WebApi;
  readonly team: string;
  readonly clock: Clock;
}

export function createDirectory({ api, team, clock }: DirectoryOptions): Directory {
  const accounts = createRemembered<ChatAccount | undefined>({
    clock,
    most: MOST_ACCOUNTS,
    async find(key) {
      const user = key.split(':')[2] ?? '';
      const answer = await ask(api, 'users.info', { user, include_locale: true });
      if (answer.ok) return accountFrom(key as PersonKey, answer.body['user'], team);
      if (NOBODY.has(answer.error)) return undefined;
      throw silent(`Slack would not say who ${user} is: ${answer.error}.`);
    },
  });
  const asking = (method: string, args: Payload) => ask(api, method, args);
  const usersIn = createUserGroups({ ask: asking, clock });
  const groups = createRemembered<readonly PersonKey[]>({
    clock,
    most: MOST_GROUPS,
    find: async (usergroup) => {
      const ids = await usersIn(usergroup);
      return ids.map((id) => personKey('slack', team, id));
    },
  });
  const account = async (key: PersonKey, maxAgeMs: number) =>
    key.startsWith('slack:') ? accounts.get(key, maxAgeMs) : undefined;
  const everybody = createRemembered<ReadonlyMap<string, ChatAccount>>({
    clock,
    most: 1,
    find: () => everybodyIn(team, (args) => asking('users.list', args)),
  });
  const channels = createRemembered<readonly PersonKey[]>({
    clock,
    most: MOST_GROUPS,
    find: (channel) =>
      peopleIn(channel, {
        ask: (args) => ask(api, 'conversations.members', args),
        person: (id) => account(personKey('slack', team, id), NAMED_MS),
        everybody: () => everybody.get(team, NAMED_MS),
      }),
  });
  return {
    account,
    async members({ platform, id, isChannel = false }, maxAgeMs) {
      if (platform !== 'slack') throw silent(`Slack does not know the group ${id}.`);
      // Slack answers this method twenty times a minute. Asked for with no age at all, it is asked.
      const ageMs = maxAgeMs === 0 ? 0 : Math.max(maxAgeMs, MINUTE);
      return (isChannel ? channels : groups).get(id, ageMs);
    },
  };
}

/** A chat that does not answer about people is a directory that does not: and that means no. */
async function ask(
  api: WebApi,
  method: string,
  args: Readonly<Record<string, unknown>>,
): Promise<ApiAnswer> {
  try {
    return await api.call(method, args);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const wait = cause.retryAfterMs === undefined ? {} : { retryAfterMs: cause.retryAfterMs };
    throw new Fault('directory-unreachable', cause.message, { cause, ...wait });
  }
}

const silent = (message: string) => new Fault('directory-unreachable', message);

const NOBODY = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);
/** Who is a guest or a bot changes seldom; whoever clicks is looked at anew. */
const NAMED_MS = 15 * MINUTE;
const MOST_ACCOUNTS = 5_000;
const MOST_GROUPS = 500;
