/** Whose activities are let in: the channel's own, for this bot, of our tenant. */

import { createHash } from 'node:crypto';
import type { Log } from '../../src/kernel/log.ts';
import type { Clock } from '../../src/kernel/time.ts';
import { type Addresses, KEYS_ISSUER } from './addresses.ts';
import type { Connector } from './connector.ts';
import { isWire, part, type Wire, word } from './wire.ts';

export interface AdmitOptions {
  readonly connector: Pick<Connector, 'isGenuine'>;
  readonly addresses: Addresses;
  readonly appId: string;
  readonly tenant: string;
  readonly clock: Pick<Clock, 'nowMs'>;
  readonly log: Log;
}

/** The status to answer with; undefined for whoever is let in. */
export type Admit = (authorization: string, activity: Wire) => Promise<number | undefined>;

interface Claims {
  readonly serviceUrl: string;
  readonly untilMs: number;
}

export function createAdmit(options: AdmitOptions): Admit {
  const { connector, addresses, appId, tenant, clock, log } = options;
  /** Digests of tokens whose signature was checked: it is the same until the token runs out. */
  const checked = new Map<string, number>();

  /** Teams signs for an hour with the same token: it is read once while it is that one. */
  let latest: { readonly authorization: string; readonly claims?: Claims } = { authorization: '' };

  function read(authorization: string): Claims | undefined {
    const claims = claimsOf(authorization, appId);
    if (claims) latest = { authorization, claims };
    return claims;
  }

  async function isSigned(authorization: string, activity: Wire, untilMs: number) {
    const digest = createHash('sha256').update(authorization).digest('base64');
    if ((checked.get(digest) ?? 0) > clock.nowMs()) return true;
    if (!(await connector.isGenuine(authorization, activity))) return false;
    if (checked.size >= MOST) checked.delete(checked.keys().next().value ?? '');
    checked.set(digest, untilMs);
    return true;
  }

  return async (authorization, activity) => {
    const refuse = (status: number, why: string) => {
      log.warn('teams-not-admitted', { why });
      return status;
    };
    const serviceUrl = word(activity, 'serviceUrl');
    // The library also takes tokens of emulators, of skills, and for no service at all.
    const claims = latest.authorization === authorization ? latest.claims : read(authorization);
    if (!claims) return refuse(401, 'no token of the channel for this bot');
    if (claims.untilMs <= clock.nowMs()) return refuse(401, 'a token that has run out');
    if (serviceUrl === '' || claims.serviceUrl !== serviceUrl) return refuse(401, 'service');
    if (word(activity, 'channelId') !== 'msteams') return refuse(401, 'channel');
    if (!addresses.isService(serviceUrl)) return refuse(401, 'service that is not Microsoft’s');
    if (!(await isSigned(authorization, activity, claims.untilMs))) return refuse(401, 'signature');
    return tenantsOf(activity).every((one) => one === tenant)
      ? undefined
      : refuse(403, 'another tenant');
  };
}

/** As the token says, which nobody has checked yet. */
function claimsOf(authorization: string, appId: string): Claims | undefined {
  const [scheme, token = '', ...rest] = authorization.split(' ');
  const [head = '', body = '', signature = ''] = token.split('.');
  if (scheme !== 'Bearer' || rest.length > 0 || signature === '') return undefined;
  const [header, claims] = [decoded(head), decoded(body)];
  const isOurs = word(claims, 'iss') === KEYS_ISSUER && word(claims, 'aud') === appId;
  if (word(header, 'alg') !== 'RS256' || !isOurs) return undefined;
  const untilMs = Number(claims?.['exp'] ?? 0) * 1_000;
  return { serviceUrl: word(claims, 'serviceurl'), untilMs: untilMs + SKEW_MS };
}

function decoded(text: string): Wire | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return isWire(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every place that names a tenant names ours, and at least one does. */
function tenantsOf(activity: Wire): readonly string[] {
  const said = [
    word(part(activity, 'conversation'), 'tenantId'),
    word(part(part(activity, 'channelData'), 'tenant'), 'id'),
  ];
  const named = said.filter((one) => one !== '').map((one) => one.toLowerCase());
  return named.length > 0 ? named : [''];
}

/** As Microsoft allows for clocks. */
const SKEW_MS = 5 * 60_000;
const MOST = 500;
