/**
 * All that is used of botbuilder, and the only file that loads it: whose requests are let in, and
 * the calls to the Connector. Its successor (`@microsoft/agents-hosting`) would change this file.
 */

import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { type Addresses, CONNECTOR_SCOPE, KEYS_ISSUER } from './addresses.ts';
import { type Answer, answerTo } from './answer.ts';
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

/** What is asked of the Connector. Ids of conversations are as Teams gives them. */
export type Call =
  | { readonly do: 'create'; readonly parameters: object }
  | { readonly do: 'send'; readonly conversation: string; readonly activity: object }
  | {
      readonly do: 'update';
      readonly conversation: string;
      readonly id: string;
      readonly activity: object;
    }
  | { readonly do: 'member'; readonly conversation: string; readonly id: string }
  | { readonly do: 'members'; readonly conversation: string; readonly after: string };

export function createConnector({ appId, addresses, token }: ConnectorOptions): Connector {
  const credentials = {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request: Signed) {
        request.headers.set('Authorization', `Bearer ${await token(CONNECTOR_SCOPE)}`);
        return request;
      },
    }),
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
  const adapter = new Adapter(authentication);
  const clients = new Map<string, ReturnType<Adapter['clientFor']>>();

  function clientFor(serviceUrl: string) {
    const known = clients.get(serviceUrl) ?? adapter.clientFor(appId, serviceUrl);
    clients.set(serviceUrl, known);
    return known;
  }

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
    async call(serviceUrl, call, signal) {
      const client = await clientFor(serviceUrl);
      return answerTo(() => noting(token, send(client.conversations, call, signal)));
    },
  };
}

interface Signed {
  readonly headers: { set(name: string, value: string): void };
}

class Adapter extends CloudAdapter {
  async clientFor(appId: string, serviceUrl: string) {
    const factory = this.botFrameworkAuthentication.createConnectorFactory(
      this.createClaimsIdentity(appId),
    );
    const client = await factory.create(serviceUrl, KEYS_ISSUER);
    // It would post again what was posted but not answered; what is tried again, and when, is
    // decided by the engine.
    (client as unknown as Piped).client.pipeline.removePolicy({ name: 'defaultRetryPolicy' });
    return client;
  }
}

interface Piped {
  readonly client: {
    readonly pipeline: { removePolicy(which: { readonly name: string }): unknown };
  };
}

type Conversations = Awaited<ReturnType<Adapter['clientFor']>>['conversations'];

async function send(conversations: Conversations, call: Call, signal: AbortSignal) {
  const options = { abortSignal: signal, timeout: PATIENCE_MS } as never;
  switch (call.do) {
    case 'create':
      return conversations.createConversation(call.parameters as never, options);
    case 'send':
      return conversations.sendToConversation(call.conversation, call.activity, options);
    case 'update': {
      const { conversation, id, activity } = call;
      return conversations.updateActivity(conversation, id, activity, options);
    }
    case 'member':
      return conversations.getConversationMember(call.conversation, call.id, options);
    case 'members': {
      const page = {
        pageSize: PAGE,
        ...(call.after === '' ? {} : { continuationToken: call.after }),
      };
      const asked = { ...(options as object), ...page } as never;
      return conversations.getConversationPagedMembers(call.conversation, asked);
    }
  }
}

/** A token that was refused is not sent a second time. */
async function noting<T>(token: Token, sent: Promise<T>): Promise<T> {
  try {
    return await sent;
  } catch (error) {
    const { statusCode } = error as { readonly statusCode?: unknown };
    if (statusCode === 401) token.forget(CONNECTOR_SCOPE);
    throw error;
  }
}

/** A token that is wrong is no; keys that cannot be had are a fault, and asked for again. */
const isSilence = (error: unknown): boolean =>
  error instanceof Error && /fetch|ECONN|ENOTFOUND|timed out|openid/i.test(error.message);

const PATIENCE_MS = 10_000;
/** As many as the service gives at once. */
const PAGE = 200;
