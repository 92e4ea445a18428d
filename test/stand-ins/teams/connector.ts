/** The Connector: which of its calls an address means, and who may make it. */

import type { OnWritten } from './activities.ts';
import { remove, send, update } from './activities.ts';
import { type Answer, type Call, notFound, ok } from './call.ts';
import { createConversation } from './conversations.ts';
import { type Login, SCOPE } from './login.ts';
import { allMembers, oneMember, pagedMembers } from './members.ts';
import { conversationNotFound, notInRoster, type Place, placeForBot } from './place.ts';
import type { Workspace } from './workspace.ts';

export interface ConnectorParts {
  readonly workspace: Workspace;
  readonly login: Login;
  readonly serviceUrl: () => string;
  readonly rosterPageSize: number;
  readonly onWritten: OnWritten;
}

export function createConnector(parts: ConnectorParts): (call: Call) => Answer {
  return (call) => {
    if (!parts.login.admits(call.token, SCOPE.connector)) {
      const message = 'Authorization has been denied for this request.';
      return { status: 401, body: { message } };
    }
    const [version, area, id, ...rest] = call.segments;
    if (version !== 'v3') return notFound();
    if (area === 'teams' && id !== undefined) return aboutTeam(parts, call, id, rest.join('/'));
    if (area !== 'conversations') return notFound();
    if (id === undefined) return call.method === 'POST' ? begin(parts, call) : notFound();
    const found = placeForBot(parts.workspace.state, id);
    return 'refusal' in found ? found.refusal : inPlace(parts, call, found.place, rest);
  };
}

const begin = ({ workspace, serviceUrl, onWritten }: ConnectorParts, call: Call): Answer =>
  createConversation({ workspace, serviceUrl: serviceUrl(), onWritten }, call.body);

function inPlace(
  parts: ConnectorParts,
  call: Call,
  place: Place,
  [area, id]: readonly string[],
): Answer {
  const { workspace, rosterPageSize } = parts;
  switch (`${call.method} ${area}`) {
    case 'GET members':
      if (id === undefined) return allMembers(workspace.state, place);
      return oneMember(workspace.state, place, id);
    case 'GET pagedmembers':
      return pagedMembers(workspace.state, place, call.query, rosterPageSize);
    case 'POST activities':
    case 'PUT activities':
    case 'DELETE activities':
      return write(parts, call, place, id);
    default:
      return notFound();
  }
}

function write(
  { workspace, onWritten }: ConnectorParts,
  { method, body }: Call,
  place: Place,
  id: string | undefined,
): Answer {
  if (method === 'POST') return send(workspace, replyPlace(place, id), body, onWritten);
  if (id === undefined) return notFound();
  if (method === 'DELETE') return remove(workspace, place, id);
  return update(workspace, place, { id, activity: body, onWritten });
}

/** A reply to something in a bare channel goes into the thread of it. */
function replyPlace(place: Place, replyToId: string | undefined): Place {
  const isBare = place.kind === 'channel' && place.rootId === undefined;
  return isBare && replyToId !== undefined ? { ...place, rootId: replyToId } : place;
}

function aboutTeam({ workspace }: ConnectorParts, call: Call, id: string, rest: string): Answer {
  const team = workspace.state.teams[id];
  if (call.method !== 'GET') return notFound();
  if (team === undefined) return conversationNotFound();
  if (!team.installed) return notInRoster();
  const { name, aadGroupId, channels } = team;
  if (rest === '') {
    const memberCount = Object.values(workspace.state.people).filter((person) =>
      person.teams.includes(id),
    ).length;
    return ok({ id, name, aadGroupId, channelCount: channels.length, memberCount });
  }
  if (rest !== 'conversations') return notFound();
  // The General channel has no name of its own: clients put in their own word for it.
  const listed = channels.map((one) => ({ id: one.id, name: one.id === id ? null : one.name }));
  return ok({ conversations: listed });
}
