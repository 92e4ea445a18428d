/** Where Microsoft is: its login, its keys, the Connector, Graph. */

export interface Addresses {
  /** Tokens are had at `/TENANT/oauth2/v2.0/token` below it. */
  readonly login: string;
  /** The OpenID metadata behind the keys that the channel signs with. */
  readonly keys: string;
  readonly graph: string;
  /** Where conversations are begun of which nothing has been heard yet. */
  readonly service: string;
  /** Whether an activity may say that it is answered there. */
  readonly isService: (url: string) => boolean;
}

export const KEYS_ISSUER = 'https://api.botframework.com';
export const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';
export const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

const MICROSOFT: Addresses = {
  login: 'https://login.microsoftonline.com',
  keys: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  graph: 'https://graph.microsoft.com/v1.0',
  service: 'https://smba.trafficmanager.net/teams/',
  // Our token goes with every call there, so it goes nowhere else.
  isService: (url) => /^https:\/\/smba\.trafficmanager\.net\/[\w./-]*$/.test(url),
};

/** All of it at one other place, in a test. */
export function addressesAt(apiUrl: string | undefined): Addresses {
  if (apiUrl === undefined) return MICROSOFT;
  const base = apiUrl.replace(/\/$/, '');
  const service = `${base}/teams/`;
  return {
    login: base,
    keys: `${base}/v1/.well-known/openidconfiguration`,
    graph: `${base}/graph/v1.0`,
    service,
    isService: (url) => url === service,
  };
}
