/** The thread that calls Teams: takes calls from the other one, and says what was heard. */

import { parentPort } from 'node:worker_threads';
import type { Asked, Told } from './http-thread.ts';
import { inOneMessage } from './in-one-message.ts';
import { overHttp, type Request } from './over-http.ts';

const under = new Map<number, AbortController>();
const tell = inOneMessage<Told>((all) => parentPort?.postMessage(all));

parentPort?.on('message', (asked: readonly Asked[]) => {
  for (const one of asked) {
    if ('request' in one) void call(one.id, one.request);
    else under.get(one.id)?.abort();
  }
});

async function call(id: number, request: Request): Promise<void> {
  const giveUp = new AbortController();
  under.set(id, giveUp);
  try {
    tell({ id, heard: await overHttp(request, giveUp.signal) });
  } catch (error) {
    tell({ id, why: error instanceof Error ? error.message : String(error) });
  }
  under.delete(id);
}
