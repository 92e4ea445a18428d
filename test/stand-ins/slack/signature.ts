/** Slack's request signature, and the ways in which somebody else would get it wrong. */

import { createHmac } from 'node:crypto';

export type Signing = 'valid' | 'forged' | 'old' | 'missing';
type Headers = Readonly<Record<string, string>>;

const STALE_SEC = 6 * 60;

export const sign = (secret: string, timestampSec: number, rawBody: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestampSec}:${rawBody}`).digest('hex')}`;

/** Headers for this very body. `old` is signed rightly, six minutes ago: a replay, to Slack. */
export function signedHeaders(
  secret: string,
  rawBody: string,
  how: Signing,
  wallMs: number,
): Headers {
  if (how === 'missing') return {};
  const timestampSec = Math.floor(wallMs / 1000) - (how === 'old' ? STALE_SEC : 0);
  const key = how === 'forged' ? `not ${secret}` : secret;
  return {
    'x-slack-request-timestamp': String(timestampSec),
    'x-slack-signature': sign(key, timestampSec, rawBody),
  };
}

export const formHeaders: Headers = { 'content-type': 'application/x-www-form-urlencoded' };
