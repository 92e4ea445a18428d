/** Names of variables: ours, those that mean business, and misspelt ones. */

import { didYouMean } from './near.ts';

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * Whether nothing in the environment names a credential, an address or this program. Then, and
 * only then, a bare start is the demo: whoever has set one variable meant to serve.
 */
export const isDemoAsked = (env: Env): boolean => meaningBusiness(env).length === 0;

/** Why there is no demo, where nothing but variables of AWS stands in its way. */
export function whyNoDemo(env: Env): string | undefined {
  const names = meaningBusiness(env);
  if (names.length === 0 || !names.every((name) => name.startsWith('AWS_'))) return undefined;
  const [are, them] = names.length === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${names.join(', ')} ${are} set, so this is the bot itself. For the demo, unset ${them}.`;
}

const meaningBusiness = (env: Env): readonly string[] =>
  setByHand(env).filter((name) => MEANS_BUSINESS.test(name) && !HARMLESS.test(name));

/** What Kubernetes tells each container of the Services beside it is in every environment there. */
const setByHand = (env: Env): readonly string[] =>
  Object.keys(env).filter((name) => env[name] !== undefined && !isOfService(name, env[name] ?? ''));

/** A Service `prod-access` gives its own names to `PROD_ACCESS_PORT_8080_TCP_ADDR` and the like. */
const isOfService = (name: string, value: string): boolean =>
  OF_SERVICE.test(name) || (name.endsWith('_PORT') && /^(?:tcp|udp|sctp):\/\//.test(value));

/** Whether one of them is set, be it to nothing: then that chat was meant. */
export const isAnySet = (env: Env, names: readonly string[]): boolean =>
  names.some((name) => env[name] !== undefined);

/** Sentences about variables that begin like ours and are none. */
export function strangers(env: Env): readonly string[] {
  return setByHand(env)
    .filter((name) => /^PROD_ACCESS_/i.test(name) && !OURS.includes(name))
    .map((name) => `${name} is no variable of this program${didYouMean(name, OURS) || '.'}`);
}

/** What a value begins with, when that tells what it is; never the value. */
export function namedPrefix(value: string, wanted: string): string {
  const known = PREFIXES.find(([prefix]) => value.startsWith(prefix));
  return `does not begin with ${wanted}${known ? ` but with ${known[0]}: it is ${known[1]}` : ''}`;
}

const OURS = [
  'PROD_ACCESS_CONFIG',
  'PROD_ACCESS_DATABASE',
  'PROD_ACCESS_HINT_TOKEN',
  'PROD_ACCESS_SOCKET',
  'PROD_ACCESS_STAND_IN',
];
const OF_SERVICE = new RegExp(
  '_SERVICE_(?:HOST|PORT(?:_[A-Z0-9_]+)?)$|_PORT_[0-9]+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?$',
);
const PREFIXES = [
  ['xoxb-', 'the token of a bot'],
  ['xoxp-', 'the token of a person'],
  ['xapp-', 'the token of an app'],
  ['xoxe', 'a token that is renewed by rotation, which is not supported'],
  ['xoxa-', 'a token of an old kind'],
] as const;
const MEANS_BUSINESS = /^(?:SLACK_|PROD_ACCESS_|PAGERDUTY_|MicrosoftApp|TEAMS_|AWS_)/i;
/** Variables of AWS that carry neither credentials nor addresses: shells and runtimes set them. */
const HARMLESS = new RegExp(
  [
    '^AWS_(?:REGION|DEFAULT_REGION|CA_BUNDLE|PAGER|DEFAULT_OUTPUT|RETRY_MODE|MAX_ATTEMPTS',
    'EXECUTION_ENV|SDK_LOAD_CONFIG',
    'CLI_AUTO_PROMPT|CLI_HISTORY_FILE|SDK_UA_APP_ID|NODEJS_CONNECTION_REUSE_ENABLED',
    'EC2_METADATA_DISABLED|SDK_JS_SUPPRESS_MAINTENANCE_MODE_MESSAGE|XRAY_CONTEXT_MISSING',
    'VAULT_BACKEND|VAULT_PROMPT|STS_REGIONAL_ENDPOINTS|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT)$',
  ].join('|'),
);
