/** Our own tokens: for the Connector, and for Graph. */

import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, MINUTE } from '../../src/kernel/time.ts';

export interface TokenOptions {
  /** `https://login.microsoftonline.com` */
  readonly login: string;
  readonly tenant: string;
  readonly appId: string;
  readonly password: string;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

export interface Token {
  /** @throws Fault chat-unreachable when Microsoft does not answer, or does not take the secret. */
  (scope: string): Promise<string>;
  /** It was refused, though it has not run out: the next one is asked for anew. */
  forget(scope: string): void;
}

interface Held {
  readonly token: string;
  readonly untilMs: number;
}

/** One for each scope, asked for once for all who want it, and anew before it runs out. */
export function createToken({ login, tenant, appId, password, clock }: TokenOptions): Token {
  const held = new Map<string, Held>();
  const asked = new Map<string, Promise<Held>>();

  async function ask(scope: string): Promise<Held> {
    const atMs = clock.monotonicMs();
    const answer = await answered(`${login}/${tenant}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: appId,
      client_secret: password,
      scope,
    });
    const { access_token: token, expires_in: seconds } = answer;
    if (typeof token !== 'string') throw silent('Microsoft gave no token.');
    const one = { token, untilMs: atMs + Number(seconds ?? 0) * 1_000 - SPARE_MS };
    held.set(scope, one);
    return one;
  }

  const token = async (scope: string): Promise<string> => {
    const known = held.get(scope);
    if (known && clock.monotonicMs() < known.untilMs) return known.token;
    const asking = asked.get(scope) ?? ask(scope).finally(() => asked.delete(scope));
    asked.set(scope, asking);
    return (await asking).token;
  };
  return Object.assign(token, { forget: (scope: string) => void held.delete(scope) });
}

async function answered(url: string, form: Readonly<Record<string, string>>): Promise<Body> {
  let response: Response;
  try {
    const body = new URLSearchParams(form);
    response = await fetch(url, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw silent('Microsoft does not answer about our token.', cause);
  }
  const body = (await response.json().catch(() => ({}))) as Body;
  if (response.ok) return body;
  // The secret may be right all the same: nothing was said about it.
  if (response.status >= 500 || response.status === 429)
    throw silent(`Microsoft answers ${response.status} about our token.`);
  // AADSTS7000215 and the like: what it says is for operators, and holds no secret.
  const code = /AADSTS\d+/.exec(String(body['error_description']))?.[0] ?? String(response.status);
  throw silent(`Microsoft refuses our credentials (${code}): see MicrosoftAppPassword.`);
}

type Body = Readonly<Record<string, unknown>>;

const silent = (message: string, cause?: unknown) =>
  new Fault('chat-unreachable', message, cause === undefined ? {} : { cause });

const SPARE_MS = 5 * MINUTE;
const PATIENCE_MS = 10_000;
