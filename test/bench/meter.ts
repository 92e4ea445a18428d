/**
 * Stands between a store and DynamoDB, and counts what each call costs by AWS's own rules. A table
 * of its own says what was there before: the stand-in reports no writes to indexes.
 */

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  getUnits,
  putUnits,
  queryUnits,
  refusedPutUnits,
} from '../../adapters/dynamodb/capacity.ts';
import type { Item } from '../../adapters/dynamodb/head-item.ts';
import type { IndexName } from '../../adapters/dynamodb/table.ts';

export interface Metered {
  readonly action: string;
  readonly writeUnits: number;
  readonly readUnits: number;
  /** The index that was queried, or the key of the item. */
  readonly what: string;
  /** As it was put. */
  readonly item?: Item;
}

export interface Meter {
  readonly endpoint: string;
  close(): Promise<void>;
}

export async function startMeter(to: string, tell: (call: Metered) => void): Promise<Meter> {
  const there = new Map<string, Item>();
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await textOf(request);
    const { method = 'POST', headers } = request;
    const { host: _, connection: __, 'content-length': ___, ...rest } = headers;
    const answer = await fetch(to, {
      method,
      headers: rest as Record<string, string>,
      body: asked,
    });
    const said = await answer.text();
    const action = String(headers['x-amz-target']).split('.')[1] ?? '';
    const exchange = { action, asked: parsed(asked), said: parsed(said), isOk: answer.ok };
    tell(metered(there, exchange));
    const type = answer.headers.get('content-type') ?? 'application/x-amz-json-1.0';
    const crc32 = answer.headers.get('x-amz-crc32');
    response.writeHead(answer.status, {
      'content-type': type,
      ...(crc32 === null ? {} : { 'x-amz-crc32': crc32 }),
    });
    response.end(said);
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

interface Exchange {
  readonly action: string;
  readonly asked: Body;
  readonly said: Body;
  readonly isOk: boolean;
}

interface Body {
  readonly Item?: WireItem;
  readonly Key?: WireItem;
  readonly IndexName?: string;
  readonly Items?: readonly WireItem[];
  readonly Responses?: Readonly<Record<string, readonly WireItem[]>>;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly WireItem[] }>>;
}
type WireItem = Readonly<Record<string, Readonly<Record<string, string>>>>;

function metered(there: Map<string, Item>, exchange: Exchange): Metered {
  const { action, asked, said, isOk } = exchange;
  const call = { action, writeUnits: 0, readUnits: 0, what: nameOf(asked.Item ?? asked.Key) };
  if (action === 'PutItem') {
    const item = itemOf(asked.Item ?? {});
    const before = there.get(call.what);
    if (!isOk) return { ...call, writeUnits: refusedPutUnits(before) };
    there.set(call.what, item);
    return { ...call, item, writeUnits: putUnits(before, item).all };
  }
  if (action === 'GetItem') {
    return { ...call, readUnits: getUnits(said.Item && itemOf(said.Item)) };
  }
  if (action === 'BatchGetItem') {
    const found = Object.values(said.Responses ?? {}).flat();
    const keys = Object.values(asked.RequestItems ?? {}).flatMap(({ Keys }) => Keys);
    const units = found.reduce((sum, one) => sum + getUnits(itemOf(one)), 0);
    return { ...call, readUnits: units + Math.max(0, keys.length - found.length) };
  }
  if (action === 'Query' || action === 'Scan') {
    const from = (asked.IndexName?.slice('by-'.length) ?? 'table') as IndexName | 'table';
    return { ...call, what: from, readUnits: queryUnits((said.Items ?? []).map(itemOf), from) };
  }
  return call;
}

const nameOf = (item: WireItem | undefined): string =>
  item === undefined ? '' : `${item['pk']?.['S']} ${item['sk']?.['S']}`;

/** On the wire, bytes are written in Base64. */
const itemOf = (wire: WireItem): Item =>
  Object.fromEntries(
    Object.entries(wire).map(([name, value]) => [
      name,
      (value['B'] === undefined ? value : { B: Buffer.from(value['B'], 'base64') }) as Item[string],
    ]),
  );

const parsed = (text: string): Body => (text === '' ? {} : (JSON.parse(text) as Body));

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
