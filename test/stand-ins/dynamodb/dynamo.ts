/** A DynamoDB in this process, or the one at `DYNAMODB_ENDPOINT`. */

import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { json } from 'node:stream/consumers';

export interface Dynamo {
  readonly endpoint: string;
  /** Tables of this process that can be restored to any moment. */
  readonly recoverable: ReadonlySet<string>;
  close(): Promise<void>;
}

type MakeDynalite = (options: {
  readonly createTableMs: number;
  readonly deleteTableMs: number;
}) => Server;

export async function startDynamo(): Promise<Dynamo> {
  // Any will do, and none is looked for in the surroundings.
  process.env['AWS_ACCESS_KEY_ID'] ??= 'AKIDSTANDIN';
  process.env['AWS_SECRET_ACCESS_KEY'] ??= 'standin';
  const elsewhere = process.env['DYNAMODB_ENDPOINT'];
  if (elsewhere) return { endpoint: elsewhere, recoverable: new Set(), close: async () => {} };
  const make = createRequire(import.meta.url)('dynalite') as MakeDynalite;
  const recoverable = new Set<string>();
  const server = make({ createTableMs: 0, deleteTableMs: 0 });
  backUp(server, recoverable);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    recoverable,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Dynalite has no backups: the two calls about them are answered before it. */
function backUp(server: Server, recoverable: Set<string>): void {
  const [serve] = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const target = String(request.headers['x-amz-target']);
    if (target.endsWith('ContinuousBackups')) void switchOver(request, response, recoverable);
    else serve?.call(server, request, response);
  });
}

async function switchOver(
  request: IncomingMessage,
  response: ServerResponse,
  recoverable: Set<string>,
): Promise<void> {
  const asked = (await json(request)) as Asked;
  const isWanted = asked.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled;
  if (isWanted) recoverable.add(asked.TableName);
  else if (isWanted === false) recoverable.delete(asked.TableName);
  const PointInTimeRecoveryStatus = recoverable.has(asked.TableName) ? 'ENABLED' : 'DISABLED';
  const PointInTimeRecoveryDescription = { PointInTimeRecoveryStatus };
  const said = { ContinuousBackupsStatus: 'ENABLED', PointInTimeRecoveryDescription };
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(JSON.stringify({ ContinuousBackupsDescription: said }));
}

interface Asked {
  readonly TableName: string;
  /** None where it is only asked. */
  readonly PointInTimeRecoverySpecification?: { readonly PointInTimeRecoveryEnabled: boolean };
}
