/** The demo's small world: both stand-ins, a clock to turn, and the real bot between them. */

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createLogger } from '../../adapters/node/logger.ts';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Config } from '../../src/config/config.ts';
import type { Locale } from '../../src/kernel/person.ts';
import type { Settings } from '../../src/config/env.ts';
import { parseConfig } from '../../src/config/parse.ts';
import { type Bot, startBot } from '../../src/serve.ts';
import { type AwsStandIn, createAwsStandIn } from '../../test/stand-ins/aws/stand-in.ts';
import { type Slack, startSlack } from '../../test/stand-ins/slack/slack.ts';
import { seedAccounts, seedWorkspace } from '../../test/story/seed.ts';
import { useAws } from './use-aws.ts';

const EXAMPLE = new URL('../../prod-access.example.yml', import.meta.url);
const SAVE_MS = 150;

export async function openTown(folder: string): Promise<Town> {
  mkdirSync(folder, { recursive: true });
  const kept = readKept(folder);
  const clock = createTurnedClock();
  clock.turn(kept?.offsetMs ?? 0);
  const now = () => clock.nowMs();
  const persistPath = `${folder}/aws.json`;
  const aws = await createAwsStandIn({ now, accounts: seedAccounts(), persistPath });
  const slack = await startSlack({ now, seed: seedWorkspace() });
  if (kept) slack.restore(kept.slack);
  useAws(aws.url);
  const town = new Town(folder, clock, aws, slack, kept?.language ?? 'en');
  await town.turnBot(true);
  return town;
}

export class Town {
  readonly clock: TurnedClock;
  readonly aws: AwsStandIn;
  readonly slack: Slack;
  config: Config;
  readonly #folder: string;
  readonly #settings: Settings;
  readonly #listeners = new Set<() => void>();
  #language: Locale;
  #bot: Bot | undefined;
  #turning: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(folder: string, clock: TurnedClock, aws: AwsStandIn, slack: Slack, language: Locale) {
    this.#folder = folder;
    this.clock = clock;
    this.aws = aws;
    this.slack = slack;
    this.#language = language;
    this.config = configIn(language);
    this.#settings = settingsFor(slack, folder);
    slack.subscribe(() => this.#touched());
  }

  isBotOn(): boolean {
    return this.#bot !== undefined;
  }

  /** In turn: one that is still stopping has the records. */
  turnBot(on: boolean): Promise<void> {
    const turned = this.#turning.then(() => this.#turn(on));
    this.#turning = turned.catch(() => undefined);
    return turned;
  }

  async #turn(on: boolean): Promise<void> {
    if (on === this.isBotOn()) return;
    const { clock, slack, config } = this;
    const old = this.#bot;
    this.#bot = undefined;
    await old?.stop('switched off in the demo');
    if (on) {
      const [settings, folder] = [this.#settings, this.#folder];
      this.#bot = await start({ settings, config, clock, folder, slack });
    }
    this.#touched();
  }

  /** Everybody's own words, and the channel's: those are the configuration's, read at a start. */
  async speak(locale: Locale): Promise<void> {
    setLocale(this.slack, locale);
    if (locale === this.#language) return;
    this.#language = locale;
    this.config = configIn(locale);
    if (!this.isBotOn()) return;
    await this.turnBot(false);
    await this.turnBot(true);
  }

  changed(listener: () => void): void {
    this.#listeners.add(listener);
  }

  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const offsetMs = this.clock.offsetMs();
    const kept = { offsetMs, slack: this.slack.snapshot(), language: this.#language };
    keep(this.#folder, kept);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.turnBot(false);
    this.save();
    await this.slack.close();
    await this.aws.close();
  }

  #touched(): void {
    if (!this.#isClosed) this.#timer ??= setTimeout(() => this.save(), SAVE_MS);
    for (const listener of this.#listeners) listener();
  }
}

interface Kept {
  readonly offsetMs: number;
  readonly slack: string;
  readonly language: Locale;
}

function configIn(language: Locale): Config {
  const text = readFileSync(EXAMPLE, 'utf8').replace('language: en', `language: ${language}`);
  const parsed = parseConfig(text, 'prod-access.example.yml');
  if (parsed.ok) return parsed.config;
  throw new Error('The example is not sound; see: npx prod-access check');
}

function readKept(folder: string): Kept | undefined {
  const path = `${folder}/town.json`;
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Kept) : undefined;
}

/** Written aside and renamed, so that a kill leaves the old or the new, never a half. */
function keep(folder: string, kept: Kept): void {
  const path = `${folder}/town.json`;
  writeFileSync(`${path}.new`, JSON.stringify(kept));
  renameSync(`${path}.new`, path);
}

export const forget = (folder: string): void => rmSync(folder, { recursive: true, force: true });

interface Start {
  readonly settings: Settings;
  readonly config: Config;
  readonly clock: TurnedClock;
  readonly folder: string;
  readonly slack: Slack;
}

async function start({ settings, config, clock, folder, slack }: Start): Promise<Bot> {
  const lines: string[] = [];
  const write = (line: string) => {
    lines.push(line);
    writeFileSync(`${folder}/bot.log`, lines.slice(-500).join(''));
    return true;
  };
  const log = createLogger({ to: { write } });
  const version = 'demo';
  const kind = 'demo';
  const host = '127.0.0.1';
  const bot = await startBot({ settings, config, version, kind, host, clock, log });
  slack.useRequestUrl(`http://${host}:${bot.port}/slack/events`);
  return bot;
}

function settingsFor(slack: Slack, folder: string): Settings {
  const database = `${folder}/prod-access.sqlite`;
  return {
    slack: {
      botToken: slack.tokens.bot,
      apiUrl: slack.apiUrl,
      transport: { kind: 'http', signingSecret: slack.signingSecret },
    },
    aws: { region: 'us-east-1' },
    configFile: 'prod-access.example.yml',
    database,
    commandSocket: `${database}.sock`,
    port: 0,
    logLevel: 'info',
    isStandIn: true,
  };
}

function setLocale(slack: Slack, locale: Locale): void {
  slack.change((state) => {
    for (const [id, person] of Object.entries(state.people)) {
      state.people[id] = { ...person, locale: locale === 'ja' ? 'ja-JP' : 'en-US' };
    }
  });
}
