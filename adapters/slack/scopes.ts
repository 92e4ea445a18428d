/** What the app may do in Slack, as Slack names it with every answer, against what it does. */

import { part } from './payload.ts';
import type { WebApi } from './web-api.ts';

/** Those of manifest.yml, and what stops without them. */
export const SCOPES = {
  commands: 'nobody can type /prod-access',
  'chat:write': 'no card and no thread line can be posted',
  'im:write': 'nobody is told how to use their access, or when it ends',
  'users:read': 'nobody who clicks is known',
  'users:read.email': 'nobody can be mapped by e-mail',
  'usergroups:read': 'approvers in a Slack user group cannot be read',
  'channels:read': 'public channels cannot be looked at before a card is posted, or who is in them',
  'groups:read': 'private channels cannot be looked at before a card is posted, or who is in them',
} as const;

export type Scope = keyof typeof SCOPES;

/** @throws Error that says what is missing, what stops without it, and what to do. */
export async function checkScopes(api: WebApi, spared: readonly Scope[]): Promise<string> {
  const answer = await api.call('auth.test', {});
  const granted = answer.ok ? part(answer.body, 'response_metadata')?.['scopes'] : undefined;
  if (!Array.isArray(granted)) throw new Error('Slack does not say which scopes the token has.');
  const needed = (Object.keys(SCOPES) as Scope[]).filter((scope) => !spared.includes(scope));
  const missing = needed.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) throw new Error(`${missing.map(without).join('; ')}. ${ADVICE}`);
  const extra = granted.filter((scope) => !Object.hasOwn(SCOPES, String(scope)));
  const more = extra.length > 0 ? `; ${extra.join(', ')} is never used, and may be taken away` : '';
  return `all ${needed.length} that are needed${more}`;
}

const without = (scope: Scope): string => `without ${scope} ${SCOPES[scope]}`;

const ADVICE =
  'Add what is missing under "OAuth & Permissions" of the app (manifest.yml has all of it), and ' +
  'install the app again.';
