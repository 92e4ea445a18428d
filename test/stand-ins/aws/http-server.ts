/** The wire: one HTTP endpoint for all services, where requests may be held, refused or lost. */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Dialect } from './dialect.ts';
import { AwsFault, serviceFailure } from './fault.ts';
import type { Trouble } from './faults.ts';
import type { Params } from './params.ts';
import {
  type Credential,
  checkSignature,
  credentialOf,
  type SignedRequest,
  signedAtMs,
} from './signature.ts';
import type { SigningClock } from './signing-clock.ts';
import type { AccessKey, CallRecord } from './types.ts';
import type { World } from './world.ts';

export interface WireOptions {
  readonly world: World;
  readonly now: () => number;
  /** By the service that a request was signed for. */
  readonly dialectOf: (service: string) => Dialect;
  readonly signing: SigningClock;
  readonly calls: CallRecord[];
  readonly meet: (call: CallRecord) => Trouble;
  readonly port: number;
}

interface Arrival {
  readonly request: SignedRequest;
  readonly credential: Credential | undefined;
  readonly params: Params;
  readonly call: CallRecord;
  readonly dialect: Dialect;
}

export async function serveWire(options: WireOptions) {
  const server = createServer((incoming, response) => {
    handle(options, incoming, response).catch((error: unknown) => {
      // Only a sender that went away while speaking gets here; there is nobody to answer.
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function handle(
  options: WireOptions,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const arrival = await receive(options, incoming);
  const { call, dialect } = arrival;
  const trouble = options.meet(call);
  await trouble.wait;
  const requestId = options.world.ids.requestId();
  let answer: Answer;
  try {
    if (trouble.spoil === 'lost-before') throw new Lost();
    if (trouble.refuse) throw trouble.refuse;
    const key = authenticate(options, arrival);
    const done = dialect.run({ ...arrival, key, requestId });
    call.outcome = trouble.spoil ?? 'ok';
    if (trouble.spoil === 'lost-after') throw new Lost();
    if (trouble.spoil === 'failure-after') throw serviceFailure();
    answer = done;
  } catch (error) {
    if (error instanceof Lost) {
      if (trouble.spoil) call.outcome = trouble.spoil;
      response.destroy();
      return;
    }
    const fault = error instanceof AwsFault ? error : internal(error);
    if (trouble.spoil !== 'failure-after') call.outcome = fault.code;
    answer = dialect.refuse(fault, call, requestId);
  }
  response.writeHead(answer.status, {
    date: options.signing.toldDate().toUTCString(),
    'x-amzn-requestid': requestId,
    ...answer.headers,
  });
  if (trouble.spoil !== 'half') return void response.end(answer.body);
  response.flushHeaders();
  response.write(answer.body.slice(0, answer.body.length / 2));
}

class Lost extends Error {}

/** A mistake of the stand-in's own: told as what it is, never dressed up as AWS's. */
function internal(error: unknown): AwsFault {
  return new AwsFault('StandInMistake', error instanceof Error ? String(error.stack) : 'unknown');
}

async function receive(options: WireOptions, incoming: IncomingMessage): Promise<Arrival> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  const body = Buffer.concat(chunks).toString('utf8');
  const request = { method: incoming.method ?? 'GET', path, query, headers, body };
  const credential = credentialOf(request);
  const dialect = options.dialectOf(credential?.service ?? '');
  const { action, params } = dialect.read(request);
  const key = options.world.keys.get(credential?.accessKeyId ?? '');
  const call: CallRecord = {
    atMs: options.now(),
    account: key?.account ?? '',
    principal: principalOf(key),
    service: credential?.service ?? '',
    action,
    params,
    outcome: 'pending',
  };
  options.calls.push(call);
  return { request, credential, params, call, dialect };
}

function authenticate(options: WireOptions, { request, credential, call }: Arrival): AccessKey {
  if (!credential) {
    throw new AwsFault('MissingAuthenticationToken', 'Request is missing Authentication Token');
  }
  const key = options.world.keys.get(credential.accessKeyId);
  if (!key) {
    const words = 'The security token included in the request is invalid.';
    throw new AwsFault('InvalidClientTokenId', words);
  }
  checkSignature(request, credential, key);
  options.signing.check(signedAtMs(request), options.now() - call.atMs);
  if (key.holder.kind === 'role' && options.now() >= key.holder.session.expiresAtMs) {
    const words = 'The security token included in the request is expired';
    throw new AwsFault('ExpiredToken', words);
  }
  return key;
}

function principalOf(key: AccessKey | undefined): string {
  if (!key) return 'unknown';
  if (key.holder.kind === 'user') return key.holder.name;
  return `${key.holder.session.roleName}/${key.holder.session.sessionName}`;
}
