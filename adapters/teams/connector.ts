/**
 * The way to the Connector and back. All that is used of botbuilder is here, and no other file
 * loads it: whose requests are let in. `@microsoft/agents-hosting`, its successor, would change
 * this file alone.
 */

import { createRequire } from 'node:module';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { Fault } from '../../src/kernel/fault.ts';
import { settledWithin } from '../chats/patience.ts';
import { type Addresses, CONNECTOR_SCOPE, KEYS_ISSUER } from './addresses.ts';
import { type Answer, answerTo } from './answer.ts';
import { type Call, sentFor } from './connector-call.ts';
import { overThread } from './http-thread.ts';
import type { Token } from './token.ts';
import { isWire, partsOf, type Wire, word } from './wire.ts';

export interface ConnectorOptions {
  readonly appId: string;
  readonly addresses: Addresses;
  readonly token: Token;
}

export interface Connector {
  /**
   * Whether the channel itself signed the request, for this bot and for this service.
   * @throws Error when the keys could not be had.
   */
  isGenuine(authorization: string, activity: Wire): Promise<boolean>;
  call(serviceUrl: string, call: Call, signal: AbortSignal): Promise<Answer>;
}

export function createConnector({ appId, addresses, token }: ConnectorOptions): Connector {
  const credentials = {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    // Its own client calls nobody: one call of it costs more than the answer to a click.
    createCredentials: async () => ({ signRequest: async (request: unknown) => request }),
  };
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
      ToChannelFromBotLoginUrl: addresses.login,
      ToChannelFromBotOAuthScope: KEYS_ISSUER,
      ToBotFromChannelTokenIssuer: KEYS_ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: addresses.keys,
      // Nobody's but the channel's own tokens are let as far as this.
      ToBotFromEmulatorOpenIdMetadataUrl: addresses.keys,
    },
    credentials as never,
    // A key of another channel would otherwise do for an activity that names that channel.
    { requiredEndorsements: ['msteams'] },
  );
  async function isGenuine(authorization: string, activity: Wire, again = false): Promise<boolean> {
    try {
      const asked = authentication.authenticateRequest(activity as never, authorization);
      if (await settledWithin(asked, PATIENCE_MS)) return true;
      throw new Fault('chat-unreachable', 'The keys of Teams were not had in time.');
    } catch (error) {
      const isNo = isRefusal(error);
      if (isNo && areKnown(addresses.keys)) return false;
      keysHeld.delete(addresses.keys);
      // Somebody before still reads them, or there were none: asked for anew, not waited for.
      if (isNo && !again) return isGenuine(authorization, activity, true);
      throw error;
    }
  }

  return {
    isGenuine: (authorization, activity) => isGenuine(authorization, activity),
    call: (serviceUrl, call, signal) =>
      answerTo(async () => {
        const authorization = `Bearer ${await token(CONNECTOR_SCOPE)}`;
        const heard = await overThread(sentFor(serviceUrl, call), signal, authorization);
        // A token that was refused is not sent a second time.
        if (heard.status === 401) token.forget(CONNECTOR_SCOPE);
        return heard;
      }),
  };
}

/** A token that is wrong is no; whatever else goes wrong is a fault, and asked for again. */
const isRefusal = (error: unknown): boolean =>
  isWire(error) &&
  (error['statusCode'] === 401 || error['statusCode'] === 403 || REFUSALS.has(word(error, 'name')));

const REFUSALS = new Set(['JsonWebTokenError', 'TokenExpiredError', 'NotBeforeError']);

/**
 * The keys as botbuilder holds them, by address. It takes an answer for fresh before it has read
 * it, and asks again after an hour at the earliest: of half an answer it has to be told.
 */
const keysHeld = keysOf(
  createRequire(createRequire(import.meta.url).resolve('botbuilder'))(
    'botframework-connector/lib/auth/jwtTokenExtractor',
  ),
);

function keysOf(library: unknown): Map<unknown, unknown> {
  const extractor = isWire(library) ? library['JwtTokenExtractor'] : undefined;
  const held: unknown =
    typeof extractor === 'function' ? Reflect.get(extractor, 'openIdMetadataCache') : undefined;
  if (held instanceof Map) return held;
  throw new Fault('cannot-start', 'This botbuilder keeps the keys of Teams elsewhere.');
}

const areKnown = (address: string): boolean => partsOf(keysHeld.get(address), 'keys').length > 0;

/** Of the five seconds that Teams waits. */
const PATIENCE_MS = 4_500;
