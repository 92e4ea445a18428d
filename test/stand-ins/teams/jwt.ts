/** Tokens of the Bot Framework: RS256 over keys made here, and forgeries of them. */

import { generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import type { JsonObject } from '../slack/json.ts';

export const ISSUER = 'https://api.botframework.com';
const LIFE_SEC = 3600;

/** `unendorsed`: published like ours, but for another channel than Teams. */
export type KeyName = 'ours' | 'unendorsed' | 'foreign';
export type Alg = 'RS256' | 'none';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly jwk: JsonObject;
}

export interface TokenOrder {
  readonly claims: JsonObject;
  readonly alg?: Alg | undefined;
  readonly key?: KeyName | undefined;
  /** Laid over the header, say another `kid`. */
  readonly header?: JsonObject | undefined;
}

/** Made once for all stand-ins of a process, and each only when it is needed. */
const made = new Map<KeyName, SigningKey>();

function keyNamed(name: KeyName): SigningKey {
  const key = made.get(name) ?? makeKey(name);
  made.set(name, key);
  return key;
}

function makeKey(name: KeyName): SigningKey {
  if (name === 'ours') return newKey(['msteams']);
  if (name === 'unendorsed') return newKey(['webchat']);
  // It claims the id of our key: only its signature gives it away.
  return { ...newKey([]), kid: keyNamed('ours').kid };
}

/** What the bot may read: never the foreign key. */
export const publishedKeys = (): readonly JsonObject[] => [
  keyNamed('ours').jwk,
  keyNamed('unendorsed').jwk,
];

export function signedToken(order: TokenOrder): string {
  const { claims, alg = 'RS256', key = 'ours', header = {} } = order;
  const { kid, privateKey } = keyNamed(key);
  const signed = `${part({ typ: 'JWT', alg, kid, x5t: kid, ...header })}.${part(claims)}`;
  if (alg === 'none') return `${signed}.`;
  return `${signed}.${sign('sha256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

function newKey(endorsements: readonly string[]): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomUUID().replaceAll('-', '');
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const jwk = { kty: 'RSA', use: 'sig', alg: 'RS256', kid, x5t: kid, n, e, endorsements };
  return { kid, privateKey, jwk };
}

const part = (value: JsonObject): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** What Teams claims. Wall time, not the tenant's clock: bots judge it by their own. */
export function claimsFor(appId: string, serviceUrl: string): JsonObject {
  const nowSec = Math.floor(Date.now() / 1000);
  return {
    serviceurl: serviceUrl,
    iss: ISSUER,
    aud: appId,
    nbf: nowSec - 60,
    exp: nowSec + LIFE_SEC,
  };
}

export const openIdMetadata = (url: string): JsonObject => ({
  issuer: ISSUER,
  authorization_endpoint: 'https://invalid.botframework.com',
  jwks_uri: `${url}/v1/.well-known/keys`,
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
});
