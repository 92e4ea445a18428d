/** The environment of PagerDuty: a key that may read who is on call. */

import type { Env } from './env-names.ts';

export interface PagerdutySettings {
  readonly token: string;
  /** PagerDuty's own in the United States unless told otherwise. */
  readonly apiUrl?: string;
}

const ADVICE =
  'It is a REST API key of PagerDuty (Integrations, API Access Keys); read-only will do.';

/** Undefined where none is set. What is wrong is reported, and never repeats the key. */
export function readPagerduty(
  env: Env,
  report: (problem: string) => void,
): PagerdutySettings | undefined {
  const { PAGERDUTY_TOKEN: token, PAGERDUTY_API_URL: apiUrl } = env;
  if (!token) {
    if (apiUrl) report(`PAGERDUTY_API_URL is set, and PAGERDUTY_TOKEN is not. ${ADVICE}`);
    return undefined;
  }
  if (!/^[\x21-\x7e]{15,200}$/.test(token))
    report(`PAGERDUTY_TOKEN is cut short or has a sign that no key has. ${ADVICE}`);
  return { token, ...(apiUrl && { apiUrl: apiUrl.replace(/\/+$/, '') }) };
}
