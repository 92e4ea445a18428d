/** Who is in a conversation, as Teams tells its bots. */

import type { JsonObject } from '../slack/json.ts';
import { type Answer, type Call, ok, refuse } from './call.ts';
import type { Place } from './place.ts';
import type { Person, State } from './state.ts';
import { membersOf } from './workspace.ts';

const peopleIn = (state: State, place: Place): readonly Person[] =>
  place.kind === 'channel' ? membersOf(state, place.team) : [place.person];

export const allMembers = (state: State, place: Place): Answer =>
  ok(peopleIn(state, place).map((person) => accountOf(state, person)));

/** Pages of at most `most`, whatever was asked for. The token is where to go on. */
export function pagedMembers(state: State, place: Place, query: Call['query'], most: number) {
  const size = Math.min(Number(query['pageSize'] ?? most) || most, most);
  const from = Number(query['continuationToken'] ?? 0) || 0;
  const people = peopleIn(state, place);
  const next = from + size;
  const more = next < people.length ? { continuationToken: String(next) } : {};
  const members = people.slice(from, next).map((person) => accountOf(state, person));
  return ok({ members, ...more });
}

export function oneMember(state: State, place: Place, id: string): Answer {
  const person = peopleIn(state, place).find((one) => one.mri === id || one.aadObjectId === id);
  if (person !== undefined) return ok(accountOf(state, person));
  return refuse(404, 'MemberNotFoundInConversation', 'Member not found in conversation.');
}

function accountOf({ tenantId, rosterIds }: State, person: Person): JsonObject {
  const [first = '', ...rest] = person.displayName.split(' ');
  return {
    id: person.mri,
    name: person.displayName,
    ...(rosterIds === 'objectId' ? {} : { aadObjectId: person.aadObjectId }),
    objectId: person.aadObjectId,
    givenName: first,
    surname: rest.join(' '),
    email: person.email,
    userPrincipalName: person.userPrincipalName,
    tenantId: person.tenantId ?? tenantId,
    userRole: person.userRole ?? (person.userType === 'Guest' ? 'guest' : 'user'),
  };
}
