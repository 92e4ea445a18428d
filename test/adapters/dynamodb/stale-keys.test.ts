/** Keys that AWS no longer knows before their time: the store asks for others, as the bot does. */

import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { openTable } from '../../../adapters/dynamodb/client.ts';
import { createRuntime } from '../../../adapters/node/runtime.ts';
import { keysOfTheDay } from '../keys-of-the-day.ts';

afterEach(() => vi.unstubAllEnvs());

test.each(['ExpiredTokenException', 'UnrecognizedClientException'])(
  '%s: is said, and over once there are others',
  async (name) => {
    const refusal = { status: 400, body: JSON.stringify({ __type: `com.amazonaws#${name}` }) };
    const aws = await keysOfTheDay({ type: 'application/x-amz-json-1.0', body: '{}', refusal });
    const { url: endpoint } = aws;
    const { clock } = createRuntime();
    const table = openTable({ table: 'keys', region: 'us-east-1', clock, endpoint });
    const get = new GetItemCommand({
      TableName: 'keys',
      Key: { pk: { S: 'a' }, sk: { S: 'head' } },
    });
    const read = () => table.ask(() => table.client.send(get));
    aws.handOut('AKIDFIRST');
    await read();
    aws.handOut('AKIDOTHER');
    await expect(read()).rejects.toThrow('AWS does not know our credentials');
    await vi.waitFor(read, 5_000);
    table.close();
    aws.close();
  },
);
