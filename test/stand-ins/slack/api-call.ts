/** One call of the Web API: what was asked, how it was refused, and the log entry it leaves. */

import type { Json, JsonObject } from './json.ts';
import type { Workspace } from './workspace.ts';

export interface ApiCall {
  readonly method: string;
  readonly args: JsonObject;
  readonly token: string | undefined;
}

/** An entry of the log. `answer` is what was decided, even when a fault lost it on the way. */
export interface LoggedCall extends ApiCall {
  readonly atMs: number;
  readonly status: number;
  readonly answer: JsonObject;
  readonly fault?: string;
}

export type ApiMethod = (args: JsonObject, workspace: Workspace) => JsonObject;

export const refuse = (error: string, extra: JsonObject = {}): JsonObject => ({
  ok: false,
  error,
  ...extra,
});

export const refuseWith = (error: string, messages: readonly string[]): JsonObject =>
  refuse(error, messages.length === 0 ? {} : { response_metadata: { messages } });

export const missing = (field: string): JsonObject =>
  refuseWith('invalid_arguments', [`[ERROR] missing required field: ${field}`]);

/** A form says "true" where JSON says true. */
export const flag = (value: Json | undefined): boolean => value === true || value === 'true';

export const text = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

/** Cuts a list into the pages that a cursor walks through. */
export function page(
  items: readonly Json[],
  args: JsonObject,
): { readonly items: readonly Json[]; readonly next: string } {
  const from = Number(Buffer.from(text(args['cursor']) ?? '', 'base64').toString() || 0);
  const to = from + Math.min(Number(args['limit'] ?? 100) || 100, 1000);
  const next = to < items.length ? Buffer.from(String(to)).toString('base64') : '';
  return { items: items.slice(from, to), next };
}
