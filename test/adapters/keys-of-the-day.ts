/** Credentials said to last for hours, and an AWS that knows only those of the moment. */

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface Answers {
  readonly type: string;
  readonly body: string;
  /** To a call that is signed by others. */
  readonly refusal: { readonly status: number; readonly body: string };
}

/** The caller unstubs the environment. */
export async function keysOfTheDay({ type, body, refusal }: Answers) {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-keys-'));
  const file = join(folder, 'keys.json');
  const Expiration = new Date(Date.now() + 6 * 3_600_000).toISOString();
  const keys = { Version: 1, SecretAccessKey: 'standin', SessionToken: 'standin', Expiration };
  writeFileSync(join(folder, 'config'), `[default]\ncredential_process = cat ${file}\n`);
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  for (const other of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(other, undefined);
  let known = '';
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization?.includes(known);
    response.writeHead(isKnown ? 200 : refusal.status, { 'content-type': type });
    response.end(isKnown ? body : refusal.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Handed out from now on, and the only ones that are known. */
    handOut(AccessKeyId: string) {
      writeFileSync(file, JSON.stringify({ ...keys, AccessKeyId }));
      known = AccessKeyId;
    },
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}
