/** What PagerDuty answers, as far as it is read; anything else is silence. */

import { Fault } from '../../src/kernel/fault.ts';
import { SECOND } from '../../src/kernel/time.ts';

export interface User {
  readonly id: string;
  readonly email?: string | undefined;
}

/** @throws Fault roster-unreachable, with what to do where that is known. */
export async function usersAt(
  url: string,
  token: string,
  signal: AbortSignal,
): Promise<readonly User[]> {
  const response = await fetched(url, token, signal);
  const body = await response.text().catch((cause: unknown) => {
    throw silent('PagerDuty did not answer to the end.', { cause });
  });
  if (!response.ok) throw refused(response);
  try {
    return usersIn(JSON.parse(body) as unknown);
  } catch (cause) {
    throw silent('PagerDuty answered something else.', { cause });
  }
}

async function fetched(url: string, token: string, signal: AbortSignal): Promise<Response> {
  const headers = {
    accept: 'application/vnd.pagerduty+json;version=2',
    authorization: `Token token=${token}`,
  };
  try {
    return await fetch(url, { headers, signal, redirect: 'error' });
  } catch (cause) {
    throw silent('PagerDuty did not answer.', { cause });
  }
}

function refused({ status, headers }: Response): Fault {
  if (status === 401 || status === 403) {
    return silent('PagerDuty refuses PAGERDUTY_TOKEN: it has to be a REST API key that may read.');
  }
  if (status === 404) return silent('PagerDuty has no such schedule.');
  if (status !== 429) return silent(`PagerDuty answered ${status}.`);
  const seconds = Number(headers.get('ratelimit-reset') ?? headers.get('retry-after') ?? '');
  const wait = seconds > 0 ? { retryAfterMs: seconds * SECOND } : {};
  return silent('PagerDuty wants to be asked less often.', wait);
}

function usersIn(body: unknown): readonly User[] {
  const { users } = body as { users?: unknown };
  if (!Array.isArray(users)) throw new Error('There is no list in it.');
  const all = users as readonly User[];
  if (!all.every((one) => typeof one?.id === 'string')) throw new Error('Nobody is named.');
  return all;
}

const silent = (message: string, options?: ErrorOptions & { retryAfterMs?: number }) =>
  new Fault('roster-unreachable', message, options);
