/** From a body to Slack's payload: commands are a form, clicks JSON in a form, events JSON. */

import { parse } from 'node:querystring';
import type { Payload } from './admit.ts';

/** Undefined when it is none of these. */
export function readPayload(body: string, type: string | undefined): Payload | undefined {
  if (type?.startsWith('application/json')) return jsonObject(body);
  const form = parse(body);
  // A field that is there twice could mean two things to two readers.
  for (const field in form) if (typeof form[field] !== 'string') return undefined;
  return typeof form['payload'] === 'string' ? jsonObject(form['payload']) : form;
}

function jsonObject(text: string): Payload | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Payload) : undefined;
  } catch {
    return undefined;
  }
}
