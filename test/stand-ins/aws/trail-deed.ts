/** A call to a service that nobody speaks here: only who made it, and what policies say to it. */

import type { Asked } from './dialect.ts';
import type { AccessKey } from './types.ts';

export interface TrailDeed {
  /** Whose key it is: of a user, or of a session. */
  readonly accessKeyId: string;
  /** As `rds:RebootDBInstance`. */
  readonly action: string;
  readonly resource?: string;
  readonly region?: string;
}

/** As it would have come by the wire. */
export function askedFor({ action, region = 'us-east-1' }: TrailDeed, key: AccessKey): Asked {
  const [service = '', name = ''] = action.split(':');
  const authorization =
    `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/20260101/${region}/${service}/aws4_request, ` +
    'SignedHeaders=host, Signature=00';
  return {
    request: { method: 'POST', path: '/', query: '', headers: { authorization }, body: '' },
    call: {
      atMs: 0,
      account: key.account,
      principal: key.accessKeyId,
      service,
      action: name,
      params: {},
      outcome: 'ok',
    },
    params: {},
    key,
    requestId: '00000000-0000-0000-0000-000000000000',
  };
}
