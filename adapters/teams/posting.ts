/** Posts and changes messages, each conversation's in order, and says what became of each. */

import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Log } from '../../src/kernel/log.ts';
import { type Clock, DAY } from '../../src/kernel/time.ts';
import type { Posted } from '../../src/ports/chat.ts';
import { createChannelQueue } from '../chats/channel-queue.ts';
import { createRemembered } from '../chats/remembered.ts';
import type { Answer } from './answer.ts';
import type { Call, Connector } from './connector.ts';
import { type Places, rootIn, threadOf } from './places.ts';
import type { Activity } from './render-types.ts';
import { word } from './wire.ts';

export interface Posting {
  /** A message of its own in a channel. */
  post(channel: string, activity: Activity, signal: AbortSignal): Promise<Posted>;
  update(ref: MessageRef, activity: Activity, signal: AbortSignal): Promise<Posted>;
  reply(ref: MessageRef, activity: Activity, signal: AbortSignal): Promise<Posted>;
  /** Into the one-to-one chat with a person. */
  tell(person: PersonKey, activity: Activity, signal: AbortSignal): Promise<Posted>;
  /** The id of that chat; undefined when the app is not there for them. */
  directWith(person: PersonKey, maxAgeMs: number): Promise<string | undefined>;
  settled(): Promise<void>;
}

export interface PostingParts {
  readonly connector: Pick<Connector, 'call'>;
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly tenant: string;
  readonly appId: string;
}

export function createPosting(parts: PostingParts): Posting {
  const { connector, places, clock, log, tenant, appId } = parts;
  const queue = createChannelQueue(clock);
  const bot = { id: `28:${appId}` };

  const call = (place: string, what: Call, signal: AbortSignal): Promise<Answer> =>
    connector.call(places.serviceFor(place), what, signal);

  function refusal(what: string, channel: string, answer: Answer & { readonly ok: false }): Posted {
    log.warn('teams-refused', { what, channel, status: answer.status, error: answer.error });
    return { ok: false, why: reasonFor(answer) };
  }

  async function begin(channel: string, activity: Activity, signal: AbortSignal): Promise<Posted> {
    const channelData = { channel: { id: channel }, tenant: { id: tenant } };
    const parameters = { isGroup: true, channelData, tenantId: tenant, bot, activity };
    const answer = await call(channel, { do: 'create', parameters }, signal);
    if (!answer.ok) return refusal('create', channel, answer);
    const message = word(answer.body, 'activityId') || rootIn(word(answer.body, 'id'));
    return { ok: true, ref: { channel, message } };
  }

  async function send(conversation: string, activity: Activity, signal: AbortSignal) {
    const answer = await call(conversation, { do: 'send', conversation, activity }, signal);
    if (!answer.ok) return refusal('send', conversation, answer);
    return { ok: true, ref: { channel: conversation, message: word(answer.body, 'id') } } as const;
  }

  const directs = createRemembered<string | undefined>({
    clock,
    most: MOST_DIRECTS,
    async find(person) {
      const [platform, home, id = ''] = person.split(':');
      if (platform !== 'teams' || home !== tenant) return undefined;
      const channelData = { tenant: { id: tenant } };
      const members = [{ id }];
      const parameters = { isGroup: false, members, bot, tenantId: tenant, channelData };
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await call(person, { do: 'create', parameters }, signal);
      if (answer.ok) return word(answer.body, 'id') || undefined;
      log.warn('teams-refused', { what: 'chat', person, status: answer.status });
      return undefined;
    },
  });

  /** That they have not got the app is not remembered: they may add it at any moment. */
  async function directWith(person: PersonKey, maxAgeMs: number): Promise<string | undefined> {
    const found = await directs.get(person, maxAgeMs);
    if (found === undefined) directs.forget(person);
    return found;
  }

  return {
    post: (channel, activity, signal) =>
      queue.run({ channel, isNew: true, signal }, () => begin(channel, activity, signal)),
    update({ channel, message: id }, activity, signal) {
      const conversation = threadOf(channel, id);
      return queue.run({ channel, isNew: false, signal }, async () => {
        const what = { do: 'update', conversation, id, activity } as const;
        const answer = await call(channel, what, signal);
        if (!answer.ok) return refusal('update', channel, answer);
        return { ok: true, ref: { channel, message: id } };
      });
    },
    reply({ channel, message }, activity, signal) {
      const conversation = threadOf(channel, message);
      const turn = { channel, isNew: true, signal };
      return queue.run(turn, () => send(conversation, activity, signal));
    },
    async tell(person, activity, signal) {
      const channel = await directWith(person, DAY);
      if (channel === undefined) return { ok: false, why: 'gone' };
      const turn = { channel, isNew: true, signal };
      const posted = await queue.run(turn, () => send(channel, activity, signal));
      if (!posted.ok) directs.forget(person);
      return posted;
    },
    directWith,
    settled: () => queue.settled(),
  };
}

/** The app is not in the team, or not with the person: 403, `BotNotInConversationRoster`. */
function reasonFor({ status }: Answer & { readonly ok: false }) {
  if (status === 404 || status === 410) return 'gone' as const;
  return status === 403 ? ('not-a-member' as const) : ('refused' as const);
}

const MOST_DIRECTS = 5_000;
const PATIENCE_MS = 10_000;
