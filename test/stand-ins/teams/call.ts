/** A call of the bot to one of Microsoft's services, and the answers they give. */

import type { Json, JsonObject } from '../slack/json.ts';

export type Service = 'login' | 'keys' | 'connector' | 'graph';

export interface Call {
  readonly service: Service;
  readonly method: string;
  /** Below the service's root, decoded: "v3/conversations/19:…;messageid=1/activities". */
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly token?: string | undefined;
}

export interface LoggedCall extends Omit<Call, 'token'> {
  readonly atMs: number;
  readonly status: number;
  readonly answer: Json | undefined;
  /** The fault that met it. */
  readonly fault?: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: Json;
  /** In its place: what no service of Microsoft says. */
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: Json): Answer => ({ status: 200, body });
export const created = (body: Json): Answer => ({ status: 201, body });

export const refuse = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
});

export const badArgument = (message: string): Answer => refuse(400, 'BadArgument', message);

export const tooMany = (service: Service, seconds: number): Answer => ({
  ...refuse(429, service === 'graph' ? 'TooManyRequests' : 'Throttled', 'Too many requests.'),
  headers: { 'retry-after': String(seconds) },
});

export const notFound = (): Answer => refuse(404, 'NotFound', 'There is nothing at this address.');
