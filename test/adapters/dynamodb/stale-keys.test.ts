/** Keys that AWS no longer knows before their time: the store asks for others, as the bot does. */

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { openTable } from '../../../adapters/dynamodb/client.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';

afterEach(() => vi.unstubAllEnvs());

test.each(['ExpiredTokenException', 'UnrecognizedClientException'])(
  '%s: is said, and over once there are others',
  async (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'prod-access-keys-'));
    const file = join(folder, 'keys.json');
    const Expiration = new Date(Date.now() + 6 * 3_600_000).toISOString();
    const keys = { Version: 1, SecretAccessKey: 'standin', SessionToken: 'standin', Expiration };
    const handOut = (AccessKeyId: string) =>
      writeFileSync(file, JSON.stringify({ ...keys, AccessKeyId }));
    writeFileSync(join(folder, 'config'), `[default]\ncredential_process = cat ${file}\n`);
    vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
    for (const other of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
      vi.stubEnv(other, undefined);
    let known = 'AKIDFIRST';
    const server = createServer((request, response) => {
      const isKnown = request.headers.authorization?.includes(known);
      response.writeHead(isKnown ? 200 : 400, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(isKnown ? '{}' : JSON.stringify({ __type: `com.amazonaws#${name}` }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { clock } = createRuntime();
    const table = openTable({ table: 'keys', region: 'us-east-1', clock, endpoint });
    const get = new GetItemCommand({
      TableName: 'keys',
      Key: { pk: { S: 'a' }, sk: { S: 'head' } },
    });
    const read = () => table.ask(() => table.client.send(get));
    handOut('AKIDFIRST');
    await read();
    handOut('AKIDOTHER');
    known = 'AKIDOTHER';
    await expect(read()).rejects.toThrow('AWS does not know our credentials');
    await vi.waitFor(read, 5_000);
    table.close();
    server.close();
    rmSync(folder, { recursive: true });
  },
);
