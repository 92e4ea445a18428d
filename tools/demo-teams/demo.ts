/** `npm run demo:teams`: the real bot between AWS's stand-in and Microsoft's own Playground. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createLogger } from '../../adapters/node/logger.ts';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import { asChats } from '../../adapters/registry-chats.ts';
import { createTeams } from '../../adapters/teams/teams.ts';
import type { Config } from '../../src/config/config.ts';
import type { Settings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import type { Locale } from '../../src/kernel/person.ts';
import { type BotOptions, startBot } from '../../src/serve.ts';
import { createAwsStandIn } from '../../test/stand-ins/aws/stand-in.ts';
import { SAMPLE, SAMPLE_IDS } from '../../test/stand-ins/teams/sample.ts';
import { JUMP, PRODUCTION, seedAccounts } from '../../test/story/seed.ts';
import { forTeams } from '../../test/story/teams-here.ts';
import { refuseSecond } from '../demo/alone.ts';
import { useAws } from '../demo/use-aws.ts';
import { createColleagues } from './colleague.ts';
import { createLink } from './link.ts';
import { freePort, pageOf, serviceOf, startPlayground } from './playground.ts';

const EXAMPLE = new URL('../../prod-access.example.yml', import.meta.url);
const HOST = '127.0.0.1';

export interface TeamsDemo {
  readonly url: string;
  /** Presses Approve on the newest card; what the bot answers, if anything. */
  approve(name: string): Promise<string>;
  turn(ms: number): void;
  /** Whether AWS lets the user take on the role now. */
  may(user: string, role: string): boolean;
  close(): Promise<void>;
}

export interface TeamsDemoOptions {
  /** Emptied first: the Playground remembers nothing either. */
  readonly folder: string;
  readonly port: number;
  readonly language: Locale;
}

export async function startTeamsDemo(options: TeamsDemoOptions): Promise<TeamsDemo> {
  const { folder, language } = options;
  refuseSecond(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const clock = createTurnedClock();
  const aws = await createAwsStandIn({ now: () => clock.nowMs(), accounts: seedAccounts() });
  useAws(aws.url);
  const port = await freePort(options.port);
  const service = serviceOf(port);
  let endpoint = '';
  const colleagues = createColleagues({ endpoint: () => endpoint, service });
  const openChats = chatsOf(({ language: locale, zone }) =>
    createLink({
      service,
      reader: { locale, zone },
      posted: (id, activity) => colleagues.posted(id, activity),
    }),
  );
  const bot = await startBot({ ...botIn(folder, language, clock), openChats });
  endpoint = `http://${HOST}:${bot.port}/api/messages`;
  const playground = await startPlayground({ folder, port, endpoint }).catch(async (error) => {
    await bot.stop('there is no Playground');
    await aws.close();
    throw error;
  });
  return {
    url: pageOf(port),
    approve: (name) => colleagues.approve(name),
    turn: (ms) => clock.turn(ms),
    may(user, role) {
      const roleArn = `arn:aws:iam::${PRODUCTION}:role/${role}`;
      return aws.mayAssume({ account: JUMP, user, roleArn, mfa: true }).allowed;
    },
    async close() {
      await playground.close();
      await bot.stop('the demo is over');
      await aws.close();
    },
  };
}

type OpenChats = NonNullable<BotOptions['openChats']>;

const chatsOf =
  (linkFor: (config: Config) => ReturnType<typeof createLink>): OpenChats =>
  async ({ config, http, clock, log }) =>
    asChats({
      teams: createTeams({
        appId: SAMPLE.bot.appId,
        password: '',
        tenant: SAMPLE.tenantId,
        reader: { locale: config.language, zone: config.zone },
        channels: [SAMPLE_IDS.approvals, SAMPLE_IDS.ops],
        link: linkFor(config),
        http,
        clock,
        log,
      }),
    });

function botIn(folder: string, language: Locale, clock: TurnedClock): BotOptions {
  const lines: string[] = [];
  const write = (line: string) => {
    lines.push(line);
    writeFileSync(`${folder}/bot.log`, lines.slice(-500).join(''));
    return true;
  };
  const log = createLogger({ to: { write } });
  const settings = settingsIn(folder);
  return {
    settings,
    config: configIn(language),
    version: 'demo',
    kind: 'demo',
    host: HOST,
    clock,
    log,
  };
}

function configIn(language: Locale): Config {
  const text = forTeams(readFileSync(EXAMPLE, 'utf8'), 'alone');
  const spoken = text.replace('language: en', `language: ${language}`);
  const parsed = parseConfig(spoken, 'prod-access.example.yml');
  if (parsed.ok) return parsed.config;
  throw new Error('The example is not sound; see: npx prod-access check');
}

function settingsIn(folder: string): Settings {
  const database = `${folder}/prod-access.sqlite`;
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
