/** Checks AWS Signature Version 4: who signed, with the right secret, and not too long ago. */

import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsFault } from './fault.ts';
import type { AccessKey } from './types.ts';

export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Credential {
  readonly accessKeyId: string;
  readonly scope: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION = new RegExp(
  '^AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d+/[^/]+/([^/]+)/aws4_request), ?' +
    'SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$',
);

export function credentialOf(request: SignedRequest): Credential | undefined {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? '');
  if (!match) return undefined;
  const [, accessKeyId = '', scope = '', service = '', headers = '', signature = ''] = match;
  return { accessKeyId, scope, service, signedHeaders: headers.split(';'), signature };
}

export function checkSignature(
  request: SignedRequest,
  credential: Credential,
  key: AccessKey,
): void {
  if ((request.headers['x-amz-security-token'] ?? undefined) !== key.sessionToken) {
    const words = 'The security token included in the request is invalid.';
    throw new AwsFault('InvalidClientTokenId', words);
  }
  const wanted = Buffer.from(sign(request, credential, key.secretAccessKey), 'hex');
  const given = Buffer.from(credential.signature, 'hex');
  if (wanted.length === given.length && timingSafeEqual(wanted, given)) return;
  throw new AwsFault(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your ' +
      'AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

/** When the request says it was signed: `20261122T180100Z`. */
export function signedAtMs(request: SignedRequest): number {
  const text = request.headers['x-amz-date'] ?? '';
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text) ?? [];
  if (y === undefined) throw new AwsFault('IncompleteSignature', "Missing 'X-Amz-Date'.");
  return Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
}

function sign(request: SignedRequest, credential: Credential, secret: string): string {
  const canonical = [
    request.method,
    request.path,
    request.query.split('&').toSorted().join('&'),
    ...credential.signedHeaders.map((name) => `${name}:${(request.headers[name] ?? '').trim()}`),
    '',
    credential.signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
  const date = request.headers['x-amz-date'] ?? '';
  const text = ['AWS4-HMAC-SHA256', date, credential.scope, sha256(canonical)].join('\n');
  let key: Buffer | string = `AWS4${secret}`;
  for (const part of credential.scope.split('/')) key = hmac(key, part);
  return hmac(key, text).toString('hex');
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string) =>
  createHmac('sha256', key).update(text).digest();
