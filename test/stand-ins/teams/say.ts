/** A person writing: to the bot alone, or in a channel where it hears only its own name. */

import * as client from './client.ts';
import { activityOf, botAccount } from './envelope.ts';
import { type Place, rootOf } from './place.ts';
import type { Message } from './state.ts';
import { addMessage } from './workspace.ts';

export interface SayOptions {
  readonly channel?: string;
  /** The message whose thread it goes into. Absent: it begins one. */
  readonly under?: Message;
  readonly mention?: boolean;
}

export async function say(
  who: client.Client,
  text: string,
  { channel, under, mention = false }: SayOptions,
): Promise<client.Seen> {
  const { workspace, name, outbox } = who;
  const { bot } = workspace.state;
  const id = workspace.nextId();
  const rootId = under === undefined ? undefined : rootOf(under);
  const seenAt = client.placeSeen(who, under?.conversation ?? channel);
  const mentioned = { type: 'mention', mentioned: botAccount(bot), text: `<at>${bot.name}</at>` };
  const entities = mention ? [mentioned] : [];
  const spoken = mention ? `${mentioned.text} ${text}` : text;
  const message: Message = {
    id,
    conversation: seenAt.id,
    ...(rootId === undefined ? {} : { rootId }),
    from: name,
    text: spoken,
    textFormat: 'plain',
    attachments: [],
    entities,
    atMs: workspace.now(),
    views: {},
  };
  addMessage(workspace, message);
  if (!isHeard(seenAt, mention)) return client.seen(who, { message });
  const place = seenAt.kind === 'channel' ? { ...seenAt, rootId: rootId ?? id } : seenAt;
  const part = { type: 'message', id, text: spoken, textFormat: 'plain', entities };
  const activity = activityOf(who, client.personOf(who), place, part);
  const replies = await outbox.send(activity, who.takeTimes());
  return client.seen(who, { message }, { activity, replies });
}

const isHeard = (place: Place, mention: boolean): boolean =>
  place.kind === 'channel' ? mention && place.team.installed : place.person.installed;
