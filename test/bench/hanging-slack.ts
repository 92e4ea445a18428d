/** A Slack that takes every call and never answers, and counts who waits. */

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Waiting {
  /** Calls that came, none of which was answered; and the most that waited at one time. */
  readonly calls: number;
  readonly most: number;
}

export async function startHangingSlack() {
  const waiting = new Set<ServerResponse>();
  let [calls, most] = [0, 0];
  const server = createServer((request, response) => {
    request.resume();
    calls += 1;
    waiting.add(response);
    most = Math.max(most, waiting.size);
    response.once('close', () => waiting.delete(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    seen: (): Waiting => ({ calls, most }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
