/** Writing into conversations: posts, replies, changes and deletions. */

import { type JsonObject, wordAt } from '../slack/json.ts';
import { messageContent } from './activity-content.ts';
import { type Answer, badArgument, created, ok, refuse } from './call.ts';
import { activityNotFound, hasRoot, type Place } from './place.ts';
import type { Message } from './state.ts';
import { addMessage, dropMessage, messageIn, replaceMessage, type Workspace } from './workspace.ts';

export type Posted = { readonly message: Message } | { readonly refusal: Answer };

/** Called after the bot wrote or changed a message. */
export type OnWritten = (message: Message) => void;

/** What is sent only to be seen for a moment. */
const FLEETING = new Set(['typing', 'trace']);

export function send(
  workspace: Workspace,
  place: Place,
  activity: JsonObject,
  onWritten: OnWritten,
): Answer {
  if (FLEETING.has(wordAt(activity, 'type'))) return created({ id: workspace.nextId() });
  const posted = post(workspace, place, activity);
  if ('refusal' in posted) return posted.refusal;
  onWritten(posted.message);
  return created({ id: posted.message.id });
}

export function post(workspace: Workspace, place: Place, activity: JsonObject): Posted {
  const type = wordAt(activity, 'type');
  if (type !== 'message') return { refusal: badArgument(`Teams sends no ${type}.`) };
  if (!hasRoot(workspace.state, place)) return { refusal: activityNotFound() };
  const verdict = messageContent(activity);
  if ('refusal' in verdict) return verdict;
  const rootId = place.kind === 'channel' ? place.rootId : undefined;
  const message: Message = {
    id: workspace.nextId(),
    conversation: place.id,
    ...(rootId === undefined ? {} : { rootId }),
    from: 'bot',
    ...verdict.content,
    atMs: workspace.now(),
    views: {},
  };
  addMessage(workspace, message);
  return { message };
}

/** The bot's own message: it may change and delete no other. */
function ownMessage({ state }: Workspace, place: Place, id: string): Posted {
  const message = messageIn(state, place.id, id);
  if (message === undefined) return { refusal: activityNotFound() };
  if (message.from === 'bot') return { message };
  const words = 'The bot may change only what it wrote.';
  return { refusal: refuse(403, 'NotEnoughPermissions', words) };
}

export function update(
  workspace: Workspace,
  place: Place,
  { id, activity, onWritten }: { id: string; activity: JsonObject; onWritten: OnWritten },
): Answer {
  const own = ownMessage(workspace, place, id);
  if ('refusal' in own) return own.refusal;
  const verdict = messageContent(activity);
  if ('refusal' in verdict) return verdict.refusal;
  // A change is for everybody: what single people saw in its place is gone.
  const editedMs = workspace.now();
  const message: Message = { ...own.message, ...verdict.content, editedMs, views: {} };
  replaceMessage(workspace, message);
  onWritten(message);
  return ok({ id });
}

export function remove(workspace: Workspace, place: Place, id: string): Answer {
  const own = ownMessage(workspace, place, id);
  if ('refusal' in own) return own.refusal;
  dropMessage(workspace, own.message);
  return { status: 200 };
}
