/** New conversations: a post in a channel, or the 1:1 chat with somebody. */

import { isObject, type JsonObject, listAt, objectAt, stringAt, wordAt } from '../slack/json.ts';
import { type OnWritten, post } from './activities.ts';
import { type Answer, badArgument, created } from './call.ts';
import { type Place, placeForBot, threadId } from './place.ts';
import { chatOf, personById, type Workspace } from './workspace.ts';

export interface Creation {
  readonly workspace: Workspace;
  readonly serviceUrl: string;
  readonly onWritten: OnWritten;
}

export function createConversation(parts: Creation, body: JsonObject): Answer {
  return body['isGroup'] === true ? inChannel(parts, body) : withPerson(parts, body);
}

/** A channel takes no empty conversation: the first post comes with it. */
function inChannel(parts: Creation, body: JsonObject): Answer {
  const id = stringAt(objectAt(body['channelData'], 'channel'), 'id');
  if (id === undefined) return badArgument('channelData.channel.id is missing.');
  if (!isObject(body['activity'])) return badArgument('Incoming activity is missing.');
  const found = placeForBot(parts.workspace.state, id);
  if ('refusal' in found) return found.refusal;
  return begin(parts, found.place, body['activity']);
}

function withPerson(parts: Creation, body: JsonObject): Answer {
  const { state } = parts.workspace;
  const members = listAt(body, 'members');
  if (members.length !== 1) return badArgument('A new chat has exactly one member.');
  const tenant =
    stringAt(body, 'tenantId') ?? stringAt(objectAt(body['channelData'], 'tenant'), 'id');
  if (tenant !== state.tenantId) return badArgument('The tenant is missing, or is not this one.');
  const person = personById(state, wordAt(members[0], 'id'));
  if (person === undefined) return badArgument('Failed to decrypt pairwise id.');
  const found = placeForBot(state, chatOf(person));
  if ('refusal' in found) return found.refusal;
  const { activity } = body;
  if (isObject(activity)) return begin(parts, found.place, activity);
  return created({ id: found.place.id, serviceUrl: parts.serviceUrl });
}

function begin(parts: Creation, place: Place, activity: JsonObject): Answer {
  const posted = post(parts.workspace, place, activity);
  if ('refusal' in posted) return posted.refusal;
  const activityId = posted.message.id;
  parts.onWritten(posted.message);
  const id = place.kind === 'channel' ? threadId(place.id, activityId) : place.id;
  return created({ id, activityId, serviceUrl: parts.serviceUrl });
}
