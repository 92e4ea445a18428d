/** What is wrong with blocks, said as Slack says it: a sentence and a JSON pointer to the place. */

import { isObject, type Json, type JsonObject, wordAt } from './json.ts';

/** Collects faults. Each is one line of `response_metadata.messages`. */
export type Faults = string[];

export const fault = (faults: Faults, pointer: string, text: string): void => {
  faults.push(`[ERROR] ${text} [json-pointer:${pointer}]`);
};

export interface TextRule {
  readonly max: number;
  readonly plain?: boolean;
}

/** A text object: its type, its length, and nothing in it that Slack does not know. */
export function checkText(
  faults: Faults,
  value: Json | undefined,
  at: string,
  rule: TextRule,
): void {
  if (!isObject(value)) return fault(faults, at, 'must provide an object');
  const type = value['type'];
  if (type !== 'plain_text' && (rule.plain || type !== 'mrkdwn')) {
    return fault(faults, `${at}/type`, `unsupported type: ${wordAt(value, 'type')}`);
  }
  onlyKeys(faults, value, at, ['type', 'text', type === 'mrkdwn' ? 'verbatim' : 'emoji']);
  checkString(faults, value['text'], `${at}/text`, { min: 1, max: rule.max });
}

/** A string within its limits. Slack counts characters as JavaScript does: UTF-16 units. */
export function checkString(
  faults: Faults,
  value: Json | undefined,
  at: string,
  limit: { readonly min?: number; readonly max: number },
): void {
  if (typeof value !== 'string') return fault(faults, at, 'must provide a string');
  if (value.length < (limit.min ?? 0)) {
    fault(faults, at, `must be more than ${(limit.min ?? 0) - 1} characters`);
  }
  if (value.length > limit.max) fault(faults, at, `must be less than ${limit.max + 1} characters`);
}

export function checkOptionalString(
  faults: Faults,
  owner: JsonObject,
  key: string,
  at: string,
  max: number,
): void {
  if (owner[key] !== undefined) checkString(faults, owner[key], `${at}/${key}`, { max });
}

export function checkCount(
  faults: Faults,
  value: Json | undefined,
  at: string,
  limit: { readonly min?: number; readonly max: number },
): value is readonly Json[] {
  if (!Array.isArray(value)) {
    fault(faults, at, 'must provide an array');
    return false;
  }
  const min = limit.min ?? 1;
  if (value.length < min) fault(faults, at, `no fewer than ${min} items required`);
  if (value.length > limit.max) fault(faults, at, `no more than ${limit.max} items allowed`);
  return true;
}

export function onlyKeys(
  faults: Faults,
  value: JsonObject,
  at: string,
  known: readonly string[],
): void {
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) fault(faults, at, `invalid additional property: ${key}`);
  }
}

export function required(faults: Faults, value: JsonObject, at: string, key: string): boolean {
  if (value[key] !== undefined) return true;
  fault(faults, at, `missing required field: ${key}`);
  return false;
}
