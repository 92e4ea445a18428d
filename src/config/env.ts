/** The environment: credentials, addresses and places, checked before anything is opened. */

import { AWS_ENDPOINT, addressProblem } from './env-address.ts';
import { type PagerdutySettings, readPagerduty } from './env-pagerduty.ts';
import { readRegion } from './env-region.ts';
import { readTeams, type TeamsSettings } from './env-teams.ts';
import { type Env, namedPrefix, strangers } from './env-names.ts';

export interface Settings {
  /** At least one of the two. */
  readonly slack?: SlackSettings;
  readonly teams?: TeamsSettings;
  readonly pagerduty?: PagerdutySettings;
  readonly aws: { readonly region: string };
  /** Where `prod-access.yml` is. */
  readonly configFile: string;
  readonly database: string;
  /** The local socket by which commands reach the running process. */
  readonly commandSocket: string;
  /** Of health and metrics, and of chats and EventBridge when they call us. */
  readonly port: number;
  /** Shared with EventBridge; without it nobody can give hints. */
  readonly hintToken?: string;
  readonly logLevel: LogLevel;
  /** This is a test: endpoints may be anywhere. */
  readonly isStandIn: boolean;
}

export interface SlackSettings {
  readonly botToken: string;
  /** Slack itself unless this is a test. */
  readonly apiUrl?: string;
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every problem is a sentence that never repeats a value: most of them are secrets. */
export type ReadSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A variable that is empty counts as one that is not set, except where it says otherwise. */
export function readSettings(env: Env): ReadSettings {
  const problems: string[] = [...strangers(env), ...addressProblems(env)];
  const report = (problem: string) => void problems.push(problem);
  const database = env['PROD_ACCESS_DATABASE'] || 'prod-access.sqlite';
  const teams = readTeams(env, report);
  const pagerduty = readPagerduty(env, report);
  const hintToken = readHintToken(env['PROD_ACCESS_HINT_TOKEN'], report);
  const settings: Settings = {
    // Whoever has set nothing of either is told of Slack.
    ...((names(env, 'SLACK_').length > 0 || !teams) && { slack: readSlack(env, report) }),
    ...(teams && { teams }),
    ...(pagerduty && { pagerduty }),
    aws: { region: readRegion(env, report) },
    configFile: env['PROD_ACCESS_CONFIG'] || 'prod-access.yml',
    database,
    commandSocket: readSocket(env['PROD_ACCESS_SOCKET'] || socketBeside(database), report),
    port: readPort(env['PORT'], report),
    ...(hintToken && { hintToken }),
    logLevel: readLogLevel(env['LOG_LEVEL'], report),
    isStandIn: env['PROD_ACCESS_STAND_IN'] === 'yes',
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}

/** What a command needs that talks to AWS alone. */
export function readAws(
  env: Env,
  given?: string,
): { readonly region: string } | { readonly problems: readonly string[] } {
  const problems: string[] = [...strangers(env), ...addressProblems(env)];
  const region = readRegion(env, (problem) => void problems.push(problem), given);
  return problems.length > 0 ? { problems } : { region };
}

type Report = (problem: string) => void;

const BOT_TOKEN = 'It begins with xoxb- and is shown under OAuth & Permissions of the app.';
const APP_TOKEN =
  'It begins with xapp- and is made under Basic Information, App-Level Tokens, with ' +
  'connections:write.';
const SIGNING_SECRET = 'It is shown under Basic Information of the app.';

function readToken(env: Env, name: string, prefix: string, advice: string, report: Report) {
  const value = env[name] ?? '';
  if (!value) report(`${name} is not set. ${advice}`);
  else if (!value.startsWith(prefix)) report(`${name} ${namedPrefix(value, prefix)}. ${advice}`);
  else if (!/^[A-Za-z0-9-]{15,}$/.test(value))
    report(`${name} is cut short or has a sign that no token has. ${advice}`);
  return value;
}

function readSlack(env: Env, report: Report): SlackSettings {
  const apiUrl = env['SLACK_API_URL'];
  return {
    botToken: readToken(env, 'SLACK_BOT_TOKEN', 'xoxb-', BOT_TOKEN, report),
    transport: readTransport(env, report),
    ...(apiUrl && { apiUrl }),
  };
}

const names = (env: Env, prefix: string): readonly string[] =>
  Object.keys(env).filter((name) => name.startsWith(prefix) && env[name] !== undefined);

function readTransport(env: Env, report: Report): SlackSettings['transport'] {
  const { SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: secret } = env;
  if (appToken && secret !== undefined)
    report(
      'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set. Keep the first for Socket Mode, ' +
        'where we call Slack, or the second for HTTP, where Slack calls us.',
    );
  if (secret === undefined && !appToken)
    report(
      'SLACK_APP_TOKEN is not set, and neither is SLACK_SIGNING_SECRET. Socket Mode needs the ' +
        `first: ${APP_TOKEN} HTTP needs the second: ${SIGNING_SECRET}`,
    );
  if (appToken) {
    readToken(env, 'SLACK_APP_TOKEN', 'xapp-', APP_TOKEN, report);
    return { kind: 'socket', appToken };
  }
  // With an empty secret, anybody could sign.
  if (secret !== undefined && secret.length < 16)
    report(
      `SLACK_SIGNING_SECRET is ${secret ? 'too short to be one' : 'empty'}. ${SIGNING_SECRET}`,
    );
  else if (secret !== undefined && !/^[0-9a-zA-Z]+$/.test(secret))
    report(`SLACK_SIGNING_SECRET has signs that no signing secret has. ${SIGNING_SECRET}`);
  return { kind: 'http', signingSecret: secret ?? '' };
}

function readPort(port: string | undefined, report: Report): number {
  if (!port) return 8080;
  const isPort = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  if (!isPort) report('PORT is no port. It is a number from 1 to 65535; without it, 8080.');
  return Number(port);
}

/** It is a header of what EventBridge sends, which takes at most 512 signs for it. */
function readHintToken(token: string | undefined, report: Report): string | undefined {
  if (!token) return undefined;
  const advice = 'Make one with `openssl rand -hex 32`.';
  if (!/^[\x21-\x7e]*$/.test(token))
    report(`PROD_ACCESS_HINT_TOKEN has a space or a sign that no header can carry. ${advice}`);
  else if (token.length < 32)
    report(`PROD_ACCESS_HINT_TOKEN is shorter than 32 characters. ${advice}`);
  else if (token.length > 512)
    report(`PROD_ACCESS_HINT_TOKEN is longer than 512 characters. ${advice}`);
  return token;
}

/** Of a table there is nothing on disk to put it beside. */
export const socketBeside = (database: string): string =>
  `${database.startsWith('dynamodb:') ? 'prod-access' : database}.sock`;

/** The kernel keeps 108 bytes for the path, and fails without saying so. */
function readSocket(path: string, report: Report): string {
  if (new TextEncoder().encode(path).length > 100)
    report('PROD_ACCESS_SOCKET is longer than 100 bytes (it is next to the database unless set).');
  return path;
}

function readLogLevel(level: string | undefined, report: Report): LogLevel {
  const found = LOG_LEVELS.find((each) => each === (level || 'info'));
  if (!found) report(`LOG_LEVEL is none of ${LOG_LEVELS.join(', ')}.`);
  return found ?? 'info';
}

/** Of the environment what a command needs that speaks to AWS alone. */
/** What is addressed is checked even where the SDK alone reads the variable. */
function addressProblems(env: Env): readonly string[] {
  const standIn = env['PROD_ACCESS_STAND_IN'];
  const isStandIn = standIn === 'yes';
  const wrong = standIn && !isStandIn;
  const endpoints = Object.keys(env).filter((name) => AWS_ENDPOINT.test(name));
  return [
    ...(wrong ? ['PROD_ACCESS_STAND_IN is set, but not to yes. Only yes means yes.'] : []),
    ...[...endpoints, 'SLACK_API_URL', 'TEAMS_API_URL', 'PAGERDUTY_API_URL'].flatMap((name) =>
      addressProblem(name, env[name], isStandIn),
    ),
  ];
}
