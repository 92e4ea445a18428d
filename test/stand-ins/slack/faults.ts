/** Bad days of Slack, ordered by tests: 429 storms, outages, slow answers, answers lost. */

import { type BadDays, type CommonTrouble, createBadDays, type Rule } from '../bad-days.ts';
import type { ApiCall } from './api-call.ts';

export type Trouble = CommonTrouble | { readonly kind: 'error'; readonly error: string };

export interface FaultRule extends Rule<ApiCall, Trouble> {
  /** "chat.postMessage", "chat.*", or "response_url". Absent: every method. */
  readonly method?: string;
}

export type Faults = BadDays<ApiCall, Trouble, FaultRule>;

export const createFaults = (): Faults => createBadDays(isOfMethod);

const isOfMethod = ({ method }: FaultRule, call: ApiCall): boolean =>
  method === undefined ||
  method === call.method ||
  (method.endsWith('*') && call.method.startsWith(method.slice(0, -1)));
