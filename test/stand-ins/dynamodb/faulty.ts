/** Stands between a store and DynamoDB, and does to chosen calls what networks and AWS do. */

import { once } from 'node:events';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * `lost`: carried out, and the answer never arrives; `half`: carried out, and half of the answer
 * arrives, while the socket lives on; `hang`: taken, and nothing comes of it.
 */
export type Trouble = 'lost' | 'half' | 'hang' | keyof typeof ANSWERS;

type Change = (answer: object) => object;

export interface Faulty {
  readonly endpoint: string;
  /** Actions as they were asked for, each time they were. */
  readonly asked: string[];
  /** The next so many calls of an action meet it. */
  add(action: string, trouble: Trouble, times: number): void;
  /** Something happens just before the first, second … call of an action is looked at. */
  before(action: string, call: number, deed: () => Promise<void>): void;
  /** The next so many answers to an action say something else. */
  rewrite(action: string, times: number, change: Change): void;
  /** From now on AWS's clock is so far ahead of ours: it tells its own, and goes by it. */
  setAhead(ms: number): void;
  /** All is well again, and nothing was asked. */
  clear(): void;
  close(): Promise<void>;
}

export async function startFaulty(endpoint: string): Promise<Faulty> {
  const troubles: { action: string; trouble: Trouble; left: number }[] = [];
  const rewrites: { action: string; left: number; change: Change }[] = [];
  const deeds = new Map<string, () => Promise<void>>();
  const asked: string[] = [];
  let aheadMs = 0;
  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(action);
    const atMs = Date.now() + aheadMs;
    response.setHeader('date', new Date(atMs).toUTCString());
    await deeds.get(`${action} ${asked.filter((one) => one === action).length}`)?.();
    const met = troubles.find((one) => one.action === action && one.left > 0);
    if (met) met.left -= 1;
    if (met?.trouble === 'hang') return void request.resume();
    const loss = isMistimed(request, atMs) ? 'mistimed' : met?.trouble;
    if (loss && loss !== 'lost' && loss !== 'half') return refuse(request, response, loss);
    const rewrite = rewrites.find((one) => one.action === action && one.left > 0);
    if (rewrite) rewrite.left -= 1;
    return pass(request, response, endpoint, { loss, change: rewrite?.change });
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    add: (action, trouble, times) => void troubles.push({ action, trouble, left: times }),
    before: (action, call, deed) => void deeds.set(`${action} ${call}`, deed),
    rewrite: (action, times, change) => void rewrites.push({ action, left: times, change }),
    setAhead(ms) {
      aheadMs = ms;
    },
    clear() {
      aheadMs = 0;
      deeds.clear();
      rewrites.length = 0;
      troubles.length = 0;
      asked.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** AWS takes a signature for five minutes. */
function isMistimed(request: IncomingMessage, atMs: number): boolean {
  const parts = /^(....)(..)(..T..)(..)(..Z)$/;
  const signedAt = String(request.headers['x-amz-date']).replace(parts, '$1-$2-$3:$4:$5');
  return Math.abs(Date.parse(signedAt) - atMs) > 300_000;
}

const withoutDate = ({ date: _, ...headers }: IncomingMessage['headers']) => headers;

const ANSWERS = {
  forged: [400, 'InvalidSignatureException'],
  mistimed: [400, 'InvalidSignatureException', 'Signature expired: that was another time'],
  throttle: [400, 'ProvisionedThroughputExceededException'],
  'throttle-all': [400, 'ThrottlingException'],
  limit: [400, 'RequestLimitExceeded'],
  failure: [500, 'InternalServerError'],
  denied: [400, 'AccessDeniedException'],
  stranger: [400, 'UnrecognizedClientException'],
  expired: [400, 'ExpiredTokenException'],
  invalid: [400, 'ValidationException'],
  missing: [400, 'ResourceNotFoundException'],
  'too-early': [400, 'ContinuousBackupsUnavailableException'],
} as const satisfies Record<string, readonly [number, string, string?]>;

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  trouble: keyof typeof ANSWERS,
): void {
  const [status, name, message = 'by the test'] = ANSWERS[trouble];
  request.resume();
  request.on('end', () => {
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    const type = `com.amazonaws.dynamodb.v20120810#${name}`;
    response.end(JSON.stringify({ __type: type, message }));
  });
}

interface Fate {
  readonly loss: 'lost' | 'half' | undefined;
  readonly change: Change | undefined;
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  endpoint: string,
  { loss, change }: Fate,
): void {
  const { method, headers } = request;
  const onward = send(endpoint, { ...(method ? { method } : {}), headers }, (answer) => {
    if (loss === 'half') return void begun(answer, response);
    if (loss === 'lost') {
      answer.resume();
      answer.on('end', () => request.socket.destroy());
      return;
    }
    if (change) return void changed(answer, response, change);
    response.writeHead(answer.statusCode ?? 500, withoutDate(answer.headers));
    answer.pipe(response);
  });
  request.pipe(onward);
}

async function begun(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  const said = await text(answer);
  response.writeHead(answer.statusCode ?? 500, withoutDate(answer.headers));
  response.write(said.slice(0, said.length / 2));
}

async function changed(
  answer: IncomingMessage,
  response: ServerResponse,
  change: Change,
): Promise<void> {
  const said = JSON.parse(await text(answer)) as object;
  response.writeHead(answer.statusCode ?? 500, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify(change(said)));
}
