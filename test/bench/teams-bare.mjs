/**
 * The bare bot that ours is compared with in Teams: botbuilder's own adapter with authentication,
 * which answers each click with the same small card, and no more.
 *
 * Plain JavaScript behind the compile cache, started the way the launcher starts ours.
 */

import { createServer } from 'node:http';
import nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
nodeModule.enableCompileCache?.(`${root}node_modules/.cache/compile`);
const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = await import('botbuilder');

const { env } = process;
const ISSUER = 'https://api.botframework.com';
const keys = `${env.TEAMS_API_URL}/v1/.well-known/openidconfiguration`;

const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: env.MicrosoftAppId,
      ToChannelFromBotLoginUrl: `${env.TEAMS_API_URL}/${env.MicrosoftAppTenantId}`,
      ToChannelFromBotOAuthScope: ISSUER,
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: keys,
      ToBotFromEmulatorOpenIdMetadataUrl: keys,
    },
    {
      isValidAppId: async (id) => id === env.MicrosoftAppId,
      isAuthenticationDisabled: async () => false,
      // It calls nobody, so it signs nothing.
      createCredentials: async () => ({ signRequest: async (request) => request }),
    },
    { requiredEndorsements: ['msteams'] },
  ),
);

const card = {
  type: 'AdaptiveCard',
  version: '1.5',
  body: [{ type: 'TextBlock', text: 'ben approved (1 of 2)', wrap: true }],
};
const answer = { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card };
const turn = (context) =>
  context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: answer } });

async function serve(request, response) {
  if (request.url === '/readyz') return response.writeHead(200).end('ok\n');
  const parts = [];
  for await (const part of request) parts.push(part);
  const { method, headers } = request;
  const body = JSON.parse(Buffer.concat(parts).toString('utf8'));
  return adapter.process({ method, headers, body }, expressLike(response), turn);
}

/** The few words of Express that the adapter speaks. */
const expressLike = (response) => ({
  socket: response.socket,
  header: (name, value) => response.setHeader(name, value),
  status: (code) => {
    response.statusCode = code;
  },
  send: (said) => {
    response.setHeader('content-type', 'application/json');
    response.write(typeof said === 'string' ? said : JSON.stringify(said));
  },
  end: () => response.end(),
});

const server = createServer((request, response) => void serve(request, response));
server.listen(Number(env.PORT), '127.0.0.1');
