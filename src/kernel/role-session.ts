/**
 * People who come by an identity provider: sessions of a role, told apart by a name that the
 * provider gives them. To AWS such names are equal only if their letters are, case included.
 */

export interface RoleSession {
  readonly role: string;
  /** What carries the name: the session itself, or the SourceIdentity set on it. */
  readonly by: 'session' | 'source-identity';
  readonly name: string;
}

/** What AWS takes for both. No condition reads a pattern or a variable in any of it. */
export const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** No name has a colon, so nobody is called this. */
const SOURCE = 'source:';
const marked = ({ by, name }: RoleSession): string => (by === 'session' ? name : SOURCE + name);

/** In the place of a user's name, as AWS writes it: `Engineer/aiko@example.com`. */
export const sessionUser = (session: RoleSession): string => `${session.role}/${marked(session)}`;

/** Undefined for the name of a user, which has no slash. */
export function roleSessionOf(user: string): RoleSession | undefined {
  const [, role, source, name] = /^([^/]+)\/(source:)?([^/:]+)$/.exec(user) ?? [];
  if (!role || !name) return undefined;
  return { role, by: source ? 'source-identity' : 'session', name };
}

/** The id of the role, which AWS never uses twice, and the name: `aws:userid` of the session. */
export const sessionId = (roleId: string, session: RoleSession): string =>
  `${roleId}:${marked(session)}`;

/** Of a session's id, and of nobody else's: that of a user has no colon. */
export const roleIdOf = (uniqueId: string): string => uniqueId.split(':')[0] ?? '';
