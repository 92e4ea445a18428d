/** The environment: credentials, addresses and places, checked before anything is opened. */

import { AWS_ENDPOINT, addressProblem } from './env-address.ts';
import { readCommandSocket, readDatabase } from './env-database.ts';
import { type Misspelt, misspelt } from './env-near.ts';
import { type PagerdutySettings, readPagerduty } from './env-pagerduty.ts';
import { readRegion } from './env-region.ts';
import { readTeams, type TeamsSettings } from './env-teams.ts';
import { type Env, isAnySet, namedPrefix, strangers } from './env-names.ts';

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
  /** Variables that nobody reads, though somebody may think so; only where there are any. */
  readonly misspelt?: readonly Misspelt[];
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
  const database = readDatabase(env, report);
  const teams = readTeams(env, report);
  const pagerduty = readPagerduty(env, report);
  const hintToken = readHintToken(env['PROD_ACCESS_HINT_TOKEN'], report);
  const near = misspelt(env);
  const settings: Settings = {
    // Whoever has set nothing of either is told of Slack.
    ...((isAnySet(env, OF_SLACK) || !teams) && { slack: readSlack(env, report) }),
    ...(teams && { teams }),
    ...(pagerduty && { pagerduty }),
    aws: { region: readRegion(env, report) },
    configFile: env['PROD_ACCESS_CONFIG'] || 'prod-access.yml',
    database,
    commandSocket: readCommandSocket(env, database, report),
    port: readPort(env['PORT'], report),
    ...(hintToken && { hintToken }),
    logLevel: readLogLevel(env['LOG_LEVEL'], report),
    ...(near.length > 0 && { misspelt: near }),
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

/** By name: a Service of Kubernetes may bring others that begin like these. */
const OF_SLACK = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'];

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

function readLogLevel(level: string | undefined, report: Report): LogLevel {
  const found = LOG_LEVELS.find((each) => each === (level || 'info'));
  if (!found) report(`LOG_LEVEL is none of ${LOG_LEVELS.join(', ')}.`);
  return found ?? 'info';
}

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
