/** A PagerDuty on the wire: who is on call, in pages, to whoever has the key; and its bad days. */

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
  /** At most so many in one page, whatever was asked for. */
  most: number;
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
    if (request.method !== 'GET' || url.pathname !== '/oncalls') {
      return refuse(response, 404, 2100, 'Not Found');
    }
    answer(response, 200, JSON.stringify(pageOf(state, url.searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const state: Pagerduty = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: 'stand-in-key-of-pagerduty',
    calls,
    onCall,
    trouble: 'none',
    most: 100,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

type State = Pick<Pagerduty, 'onCall' | 'most'>;

function pageOf({ onCall, most }: State, query: URLSearchParams): object {
  const schedules = query.getAll('schedule_ids[]');
  const [sinceMs, untilMs] = ['since', 'until'].map((name) => Date.parse(query.get(name) ?? ''));
  const limit = Math.min(Number(query.get('limit') ?? 25), most);
  const offset = Number(query.get('offset') ?? 0);
  const within = onCall.filter(
    ({ schedule, startMs = -Infinity, endMs = Infinity }) =>
      schedules.includes(schedule) && startMs < (untilMs ?? 0) && endMs > (sinceMs ?? 0),
  );
  const isFull = query.getAll('include[]').includes('users');
  return {
    oncalls: within.slice(offset, offset + limit).map((one) => entryOf(one, isFull)),
    limit,
    offset,
    more: offset + limit < within.length,
    total: null,
  };
}

/** Without `include[]=users` somebody is but a reference, and has no address. */
function entryOf({ schedule, user, email, startMs, endMs }: OnCallSeed, isFull: boolean): object {
  const type = isFull ? 'user' : 'user_reference';
  return {
    escalation_policy: { id: 'PPOLICY', type: 'escalation_policy_reference' },
    escalation_level: 1,
    schedule: { id: schedule, type: 'schedule_reference' },
    user: { id: user, type, summary: user, ...(isFull && email ? { email } : {}) },
    start: startMs === undefined ? null : new Date(startMs).toISOString(),
    end: endMs === undefined ? null : new Date(endMs).toISOString(),
  };
}

const refuse = (response: ServerResponse, status: number, code: number, message: string): void =>
  answer(response, status, JSON.stringify({ error: { message, code } }));

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, JSON_TYPE);
  response.end(body);
}
