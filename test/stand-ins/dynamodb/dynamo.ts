/** A DynamoDB in this process, or the one at `DYNAMODB_ENDPOINT`. */

import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';

export interface Dynamo {
  readonly endpoint: string;
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
  if (elsewhere) return { endpoint: elsewhere, close: async () => {} };
  const make = createRequire(import.meta.url)('dynalite') as MakeDynalite;
  const server = make({ createTableMs: 0, deleteTableMs: 0 }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
