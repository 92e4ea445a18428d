/** Who is in a channel of Slack: its people, without bots, guests, strangers and those who left. */

import type { PersonKey } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import type { ChatAccount } from '../../src/ports/directory.ts';
import { part, word } from './payload.ts';
import type { ApiAnswer } from './web-api.ts';

export interface ChannelAsking {
  /** One page of conversations.members. */
  readonly ask: (args: Readonly<Record<string, unknown>>) => Promise<ApiAnswer>;
  readonly person: (id: string) => Promise<ChatAccount | undefined>;
  /** By their ids, all whom Slack lists. */
  readonly everybody: () => Promise<ReadonlyMap<string, ChatAccount>>;
}

const PAGE = 200;
/** Whoever is in a channel that large was meant to read there, not to approve. */
const MOST = 1_000;
/** Slack answers a hundred times a minute who somebody is, and is asked so of each who clicks. */
const MOST_SINGLY = 60;
const AT_ONCE = 5;

/** @throws Fault directory-unreachable when Slack does not say, or of somebody does not. */
export async function peopleIn(
  channel: string,
  { ask, person, everybody }: ChannelAsking,
): Promise<readonly PersonKey[]> {
  const ids = await idsIn(channel, ask);
  const found = new Map<string, ChatAccount | undefined>();
  const listed = ids.length > MOST_SINGLY ? await everybody() : undefined;
  const rest = ids.values();
  const worker = async () => {
    for (const id of rest) found.set(id, listed?.get(id) ?? (await person(id)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ids.flatMap((id) => {
    const account = found.get(id);
    return account?.standing === 'member' ? [account.key] : [];
  });
}

async function idsIn(channel: string, ask: ChannelAsking['ask']): Promise<readonly string[]> {
  const ids = new Set<string>();
  let cursor = '';
  for (let page = 0; page <= MOST / PAGE; page += 1) {
    const answer = await ask({ channel, limit: PAGE, ...(cursor === '' ? {} : { cursor }) });
    if (!answer.ok) throw silent(`Slack would not say who is in ${channel}: ${answer.error}.`);
    const members = answer.body['members'];
    for (const id of Array.isArray(members) ? members : []) if (typeof id === 'string') ids.add(id);
    cursor = word(part(answer.body, 'response_metadata'), 'next_cursor');
    if (cursor === '') return [...ids];
  }
  throw silent(`More people are in ${channel} than are read here.`);
}

const silent = (message: string) => new Fault('directory-unreachable', message);
