/** Who is in a user group of Slack: asked for by itself, or with all the others. */

import { Fault } from '../../src/kernel/fault.ts';
import type { Clock } from '../../src/kernel/time.ts';
import { createRemembered } from '../chats/remembered.ts';
import type { Payload } from './admit.ts';
import { listIn, word } from './payload.ts';
import type { ApiAnswer } from './web-api.ts';

export interface GroupAsking {
  readonly ask: (method: string, args: Payload) => Promise<ApiAnswer>;
  readonly clock: Clock;
}

type Ids = readonly string[];

/** @throws Fault directory-unreachable when Slack does not say. */
export function createUserGroups({ ask, clock }: GroupAsking): (group: string) => Promise<Ids> {
  const everyGroup = createRemembered<ReadonlyMap<string, Ids>>({
    clock,
    most: 1,
    async find() {
      const answer = await ask('usergroups.list', { include_users: true });
      if (!answer.ok) throw silent(`Slack would not say which groups there are: ${answer.error}.`);
      const groups = listIn(answer.body, 'usergroups');
      return new Map(groups.map((one) => [word(one, 'id'), idsIn(one)]));
    },
  });

  async function byItself(usergroup: string): Promise<Ids | undefined> {
    try {
      const answer = await ask('usergroups.users.list', { usergroup });
      if (answer.ok) return idsIn(answer.body);
      throw silent(`Slack would not say who is in ${usergroup}: ${answer.error}.`);
    } catch (error) {
      if (error instanceof Fault && error.retryAfterMs !== undefined) return undefined;
      throw error;
    }
  }

  return async (group) => {
    // Slack answers that twenty times a minute, and rules may name more groups than that: those
    // named last would never be known. All who are too many ask once, as of this moment.
    const found = (await byItself(group)) ?? (await everyGroup.get('', 0)).get(group);
    if (found === undefined) throw silent(`Slack names no user group ${group}.`);
    return found;
  };
}

function idsIn(of: Payload): Ids {
  const users: unknown = of['users'];
  return Array.isArray(users) ? users.filter((id) => typeof id === 'string') : [];
}

const silent = (message: string) => new Fault('directory-unreachable', message);
