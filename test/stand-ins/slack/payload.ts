/** The payloads of Slack, field by field, for what people do. */

import { type Channel, type Message, messageObject } from './conversation.ts';
import { type Field, holdsValue } from './form-state.ts';
import { type Acting, newTrigger, VERIFICATION_TOKEN } from './interaction-ids.ts';
import { type JsonObject, wordAt } from './json.ts';
import { type Typed, type View, viewObject } from './view.ts';

export function commandPayload(
  acting: Acting,
  channel: Channel,
  line: { readonly command: string; readonly text: string; readonly responseUrl: string },
): JsonObject {
  const { app, people } = acting.workspace.state;
  const enterprise = app.enterpriseId === null ? {} : { enterprise_id: app.enterpriseId };
  return {
    token: VERIFICATION_TOKEN,
    team_id: app.teamId,
    team_domain: app.teamDomain,
    ...enterprise,
    channel_id: channel.id,
    channel_name: channel.im !== undefined ? 'directmessage' : channelName(channel),
    user_id: acting.user,
    user_name: people[acting.user]?.name ?? '',
    command: line.command,
    text: line.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: line.responseUrl,
    trigger_id: newTrigger(acting),
  };
}

/**
 * What every interaction carries: who, in which workspace, no enterprise unless there is one. Of a
 * message that is the one the app is installed in, of a view the one the person is in themselves
 * (slackapi/bolt-js#1614): where the app lives stands in the view.
 */
function interaction(type: string, { workspace, user }: Acting, view?: View): JsonObject {
  const { app, people } = workspace.state;
  const person = people[user];
  const team = (view && person?.teamId) ?? app.teamId;
  const enterprise =
    app.enterpriseId === null ? null : { id: app.enterpriseId, name: app.enterpriseId };
  return {
    type,
    team: { id: team, domain: team === app.teamId ? app.teamDomain : team.toLowerCase() },
    user: {
      id: user,
      username: person?.name ?? '',
      name: person?.name ?? '',
      team_id: person?.teamId ?? app.teamId,
    },
    api_app_id: app.id,
    token: VERIFICATION_TOKEN,
    enterprise,
    is_enterprise_install: false,
  };
}

export interface ClickedMessage {
  readonly channel: Channel;
  readonly ts: string;
  readonly threadTs: string | undefined;
  /** Absent for a whisper: Slack does not send its words back. */
  readonly message: Message | undefined;
  readonly typed: Typed;
  readonly responseUrl: string;
}

export function messageActionPayload(
  acting: Acting,
  at: ClickedMessage,
  action: JsonObject,
): JsonObject {
  const { app } = acting.workspace.state;
  const thread = at.threadTs === undefined ? {} : { thread_ts: at.threadTs };
  return {
    ...interaction('block_actions', acting),
    container: {
      type: 'message',
      message_ts: at.ts,
      channel_id: at.channel.id,
      is_ephemeral: at.message === undefined,
      ...thread,
    },
    trigger_id: newTrigger(acting),
    channel: {
      id: at.channel.id,
      name: at.channel.im !== undefined ? 'directmessage' : channelName(at.channel),
    },
    ...(at.message === undefined ? {} : { message: messageObject(at.message, app) }),
    state: { values: at.typed },
    response_url: at.responseUrl,
    actions: [action],
  };
}

export function viewActionPayload(acting: Acting, view: View, action: JsonObject): JsonObject {
  return {
    ...interaction('block_actions', acting, view),
    container: { type: 'view', view_id: view.id },
    trigger_id: newTrigger(acting, view.id),
    view: viewObject(view, acting.workspace.state.app),
    state: { values: view.typed },
    actions: [action],
  };
}

export const submissionPayload = (acting: Acting, view: View): JsonObject => ({
  ...interaction('view_submission', acting, view),
  trigger_id: newTrigger(acting, view.id),
  view: viewObject(view, acting.workspace.state.app),
  response_urls: [],
});

export const closedPayload = (acting: Acting, view: View, isCleared: boolean): JsonObject => ({
  ...interaction('view_closed', acting, view),
  view: viewObject(view, acting.workspace.state.app),
  is_cleared: isCleared,
});

export function suggestionPayload(
  acting: Acting,
  view: View,
  field: Field,
  value: string,
): JsonObject {
  return {
    ...interaction('block_suggestion', acting, view),
    container: { type: 'view', view_id: view.id },
    action_id: field.actionId,
    block_id: field.blockId,
    value,
    view: viewObject(view, acting.workspace.state.app),
  };
}

/** One entry of `actions`: the element without its looks, with what was chosen in it. */
export function actionOf(field: Field, chosen: JsonObject, actionTs: string): JsonObject {
  const { element } = field;
  const type = wordAt(element, 'type');
  const passed: Record<string, JsonObject[string]> = {};
  for (const key of ['text', 'value', 'style', 'url', 'placeholder']) {
    const value = element[key];
    if (value !== undefined && !(holdsValue(type) && key === 'text')) passed[key] = value;
  }
  const ids = { type, action_id: field.actionId, block_id: field.blockId };
  return { ...ids, ...passed, ...chosen, action_ts: actionTs };
}

/** Slack names private channels to nobody's commands. */
const channelName = (channel: Channel) => (channel.isPrivate ? 'privategroup' : channel.name);
