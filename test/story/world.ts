/** A whole world for stories: the real program between a Slack and an AWS on the wire. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Config } from '../../src/config/config.ts';
import type { Settings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Bot } from '../../src/serve.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { type Slack, startSlack } from '../stand-ins/slack/slack.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { type Crew, createCrew, startTable } from './crew.ts';
import { quiet } from './quiet.ts';
import { forTeams, type TeamsHere, teamsAt, teamsSettings } from './teams-example.ts';
import { BOT, CHANNELS, JUMP, PEOPLE, PRODUCTION, seedAccounts, seedWorkspace } from './seed.ts';

export interface World {
  readonly aws: AwsStandIn;
  readonly slack: Slack;
  /** Only in a world with Teams. */
  readonly teams: Teams;
  readonly clock: TurnedClock;
  readonly config: Config;
  readonly database: string;
  readonly log: string[];
  bot(): Bot;
  /** Stops the program; `kill` forgets it without a farewell. */
  stopBot(): Promise<void>;
  /** With another configuration from now on, if one is given. */
  startBot(configure?: (text: string) => string): Promise<void>;
  /** One more replica beside those that run, with another configuration. */
  joinBot(configure: (text: string) => string): Promise<void>;
  /** Sets the clock of AWS so far ahead of ours. */
  skewAws(ms: number): void;
  /** May the person take on the role now, with MFA and their own name on the session? */
  may(user: string, role: string): boolean;
  /** Lets the clock run, in steps that the program's own pace needs, until something holds. */
  runUntil(what: string, holds: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Changes the text of the configuration before it is read. */
  readonly configure?: (text: string) => string;
  readonly transport?: 'http' | 'socket';
  /** So many bots on one table, over Socket Mode; one bot on a file unless told otherwise. */
  readonly replicas?: number;
  readonly startMs?: number;
  /** Cards are posted in Teams then. */
  readonly teams?: TeamsHere;
  /** Of everybody in the workspace, as Slack spells it. */
  readonly locale?: string;
}

const EXAMPLE = new URL('../../prod-access.example.yml', import.meta.url);
export const SIX_PM = Date.UTC(2026, 10, 24, 9, 2);

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = createTurnedClock({ startMs: options.startMs ?? SIX_PM });
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-story-'));
  let skewMs = 0;
  const ofAws = { now: () => clock.nowMs() + skewMs, accounts: seedAccounts() };
  const aws = await createAwsStandIn(ofAws);
  const slack = await slackAt(clock, options.locale);
  useAws(aws.url);
  const { replicas = 0, configure = (text: string) => text } = options;
  const { teams: here } = options;
  const teams = here && (await teamsAt(() => clock.nowMs()));
  const read = (change: (text: string) => string) =>
    configFrom((text) => change(here ? forTeams(text, here) : text));
  let config = read(configure);
  const log: string[] = [];
  const transport = options.transport ?? (replicas > 0 ? 'socket' : 'http');
  const dynamo = replicas > 0 ? await startTable(clock) : undefined;
  const database = dynamo?.place ?? join(folder, 'prod-access.db');

  const settings: Settings = {
    ...settingsFor(database),
    ...(here !== 'alone' && { slack: slackSettings(slack, transport) }),
    ...(teams && { teams: teamsSettings(teams) }),
  };
  const crew = createCrew({ settings, folder, count: Math.max(1, replicas), clock, log });

  async function start(change?: (text: string) => string): Promise<void> {
    if (change) config = read(change);
    await crew.start(config);
    slack.useRequestUrl(transport === 'socket' ? undefined : urlOf(crew, '/slack/events'));
    teams?.useEndpoint(urlOf(crew, '/api/messages'));
  }

  await start();
  return {
    aws,
    slack,
    get teams() {
      return teams ?? never('There is no Teams in this world.');
    },
    clock,
    get config() {
      return config;
    },
    database,
    log,
    bot: () => crew.first() ?? never('The bot is not running.'),
    startBot: start,
    stopBot: () => crew.stop(),
    joinBot: (configure) => crew.join(read(configure)),
    skewAws: (ms) => void (skewMs = ms),
    may: (user, role) => mayAssume(aws, user, role),
    runUntil: (what, holds, withinMs = 60_000) => runUntil(clock, what, holds, withinMs, log),
    async close() {
      await slack.close();
      await teams?.close();
      await crew.stop();
      await aws.close();
      await dynamo?.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const slackAt = (clock: TurnedClock, locale?: string): Promise<Slack> =>
  startSlack({ now: () => clock.nowMs(), seed: seedWorkspace(locale) });

const urlOf = (crew: Crew, path: string): string => `http://127.0.0.1:${crew.first()?.port}${path}`;

function mayAssume(aws: AwsStandIn, user: string, role: string): boolean {
  const roleArn = `arn:aws:iam::${PRODUCTION}:role/${role}`;
  return aws.mayAssume({ account: JUMP, user, roleArn, mfa: true }).allowed;
}

/** The SDK reads these when its first client is made. */
function useAws(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
  });
}

function configFrom(change: (text: string) => string): Config {
  const parsed = parseConfig(change(readFileSync(EXAMPLE, 'utf8')), 'prod-access.yml');
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((one) => one.message).join('\n'));
}

const slackSettings = (
  slack: Slack,
  transport: 'http' | 'socket',
): NonNullable<Settings['slack']> => ({
  botToken: slack.tokens.bot,
  apiUrl: slack.apiUrl,
  transport:
    transport === 'http'
      ? { kind: 'http', signingSecret: slack.signingSecret }
      : { kind: 'socket', appToken: slack.tokens.app },
});

function settingsFor(database: string): Settings {
  return {
    aws: { region: 'us-east-1' },
    configFile: 'prod-access.example.yml',
    database,
    commandSocket: `${database}.sock`,
    port: 0,
    logLevel: 'info',
    isStandIn: true,
  };
}

/** Real time while anything is under way, turned time for what waits. */
async function runUntil(
  clock: TurnedClock,
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
  log: readonly string[],
): Promise<void> {
  const untilMs = clock.nowMs() + withinMs;
  const stepMs = Math.min(4_000, Math.max(1_000, withinMs / 60));
  while (!(await holds())) {
    if (clock.nowMs() > untilMs) {
      throw new Error(`Waited in vain until ${what}.\n${log.slice(-15).join('')}`);
    }
    await quiet();
    if (await holds()) return;
    clock.turn(stepMs);
  }
}

function never(why: string): never {
  throw new Error(why);
}

export { CHANNELS, JUMP, PEOPLE, PRODUCTION };
