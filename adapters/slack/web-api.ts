/** Slack's Web API as we use it: one attempt a call, an answer that is final, or a fault. */

import * as webApi from '@slack/web-api';
import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';
import type { Logger } from './bolt.ts';

type Body = Readonly<Record<string, unknown>>;

export type ApiAnswer =
  | { readonly ok: true; readonly body: Body }
  /** Slack's own word for why it will not, however often it is asked. */
  | { readonly ok: false; readonly error: string; readonly details: readonly string[] };

export interface WebApi {
  /** @throws Fault chat-unreachable, or chat-refused when it is our token that Slack refuses. */
  call(method: string, args: Readonly<Record<string, unknown>>): Promise<ApiAnswer>;
}

export interface WebApiOptions {
  /** `xoxb-…`; for opening sockets, and for nothing else, `xapp-…`. */
  readonly token: string;
  readonly apiUrl: string | undefined;
  readonly logger: Logger;
}

export function createWebApi({ token, apiUrl, logger }: WebApiOptions): WebApi {
  const client = new webApi.WebClient(token, { ...clientOptions(apiUrl), logger });
  return {
    async call(method, args) {
      try {
        const body = await client.apiCall(method, onTheForm(args));
        return { ok: true, body: body as unknown as Body };
      } catch (error) {
        return answerOf(method, error);
      }
    },
  };
}

/**
 * Slack takes a form, and in it JSON as text. Given objects, the client would write the same text,
 * after copying them through and through for a line of a log that is not kept.
 */
const onTheForm = (args: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );

/**
 * The defaults of this client would wait for ever, and try for half an hour behind our back. We
 * try once and say what happened: the engine knows what is still worth saying, and when.
 */
export const clientOptions = (apiUrl: string | undefined) => ({
  ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  timeout: CALL_TIMEOUT_MS,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
});

function answerOf(method: string, error: unknown): ApiAnswer {
  if (error instanceof webApi.WebAPIRateLimitedError) {
    const retryAfterMs = error.retryAfter * SECOND;
    const message = `Slack wants ${method} no more often; ask again in ${error.retryAfter} s.`;
    throw new Fault('chat-unreachable', message, { cause: error, retryAfterMs });
  }
  if (error instanceof webApi.WebAPIPlatformError) return platformAnswer(method, error);
  if (error instanceof webApi.WebAPIHTTPError) {
    const message = `Slack answered ${method} with HTTP ${error.statusCode}.`;
    throw new Fault('chat-unreachable', message, { cause: error });
  }
  const why = error instanceof Error ? error.message : String(error);
  throw new Fault('chat-unreachable', `Slack did not answer ${method}: ${why}`, { cause: error });
}

function platformAnswer(method: string, cause: webApi.WebAPIPlatformError): ApiAnswer {
  const { error, needed, response_metadata } = cause.data as { error: string; needed?: string } & {
    response_metadata?: { messages?: readonly string[] };
  };
  if (PASSING.has(error) || !/^[a-z0-9_-]+$/.test(error)) {
    const message = `Slack could not answer ${method}: ${error.slice(0, 60)}.`;
    throw new Fault('chat-unreachable', message, { cause });
  }
  if (OF_THE_TOKEN.has(error)) {
    const scope = needed === undefined ? '' : ` (scope ${needed})`;
    const message = `Slack refuses ${method} to our token: ${error}${scope}.`;
    throw new Fault('chat-refused', message, { cause });
  }
  return { ok: false, error, details: response_metadata?.messages ?? [] };
}

const CALL_TIMEOUT_MS = 10 * SECOND;
/** Words for a bad moment of Slack's; anything that is no word at all is a proxy's page. */
const PASSING = new Set([
  'accesslimited',
  'external_channel_migrating',
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rate_limited',
  'message_limit_exceeded',
  'request_timeout',
  'rollup_error',
  'service_unavailable',
  'team_added_to_org',
  'update_failed',
]);
/** Not of this one message: once an operator has mended it, the same call works. */
const OF_THE_TOKEN = new Set([
  'access_denied',
  'account_inactive',
  'ekm_access_denied',
  'invalid_auth',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
]);
