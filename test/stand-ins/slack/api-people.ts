/** users.* and usergroups.*: who somebody is, and who belongs to a group. */

import { type ApiMethod, flag, page, refuse, text } from './api-call.ts';
import type { JsonObject } from './json.ts';
import { type Person, type UserGroup, userObject } from './person.ts';
import type { Workspace } from './workspace.ts';

/** Whether the token may see addresses is a question of scope, answered by the caller. */
export const peopleMethods = (mayReadEmail: () => boolean): Record<string, ApiMethod> => {
  const shown = (person: Person, args: JsonObject, { state }: Workspace) =>
    userObject(person, {
      locale: flag(args['include_locale']),
      email: mayReadEmail() && !person.isStranger,
      enterpriseId: state.app.enterpriseId,
    });
  return {
    'users.info': (args, workspace) => {
      const person = workspace.state.people[text(args['user']) ?? ''];
      if (person === undefined) return refuse('user_not_found');
      return { ok: true, user: shown(person, args, workspace) };
    },
    'users.list': (args, workspace) => {
      const { items, next } = page(Object.keys(workspace.state.people), args);
      const listed = items.flatMap((id) => workspace.state.people[text(id) ?? ''] ?? []);
      return {
        ok: true,
        members: listed.map((person) => shown(person, args, workspace)),
        response_metadata: { next_cursor: next },
      };
    },
    'users.lookupByEmail': (args, workspace) => {
      const email = text(args['email'])?.toLowerCase();
      const person = Object.values(workspace.state.people).find(
        (one) => one.email.toLowerCase() === email && !one.deleted && !one.isBot && !one.isStranger,
      );
      if (person === undefined) return refuse('users_not_found');
      return { ok: true, user: shown(person, args, workspace) };
    },
    'usergroups.list': (args, { state }) => {
      const groups = Object.values(state.groups).filter(
        (group) => flag(args['include_disabled']) || !group.disabled,
      );
      const withUsers = flag(args['include_users']);
      return {
        ok: true,
        usergroups: groups.map((group) => groupObject(group, state.app.teamId, withUsers)),
      };
    },
    'usergroups.users.list': (args, { state }) => {
      const group = state.groups[text(args['usergroup']) ?? ''];
      if (group === undefined) return refuse('no_such_subteam');
      if (group.disabled && !flag(args['include_disabled'])) return { ok: true, users: [] };
      return { ok: true, users: group.members };
    },
  };
};

const groupObject = (group: UserGroup, teamId: string, withUsers: boolean): JsonObject => ({
  id: group.id,
  team_id: teamId,
  is_usergroup: true,
  is_subteam: true,
  name: group.name,
  description: '',
  handle: group.handle,
  is_external: false,
  date_delete: group.disabled ? 1 : 0,
  user_count: group.members.length,
  ...(withUsers ? { users: group.members } : {}),
});

export const members: ApiMethod = (args, { state }) => {
  const channel = state.channels[text(args['channel']) ?? ''];
  if (channel === undefined) return refuse('channel_not_found');
  const { items, next } = page(channel.members, args);
  return { ok: true, members: items, response_metadata: { next_cursor: next } };
};
