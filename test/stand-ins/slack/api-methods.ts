/** The Web API: the methods there are, and what stands before each: token, scope. */

import { type ApiCall, type ApiMethod, refuse } from './api-call.ts';
import * as chat from './api-chat.ts';
import * as conversations from './api-conversations.ts';
import { members, peopleMethods } from './api-people.ts';
import * as views from './api-views.ts';
import type { JsonObject } from './json.ts';
import { scopeRefusal } from './scopes.ts';
import type { Workspace } from './workspace.ts';

export interface Tokens {
  readonly bot: string;
  readonly app: string;
}

export interface Access {
  readonly tokens: Tokens;
  readonly scopes: () => readonly string[];
  /** A fresh address for one socket. */
  readonly socketUrl: () => string;
}

const authTest: ApiMethod = (_args, { state: { app } }) => ({
  ok: true,
  url: `https://${app.teamDomain}.slack.com/`,
  team: app.teamDomain,
  user: app.name,
  team_id: app.teamId,
  user_id: app.botUser,
  bot_id: app.botId,
  ...(app.enterpriseId === null ? {} : { enterprise_id: app.enterpriseId }),
  is_enterprise_install: false,
});

export function createApi(
  workspace: Workspace,
  { tokens, scopes, socketUrl }: Access,
): (call: ApiCall) => JsonObject {
  const methods: Readonly<Record<string, ApiMethod>> = {
    'auth.test': authTest,
    'apps.connections.open': () => ({ ok: true, url: socketUrl() }),
    'chat.postMessage': chat.postMessage,
    'chat.update': chat.update,
    'chat.delete': chat.remove,
    'chat.postEphemeral': chat.postEphemeral,
    'chat.getPermalink': chat.getPermalink,
    'conversations.open': conversations.open,
    'conversations.info': conversations.info,
    'conversations.members': members,
    ...peopleMethods(() => scopes().includes('users:read.email')),
    'views.open': views.open,
    'views.push': views.push,
    'views.update': views.update,
    'views.publish': views.publish,
  };
  return (call) => {
    const method = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (method === undefined) return refuse('unknown_method', { req_method: call.method });
    return (
      tokenRefusal(call, tokens) ??
      scopeRefusal(call.method, call.args, workspace.state, scopes()) ??
      method(call.args, workspace)
    );
  };
}

function tokenRefusal({ method, token }: ApiCall, tokens: Tokens): JsonObject | undefined {
  if (token === undefined || token === '') return refuse('not_authed');
  const wantsApp = method === 'apps.connections.open';
  if (token === (wantsApp ? tokens.app : tokens.bot)) return undefined;
  const isOther = token === tokens.app || token === tokens.bot;
  return refuse(isOther ? 'not_allowed_token_type' : 'invalid_auth');
}
