/** Reads a request of the bot: a form or JSON, with the JSON that Slack expects inside forms. */

import type { IncomingMessage } from 'node:http';
import { isObject, type Json, type JsonObject, parseJson } from './json.ts';

/** Arguments whose form value is JSON. Left as text when it is none, for the method to refuse. */
const JSON_ARGUMENTS = new Set(['blocks', 'attachments', 'view', 'metadata']);

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

export async function readArguments(request: IncomingMessage): Promise<JsonObject> {
  const body = await readText(request);
  const type = request.headers['content-type'] ?? '';
  if (type.includes('json')) {
    const value = parseJson(body);
    return isObject(value) ? value : {};
  }
  const query = new URL(request.url ?? '/', 'http://slack').searchParams;
  const args: Record<string, Json> = {};
  for (const [key, value] of [...query, ...new URLSearchParams(body)]) {
    args[key] = JSON_ARGUMENTS.has(key) ? (parseJson(value) ?? value) : value;
  }
  return args;
}

export function tokenOf(request: IncomingMessage, args: JsonObject): string | undefined {
  const header = request.headers.authorization;
  if (header?.startsWith('Bearer ')) return header.slice('Bearer '.length);
  const { token } = args;
  return typeof token === 'string' ? token : undefined;
}
