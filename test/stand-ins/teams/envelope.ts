/** What every activity carries, whoever causes it and whatever it says. */

import { type JsonObject, wordAt } from '../slack/json.ts';
import { type Place, threadId } from './place.ts';
import type { Bot, Person, State } from './state.ts';
import type { Workspace } from './workspace.ts';

export interface Origin {
  readonly workspace: Workspace;
  readonly serviceUrl: string;
}

/** An activity of a person in a place. `part` says what it is; its `id` goes before ours. */
export function activityOf(
  { workspace, serviceUrl }: Origin,
  person: Person,
  place: Place,
  part: JsonObject,
): JsonObject {
  const { state } = workspace;
  const { entities = [], ...rest } = part;
  return {
    id: workspace.nextId(),
    channelId: 'msteams',
    serviceUrl,
    timestamp: new Date(workspace.now()).toISOString(),
    locale: person.locale,
    localTimezone: person.timezone,
    from: { id: person.mri, name: person.displayName, aadObjectId: person.aadObjectId },
    recipient: botAccount(state.bot),
    conversation: conversationObject(state, place),
    channelData: channelData(state, place),
    ...rest,
    entities: [...(Array.isArray(entities) ? entities : []), clientInfo(person)],
  };
}

export const botAccount = ({ appId, name }: Bot): JsonObject => ({ id: `28:${appId}`, name });

const clientInfo = ({ locale, country, timezone }: Person): JsonObject => ({
  type: 'clientInfo',
  locale,
  country,
  platform: 'Web',
  timezone,
});

function conversationObject({ tenantId }: State, place: Place): JsonObject {
  if (place.kind === 'personal') {
    return { id: place.id, conversationType: 'personal', tenantId };
  }
  const id = place.rootId === undefined ? place.id : threadId(place.id, place.rootId);
  return { id, conversationType: 'channel', isGroup: true, tenantId };
}

function channelData({ tenantId }: State, place: Place): JsonObject {
  const tenant = { id: tenantId };
  if (place.kind === 'personal') return { tenant };
  return {
    tenant,
    teamsChannelId: place.id,
    teamsTeamId: place.team.id,
    channel: { id: place.id },
    team: { id: place.team.id },
  };
}

/** Answers to cards and dialogs are asked for with the name of what was done. */
export const invokePart = (name: string, value: JsonObject): JsonObject => ({
  type: 'invoke',
  name,
  value,
});

/** Forms are sent again while nobody answers, messages and clicks are not. */
export const isSubmission = (activity: JsonObject): boolean =>
  ['composeExtension/submitAction', 'task/submit'].includes(wordAt(activity, 'name'));
