/** The environment of Teams: the bot's own credentials, under the names that Microsoft gives. */

import { type Env, isAnySet } from './env-names.ts';

export interface TeamsSettings {
  readonly appId: string;
  /** A client secret of the app registration. */
  readonly password: string;
  /** As the environment says it; the configuration says it too. */
  readonly tenant?: string;
  /** In place of Microsoft's login, Connector and Graph; only in a test. */
  readonly apiUrl?: string;
}

type Report = (problem: string) => void;

const APP_ID = 'It is the "Microsoft App ID" of the Azure Bot, an id with four hyphens.';
const PASSWORD = 'It is a client secret of the app registration (its value, not its id).';
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Undefined where nothing of Teams is set at all. */
export function readTeams(env: Env, report: Report): TeamsSettings | undefined {
  const { MicrosoftAppId: id, MicrosoftAppPassword: password, TEAMS_API_URL: apiUrl } = env;
  if (!isAnySet(env, OF_TEAMS)) return undefined;
  // The library lets anybody in whose requests come to a bot without an id.
  if (!id) report(`MicrosoftAppId is ${id === '' ? 'empty' : 'not set'}. ${APP_ID}`);
  else if (!GUID.test(id)) report(`MicrosoftAppId is no id of an app. ${APP_ID}`);
  if (!password)
    report(`MicrosoftAppPassword is ${password === '' ? 'empty' : 'not set'}. ${PASSWORD}`);
  else if (password.length < 16 || /\s/.test(password))
    report(`MicrosoftAppPassword is cut short or has a space in it. ${PASSWORD}`);
  else if (GUID.test(password)) report(`MicrosoftAppPassword is an id. ${PASSWORD}`);
  const tenant = env['MicrosoftAppTenantId'];
  if (tenant && !GUID.test(tenant))
    report('MicrosoftAppTenantId is no id. It is the "Directory (tenant) ID" of the app.');
  const type = env['MicrosoftAppType'];
  if (type && type !== 'SingleTenant')
    report('MicrosoftAppType is not SingleTenant, and no other kind of bot is served.');
  return {
    appId: (id ?? '').toLowerCase(),
    password: password ?? '',
    ...(tenant && { tenant: tenant.toLowerCase() }),
    ...(apiUrl && { apiUrl }),
  };
}

/** By name: a Service of Kubernetes may bring others that begin like these. */
const OF_TEAMS = [
  'MicrosoftAppId',
  'MicrosoftAppPassword',
  'MicrosoftAppTenantId',
  'MicrosoftAppType',
  'TEAMS_API_URL',
];
