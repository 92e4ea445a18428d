/** The Graph of the tenant: its users, and who is in which group, directly or through others. */

import type { Json, JsonObject } from '../slack/json.ts';
import { type Answer, type Call, notFound, ok, refuse } from './call.ts';
import { type Login, SCOPE } from './login.ts';
import type { Person, State } from './state.ts';
import type { Workspace } from './workspace.ts';

export interface GraphParts {
  readonly workspace: Workspace;
  readonly login: Login;
  readonly url: () => string;
  /** Graph may hold back more than was asked for: so many at once and no more. */
  readonly pageSize: number;
}

const MOST_GROUPS = 20;
/** What a user is told with when nothing is selected; the rest must be asked for. */
const DEFAULT_FIELDS = 'displayName,givenName,mail,preferredLanguage,surname,userPrincipalName,id';

export function createGraph(parts: GraphParts): (call: Call) => Answer {
  return (call) => {
    if (!parts.login.admits(call.token, SCOPE.graph)) {
      return refuse(401, 'InvalidAuthenticationToken', 'Access token validation failure.');
    }
    const [kind, id = '', ...rest] = call.segments;
    const ask = `${call.method} ${kind}/${rest.join('/')}`;
    if (ask === 'GET users/') return oneUser(parts, call, id);
    if (ask === 'POST users/checkMemberGroups') return checkMemberGroups(parts, call, id);
    if (ask === 'GET groups/transitiveMembers') return transitiveMembers(parts, call, id);
    if (ask.startsWith('GET groups/transitiveMembers/')) return castUnsupported();
    return notFound();
  };
}

function oneUser({ workspace, url }: GraphParts, { query }: Call, id: string): Answer {
  const person = userBy(workspace.state, id);
  if (person === undefined) return missing(id);
  const context = `${url()}/graph/v1.0/$metadata#users/$entity`;
  return ok({ '@odata.context': context, ...userObject(person, query['$select']) });
}

function transitiveMembers(parts: GraphParts, { query, path }: Call, id: string): Answer {
  const { state } = parts.workspace;
  if (state.groups[id] === undefined) return missing(id);
  const people = Object.values(state.people)
    .filter((one) => groupsOf(state, one).has(id))
    .map((one) => ({ ...USER, ...userObject(one, query['$select']) }));
  const groups = (state.groups[id]?.members ?? [])
    .filter((member) => state.groups[member] !== undefined)
    .map((member) => ({ '@odata.type': '#microsoft.graph.group', id: member }));
  const members: readonly JsonObject[] = [...groups, ...people];
  const size = Math.min(Number(query['$top'] ?? parts.pageSize) || 1, parts.pageSize);
  const from = Number(query['$skiptoken'] ?? 0) || 0;
  const next = from + size;
  const rest = new URLSearchParams({ ...query, $skiptoken: String(next) });
  const link = `${parts.url()}/graph/v1.0/${path}?${rest.toString()}`;
  return ok({
    '@odata.context': `${parts.url()}/graph/v1.0/$metadata#directoryObjects`,
    ...(next < members.length ? { '@odata.nextLink': link } : {}),
    value: members.slice(from, next),
  });
}

const USER = { '@odata.type': '#microsoft.graph.user' } as const;

/** A cast is an advanced query: it wants `ConsistencyLevel: eventual` and `$count`. */
const castUnsupported = (): Answer =>
  refuse(400, 'Request_UnsupportedQuery', 'Request_UnsupportedQuery');

function checkMemberGroups({ workspace, url }: GraphParts, { body }: Call, id: string): Answer {
  const { state } = workspace;
  const person = userBy(state, id);
  if (person === undefined) return missing(id);
  const asked = body['groupIds'];
  if (!Array.isArray(asked) || asked.length === 0 || asked.length > MOST_GROUPS) {
    return refuse(400, 'Request_BadRequest', `groupIds holds 1 to ${MOST_GROUPS} ids.`);
  }
  const groups = groupsOf(state, person);
  const context = `${url()}/graph/v1.0/$metadata#Collection(Edm.String)`;
  const value: Json[] = asked.filter((one: Json) => typeof one === 'string' && groups.has(one));
  return ok({ '@odata.context': context, value });
}

const userBy = ({ people }: State, id: string): Person | undefined =>
  Object.values(people).find((one) => one.aadObjectId === id || one.userPrincipalName === id);

/** The ids of all groups the person is in, through other groups too. */
function groupsOf({ groups }: State, { name }: Person): ReadonlySet<string> {
  const found = new Set<string>();
  let inside: readonly string[] = [name];
  while (inside.length > 0) {
    const above = Object.values(groups).filter(
      ({ id, members }) => !found.has(id) && members.some((member) => inside.includes(member)),
    );
    for (const { id } of above) found.add(id);
    inside = above.map(({ id }) => id);
  }
  return found;
}

function userObject(person: Person, select = DEFAULT_FIELDS): JsonObject {
  const [givenName = '', ...rest] = person.displayName.split(' ');
  const whole: JsonObject = {
    id: person.aadObjectId,
    displayName: person.displayName,
    givenName,
    surname: rest.join(' '),
    userType: person.userType,
    accountEnabled: person.accountEnabled,
    mail: person.email,
    userPrincipalName: person.userPrincipalName,
    preferredLanguage: person.locale,
  };
  return Object.fromEntries(select.split(',').map((field) => [field, whole[field] ?? null]));
}

const missing = (id: string): Answer =>
  refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried objects is not present.`,
  );
