/** One call to the Connector for each thing that is said, and what became of it. */

import type { MessageRef } from '../../src/case-file/case-file.ts';
import type { Log } from '../../src/kernel/log.ts';
import { type Clock, SECOND } from '../../src/kernel/time.ts';
import type { Posted } from '../../src/ports/chat.ts';
import type { Answer } from './answer.ts';
import type { Call } from './connector-call.ts';
import type { Connector } from './connector.ts';
import { type Places, rootIn, threadOf } from './places.ts';
import type { Activity } from './render-types.ts';
import { word } from './wire.ts';

export interface SendingParts {
  readonly connector: Pick<Connector, 'call'>;
  readonly places: Places;
  readonly clock: Clock;
  readonly log: Log;
  readonly tenant: string;
  readonly appId: string;
}

export function createSending(parts: SendingParts) {
  const { log, tenant, appId } = parts;
  const bot = { id: `28:${appId}` };

  const call = createCall(parts);

  function refusal(what: string, channel: string, answer: Answer & { readonly ok: false }): Posted {
    const { status, error } = answer;
    log.warn('teams-refused', { what, channel, status, error });
    return { ok: false, why: reasonFor(answer) };
  }

  return {
    /** A message of its own in a channel. */
    async begin(channel: string, activity: Activity, signal: AbortSignal): Promise<Posted> {
      const channelData = { channel: { id: channel }, tenant: { id: tenant } };
      const parameters = { isGroup: true, channelData, tenantId: tenant, bot, activity };
      const answer = await call(channel, { do: 'create', parameters }, signal);
      if (!answer.ok) return refusal('create', channel, answer);
      const message = word(answer.body, 'activityId') || rootIn(word(answer.body, 'id'));
      return { ok: true, ref: { channel, message } };
    },
    async update(ref: MessageRef, activity: Activity, signal: AbortSignal): Promise<Posted> {
      const { channel, message: id } = ref;
      const what = { do: 'update', conversation: threadOf(channel, id), id, activity } as const;
      const answer = await call(channel, what, signal);
      return answer.ok ? { ok: true, ref } : refusal('update', channel, answer);
    },
    async send(conversation: string, activity: Activity, signal: AbortSignal): Promise<Posted> {
      const answer = await call(conversation, { do: 'send', conversation, activity }, signal);
      if (!answer.ok) return refusal('send', conversation, answer);
      return { ok: true, ref: { channel: conversation, message: word(answer.body, 'id') } };
    },
    /** The one-to-one chat with a person; undefined when the app is not there for them. */
    async chatWith(person: string, id: string): Promise<string | undefined> {
      const channelData = { tenant: { id: tenant } };
      const parameters = { isGroup: false, members: [{ id }], bot, tenantId: tenant, channelData };
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await call(person, { do: 'create', parameters }, signal);
      if (answer.ok) return word(answer.body, 'id') || undefined;
      log.warn('teams-refused', { what: 'chat', person, status: answer.status });
      return undefined;
    },
  };
}

/** What is there Teams cannot find now and then, and finds it when it is asked again. */
function createCall({ connector, places, clock }: SendingParts) {
  return async (place: string, what: Call, signal: AbortSignal): Promise<Answer> => {
    for (const pauseMs of LOOKED_FOR_AGAIN_MS) {
      const answer = await connector.call(places.serviceFor(place), what, signal);
      if (answer.ok || !NOT_FOUND.has(answer.error)) return answer;
      await clock.sleep(pauseMs, signal);
    }
    return connector.call(places.serviceFor(place), what, signal);
  };
}

/** The app is not in the team, or not with the person: 403, `BotNotInConversationRoster`. */
function reasonFor({ status }: Answer & { readonly ok: false }) {
  if (status === 404 || status === 410) return 'gone' as const;
  return status === 403 ? ('not-a-member' as const) : ('refused' as const);
}

const PATIENCE_MS = 10_000;
/** Said by chance as well (MicrosoftDocs/msteams-docs#9425 and #6139, botbuilder-js#4722). */
const NOT_FOUND = new Set(['ConversationNotFound', 'ActivityNotFoundInConversation']);
const LOOKED_FOR_AGAIN_MS = [SECOND / 2, SECOND];
