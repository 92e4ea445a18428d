/** A whole world for stories: the real program between chats and an AWS on the wire. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Config } from '../../src/config/config.ts';
import type { Settings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Bot } from '../../src/serve.ts';
import { type AwsStandIn, createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import type { Slack } from '../stand-ins/slack/slack.ts';
import type { Teams } from '../stand-ins/teams/teams.ts';
import { type Crew, createCrew, startTable } from './crew.ts';
import { quiet } from './quiet.ts';
import { type ChatOptions, openChats, REPLICAS } from './chats.ts';
import { settingsFor } from './settings.ts';
import { BOT, CHANNELS, JUMP, PEOPLE, PRODUCTION, seedAccounts } from './seed.ts';
import type { Town } from './town.ts';

export interface World {
  readonly aws: AwsStandIn;
  /** Only in a world with Slack, as is the next of Teams. */
  readonly slack: Slack;
  readonly teams: Teams;
  /** Where people ask, and where the cards are: the same chat, unless there are two. */
  readonly asking: Town;
  readonly deciding: Town;
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
  /** The first replica dies between two steps; what people do reaches the others. */
  loseBot(): void;
  /** Sets the clock of AWS so far ahead of ours. */
  skewAws(ms: number): void;
  /** May the person take on the role now, with MFA and their own name on the session? */
  may(user: string, role: string): boolean;
  /** Lets the clock run, in steps that the program's own pace needs, until something holds. */
  runUntil(what: string, holds: () => boolean | Promise<boolean>, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions extends ChatOptions {
  /** Changes the text of the configuration, which speaks of Slack, before it is read. */
  readonly configure?: Configure;
  /** What EventBridge says to be let in; nobody is, unless there is one. */
  readonly hintToken?: string;
  readonly startMs?: number;
  readonly pagerduty?: Settings['pagerduty'];
  /** Files beside the configuration, by name. */
  readonly beside?: Readonly<Record<string, string>>;
}

type Configure = (text: string) => string;
const asItIs: Configure = (text) => text;

const EXAMPLE = new URL('../../prod-access.example.yml', import.meta.url);
export const SIX_PM = Date.UTC(2026, 10, 24, 9, 2);

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = createTurnedClock({ startMs: options.startMs ?? SIX_PM });
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-story-'));
  const skew = { ms: 0 };
  const aws = await awsAt(() => clock.nowMs() + skew.ms);
  const chats = await openChats(options, clock);
  const { replicas = REPLICAS, configure = asItIs, beside } = options;
  const read = (change: Configure) => configFrom((text) => chats.configured(change(text)), beside);
  let config = read(configure);
  const log: string[] = [];
  const dynamo = replicas > 0 ? await startTable(clock) : undefined;
  const database = dynamo?.place ?? join(folder, 'prod-access.db');
  const settings = { ...settingsFor(database, options), ...chats.settings };
  const crew = createCrew({ settings, folder, count: Math.max(1, replicas), clock, log });

  const passing = { clock, log, calm: () => quiet(...calmOf(replicas)) };
  const reach = () => chats.reach(crew.ports());
  async function start(change?: Configure): Promise<void> {
    if (change) config = read(change);
    await crew.start(config);
    reach();
  }

  await start();
  return {
    aws,
    get slack() {
      return chats.slack ?? never('There is no Slack here.');
    },
    get teams() {
      return chats.teams ?? never('There is no Teams here.');
    },
    asking: chats.asking,
    deciding: chats.deciding,
    clock,
    get config() {
      return config;
    },
    database,
    log,
    ...fateOf(crew, reach),
    startBot: start,
    joinBot: (change) => crew.join(read(change)).then(reach),
    skewAws: (ms) => void (skew.ms = ms),
    may: (user, role) => mayAssume(aws, user, role),
    runUntil: (what, holds, withinMs = 60_000) => runUntil(passing, what, holds, withinMs),
    close: () => closeAll([chats, { close: crew.stop }, aws, dynamo], folder),
  };
}

async function closeAll(parts: readonly (Closing | undefined)[], folder: string): Promise<void> {
  for (const one of parts) await one?.close();
  rmSync(folder, { recursive: true, force: true });
}
type Closing = { readonly close: () => Promise<void> };

const fateOf = (crew: Crew, reach: () => void) => ({
  bot: () => crew.first() ?? never('The bot is not running.'),
  stopBot: crew.stop,
  loseBot() {
    crew.lose();
    reach();
  },
});

function mayAssume(aws: AwsStandIn, user: string, role: string): boolean {
  const roleArn = `arn:aws:iam::${PRODUCTION}:role/${role}`;
  return aws.mayAssume({ account: JUMP, user, roleArn, mfa: true }).allowed;
}

async function awsAt(now: () => number): Promise<AwsStandIn> {
  const aws = await createAwsStandIn({ now, accounts: seedAccounts() });
  useAws(aws.url);
  return aws;
}

/** The SDK reads these when its first client is made. */
function useAws(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: BOT.accessKeyId,
    AWS_SECRET_ACCESS_KEY: BOT.secretAccessKey,
    AWS_REGION: 'us-east-1',
    // Of the shell: beside either the SDK takes no address of ours.
    AWS_USE_FIPS_ENDPOINT: 'false',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
  });
}

function configFrom(change: (text: string) => string, files: WorldOptions['beside'] = {}): Config {
  const text = change(readFileSync(EXAMPLE, 'utf8'));
  const parsed = parseConfig(text, 'prod-access.yml', (path) => {
    const found = files[path];
    return found === undefined ? 'is not in this story' : { text: found };
  });
  if (parsed.ok) return parsed.config;
  throw new Error(parsed.problems.map((one) => one.message).join('\n'));
}

interface Passing {
  readonly clock: TurnedClock;
  readonly log: readonly string[];
  readonly calm: () => Promise<unknown>;
}

/** Of several replicas one that is slow must not be taken for dead. */
const calmOf = (replicas: number): readonly number[] => (replicas > 0 ? [15, 3_000] : []);
/** Real time while anything is under way, turned time for what waits. */
async function runUntil(
  { clock, log, calm }: Passing,
  what: string,
  holds: () => boolean | Promise<boolean>,
  withinMs: number,
): Promise<void> {
  const untilMs = clock.nowMs() + withinMs;
  const stepMs = Math.min(4_000, Math.max(1_000, withinMs / 60));
  while (!(await holds())) {
    if (clock.nowMs() > untilMs) {
      throw new Error(`Waited in vain until ${what}.\n${log.slice(-15).join('')}`);
    }
    await calm();
    if (await holds()) return;
    clock.turn(stepMs);
  }
}

function never(why: string): never {
  throw new Error(why);
}

export { CHANNELS, JUMP, PEOPLE, PRODUCTION };
