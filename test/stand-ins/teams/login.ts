/** Microsoft's login: tokens for client credentials, and the documents that lead there. */

import { randomBytes } from 'node:crypto';
import { type JsonObject, wordAt } from '../slack/json.ts';
import { type Answer, type Call, notFound, ok } from './call.ts';
import type { Workspace } from './workspace.ts';

export const SCOPE = {
  connector: 'https://api.botframework.com/.default',
  graph: 'https://graph.microsoft.com/.default',
} as const;

/** Bots of many tenants log in there; those of one tenant in their own. */
const BOT_TENANT = 'botframework.com';

export interface Login {
  readonly handle: (call: Call) => Answer;
  /** Whether the token was given for this service and is still good. */
  readonly admits: (token: string | undefined, scope: string) => boolean;
  /** Every token given so far is worth nothing any more. */
  readonly revoke: () => void;
}

export interface LoginParts {
  readonly workspace: Workspace;
  readonly url: () => string;
  readonly tokenLifeSec: number;
}

export function createLogin({ workspace, url, tokenLifeSec }: LoginParts): Login {
  const given = new Map<string, { scope: string; expiresMs: number }>();
  function give(scope: string): Answer {
    const token = randomBytes(32).toString('base64url');
    // Wall time: whoever holds the token counts its seconds on a clock of their own.
    given.set(token, { scope, expiresMs: Date.now() + tokenLifeSec * 1000 });
    const lives = { expires_in: tokenLifeSec, ext_expires_in: tokenLifeSec };
    return ok({ token_type: 'Bearer', ...lives, access_token: token });
  }
  return {
    handle: (call) => {
      if (call.path === 'common/discovery/instance') return ok(instances(url(), call));
      const [tenant = '', ...rest] = call.segments;
      const known = [workspace.state.tenantId, BOT_TENANT].includes(tenant);
      const place = rest.join('/');
      if (place === 'v2.0/.well-known/openid-configuration') {
        return known ? ok(discovery(url(), tenant)) : unknownTenant(tenant);
      }
      if (place !== 'oauth2/v2.0/token' || call.method !== 'POST') return notFound();
      if (!known) return unknownTenant(tenant);
      return refusalOf(workspace, call.body) ?? give(wordAt(call.body, 'scope'));
    },
    admits: (token, scope) => {
      const one = given.get(token ?? '');
      return one !== undefined && one.scope === scope && one.expiresMs > Date.now();
    },
    revoke: () => given.clear(),
  };
}

function refusalOf({ state }: Workspace, form: JsonObject): Answer | undefined {
  const client = wordAt(form, 'client_id');
  if (wordAt(form, 'grant_type') !== 'client_credentials') {
    const text = `The app requested an unsupported grant type '${wordAt(form, 'grant_type')}'.`;
    return refused(400, 'unsupported_grant_type', 70003, text);
  }
  if (client !== state.bot.appId) {
    const text = `Application with identifier '${client}' was not found in the directory.`;
    return refused(400, 'unauthorized_client', 700016, text);
  }
  if (wordAt(form, 'client_secret') !== state.bot.secret) {
    const text = `Invalid client secret provided for app '${client}'.`;
    return refused(401, 'invalid_client', 7000215, text);
  }
  const scopes: readonly string[] = Object.values(SCOPE);
  if (scopes.includes(wordAt(form, 'scope'))) return undefined;
  const text = `The provided value for scope ${wordAt(form, 'scope')} is not valid.`;
  return refused(400, 'invalid_scope', 1002012, text);
}

const unknownTenant = (tenant: string): Answer =>
  refused(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);

const refused = (status: number, error: string, code: number, text: string): Answer => ({
  status,
  body: {
    error,
    error_description: `AADSTS${code}: ${text}`,
    error_codes: [code],
    timestamp: new Date().toISOString(),
  },
});

function discovery(url: string, tenant: string): JsonObject {
  return {
    issuer: `${url}/${tenant}/v2.0`,
    token_endpoint: `${url}/${tenant}/oauth2/v2.0/token`,
    authorization_endpoint: `${url}/${tenant}/oauth2/v2.0/authorize`,
    jwks_uri: `${url}/${tenant}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post'],
    response_types_supported: ['code', 'id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function instances(url: string, { query }: Call): JsonObject {
  const { host } = new URL(url);
  const tenant = /^https?:\/\/[^/]+\/([^/]+)/.exec(query['authorization_endpoint'] ?? '')?.[1];
  const place = `${url}/${tenant ?? 'common'}/v2.0/.well-known/openid-configuration`;
  return {
    tenant_discovery_endpoint: place,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}
