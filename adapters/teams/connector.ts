/**
 * The way to the Connector and back. All that is used of botbuilder is here, and no other file
 * loads it: whose requests are let in. `@microsoft/agents-hosting`, its successor, would change
 * this file alone.
 */

import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { type Addresses, CONNECTOR_SCOPE, KEYS_ISSUER } from './addresses.ts';
import { type Answer, answerTo } from './answer.ts';
import { type Call, sentFor } from './connector-call.ts';
import { overThread } from './http-thread.ts';
import type { Token } from './token.ts';
import type { Wire } from './wire.ts';

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
  return {
    async isGenuine(authorization, activity) {
      try {
        await authentication.authenticateRequest(activity as never, authorization);
        return true;
      } catch (error) {
        if (isSilence(error)) throw error;
        return false;
      }
    },
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

/** A token that is wrong is no; keys that cannot be had are a fault, and asked for again. */
const isSilence = (error: unknown): boolean =>
  error instanceof Error && /fetch|ECONN|ENOTFOUND|timed out|openid/i.test(error.message);
