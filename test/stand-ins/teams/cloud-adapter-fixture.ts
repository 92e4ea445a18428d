/** The real CloudAdapter of botbuilder, with login, keys and Connector in the stand-in. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type Request,
  type TurnContext,
} from 'botbuilder';
import { SCOPE } from './login.ts';
import type { Teams } from './teams.ts';

type Turn = (context: TurnContext) => Promise<void>;
type Credentials = NonNullable<
  ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
>;

const PUBLIC = {
  issuer: 'https://api.botframework.com',
  scope: 'https://api.botframework.com',
} as const;

export function createAdapter(teams: Teams): CloudAdapter {
  const { url, state } = teams;
  const { appId } = state.bot;
  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: appId,
      MicrosoftAppTenantId: state.tenantId,
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: `${url}/${state.tenantId}`,
      ToChannelFromBotOAuthScope: PUBLIC.scope,
      ToBotFromChannelTokenIssuer: PUBLIC.issuer,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
      // Tokens of emulators and skills are checked against this; nobody there signs any.
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
      OAuthUrl: url,
      CallerId: 'urn:botframework:azure',
    },
    credentialsAt(teams),
    // Otherwise a key of another channel does for an activity that names that channel.
    { requiredEndorsements: ['msteams'] },
  );
  return new CloudAdapter(authentication);
}

/**
 * MSAL refuses a login without TLS, so the token is fetched by hand; it would do with a
 * `system.networkClient` that sends what is meant for login.microsoftonline.com here.
 */
function credentialsAt({ state }: Teams): Credentials {
  const { appId, secret } = state.bot;
  return {
    isValidAppId: async (id) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async (_appId, _audience, loginEndpoint) => ({
      signRequest: async (request) => {
        const token = await connectorToken(`${loginEndpoint}/oauth2/v2.0/token`, appId, secret);
        request.headers.set('authorization', `Bearer ${token}`);
        return request;
      },
    }),
  };
}

async function connectorToken(url: string, appId: string, secret: string): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: appId,
    client_secret: secret,
    scope: SCOPE.connector,
  });
  const response = await fetch(url, { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

export interface AdapterBot {
  readonly stop: () => Promise<void>;
}

/** Puts the adapter behind an endpoint, and sends Teams' activities there. */
export async function startAdapterBot(teams: Teams, turn: Turn): Promise<AdapterBot> {
  const adapter = createAdapter(teams);
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
      const { method = 'POST' } = request;
      const headers = request.headers as Request['headers'];
      await adapter.process({ method, headers, body }, expressLike(response), turn);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  teams.useEndpoint(`http://127.0.0.1:${port}/api/messages`);
  return {
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Wire = Parameters<Parameters<typeof createServer>[1] & object>[1];

/** The few words of Express that the adapter speaks. */
const expressLike = (response: Wire) => ({
  socket: response.socket,
  header: (name: string, value: unknown) => response.setHeader(name, String(value)),
  status: (code: number) => {
    response.statusCode = code;
  },
  send: (body: unknown) => {
    response.setHeader('content-type', 'application/json');
    response.write(typeof body === 'string' ? body : JSON.stringify(body));
  },
  end: () => response.end(),
});
