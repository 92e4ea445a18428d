/** A PagerDuty on the wire: who is on call, to whoever has the key; and its bad days. */

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface OnCallSeed {
  readonly schedule: string;
  readonly user: string;
  readonly email?: string;
  /** Always, where neither is said. */
  readonly startMs?: number;
  readonly endMs?: number;
}

export interface Pagerduty {
  readonly url: string;
  readonly token: string;
  /** Of each call, what it asked for. */
  readonly calls: readonly string[];
  onCall: readonly OnCallSeed[];
  /** Answered in place of the work, until it is changed. */
  trouble: 'none' | 'down' | 'hang-up' | 'too-many' | 'no-json';
  close(): Promise<void>;
}

const JSON_TYPE = { 'content-type': 'application/json' };

export async function startPagerduty(onCall: readonly OnCallSeed[]): Promise<Pagerduty> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(request.url ?? '');
    const url = new URL(request.url ?? '', 'http://stand-in');
    if (state.trouble === 'hang-up') return void request.socket.destroy();
    if (state.trouble === 'down') return answer(response, 503, '');
    if (state.trouble === 'no-json') return answer(response, 200, '<html>');
    if (state.trouble === 'too-many') {
      response.setHeader('ratelimit-reset', '7');
      return refuse(response, 429, 2020, 'Rate Limit Exceeded');
    }
    if (request.headers.authorization !== `Token token=${state.token}`) {
      return refuse(response, 401, 2006, 'Invalid token');
    }
    if (request.headers.accept !== 'application/vnd.pagerduty+json;version=2') {
      return refuse(response, 400, 2001, 'This version of the API is no longer there');
    }
    const [, schedule = ''] = /^\/schedules\/([^/]+)\/users$/.exec(url.pathname) ?? [];
    const users = usersOf(state.onCall, schedule, url.searchParams);
    if (request.method !== 'GET' || !users) return refuse(response, 404, 2100, 'Not Found');
    answer(response, 200, JSON.stringify(users));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: Pagerduty = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'stand-in-key-of-pagerduty',
    calls,
    onCall,
    trouble: 'none',
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

/** All users of the time that is asked for. A schedule that nobody made is none. */
function usersOf(onCall: readonly OnCallSeed[], schedule: string, query: URLSearchParams) {
  const [sinceMs, untilMs] = ['since', 'until'].map((name) => Date.parse(query.get(name) ?? ''));
  const own = onCall.filter((one) => one.schedule === schedule);
  if (own.length === 0) return undefined;
  const within = own.filter(
    ({ startMs = -Infinity, endMs = Infinity }) =>
      startMs < (untilMs ?? 0) && endMs > (sinceMs ?? 0),
  );
  const users = within.map(({ user, email }) => {
    return { id: user, type: 'user', summary: user, ...(email && { email }) };
  });
  return { users };
}

const refuse = (response: ServerResponse, status: number, code: number, message: string): void =>
  answer(response, status, JSON.stringify({ error: { message, code } }));

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, JSON_TYPE);
  response.end(body);
}
