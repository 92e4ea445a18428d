/** Every adapter by name, imported only when asked for: what is not configured is not loaded. */

import type { Config, LedgerConfig } from '../src/config/config.ts';
import type { Settings } from '../src/config/env.ts';
import type { ParsedConfig } from '../src/config/parse.ts';
import { chatOf } from '../src/kernel/brand.ts';
import type { Log } from '../src/kernel/log.ts';
import type { Clock } from '../src/kernel/time.ts';
import type { HttpServer } from './node/http-server.ts';
import type { MadeFile } from './node/made-files.ts';

type ParseConfig = (text: string, fileName: string) => ParsedConfig;

export const readConfig = async (path: string, parse: ParseConfig) =>
  (await import('./node/config-file.ts')).readConfigFile(path, parse);

/** Scenario files beside the configuration, and beside the policies that it names. */
export const findScenarios = async (path: string, config: Config) =>
  (await import('./node/scenario-files.ts')).findScenarios(
    path,
    config.policies.map(({ name }) => name),
  );

export const readText = async (path: string) =>
  (await import('./node/scenario-files.ts')).readText(path);

export const writeMade = async (folder: string, files: readonly MadeFile[], force: boolean) =>
  (await import('./node/made-files.ts')).writeMade(folder, files, force);

export const openConfigTarget = async (path: string) =>
  (await import('./node/config-file.ts')).configTarget(path);

export const openQuestions = async () => (await import('./node/questions.ts')).createQuestions();

export const discover = async (around: Around) =>
  (await import('./aws/discover.ts')).discover(around);

export const openRuntime = async () => (await import('./node/runtime.ts')).createRuntime();

export const openLog = async (level: Settings['logLevel'], secrets: readonly string[]) =>
  (await import('./node/logger.ts')).createLogger({ level, secrets });

interface StoreOptions {
  readonly kind: 'demo' | 'live';
  readonly region: string;
  readonly clock: Clock;
}

/** `dynamodb:TABLE`, for any number of replicas; anything else is a file, for one. */
export const tableOf = (place: string): string | undefined => /^dynamodb:(.+)$/.exec(place)?.[1];

export const openStore = async (place: string, { kind, ...options }: StoreOptions) => {
  const table = tableOf(place);
  return table === undefined
    ? (await import('./sqlite/store.ts')).openSqliteStore(place, { kind })
    : (await import('./dynamodb/store.ts')).openDynamoStore({ table, kind, ...options });
};

export const initTable = async (table: string, options: Omit<StoreOptions, 'kind'>) =>
  (await import('./dynamodb/init.ts')).initTable({ table, ...options });

export const openReader = async (place: string, options: Omit<StoreOptions, 'kind'>) => {
  const table = tableOf(place);
  return table === undefined
    ? (await import('./sqlite/store.ts')).openSqliteReader(place)
    : (await import('./dynamodb/store.ts')).openDynamoReader({ table, ...options });
};

export const openHttp = async (port: number, host: string, log: Log) =>
  (await import('./node/http-server.ts')).createHttpServer({ host, port, log });

export const openVitals = async () => (await import('./node/http-server.ts')).serveVitals;

export const serveHints = async (http: HttpServer, token: string, hint: () => void, log: Log) =>
  (await import('./node/hints.ts')).serveHints(http, { token, hint, log });

export const openPager = async (url: string | undefined) =>
  (await import('./node/pager.ts')).createPager(url);

interface Around {
  readonly region: string;
  readonly clock: Clock;
}

export const openLedger = async ({ key, place }: LedgerConfig, around: Around) => ({
  key: await openLedgerKey(key),
  place: await openLedgerPlace(place, around),
});

const openLedgerKey = async (key: LedgerConfig['key']) =>
  'file' in key
    ? (await import('./node/ledger-key.ts')).openLedgerKey(key.file)
    : (await import('./aws/ledger-key.ts')).createKmsLedgerKey(key.kms);

export const openLedgerPlace = async (place: LedgerConfig['place'], around: Around) =>
  'directory' in place
    ? (await import('./node/ledger-folder.ts')).createLedgerFolder(place.directory)
    : (await import('./aws/ledger-bucket.ts')).createLedgerBucket({ place, ...around });

/** The public half from the file, or from the key service that has the private one. */
export const openLedgerCheck = async (key: LedgerConfig['key']) => {
  const { openLedgerCheck, ledgerCheckOf } = await import('./node/ledger-key.ts');
  if ('file' in key) return openLedgerCheck(key.file);
  const { createKmsLedgerKey } = await import('./aws/ledger-key.ts');
  return ledgerCheckOf(await createKmsLedgerKey(key.kms).publicKey());
};

export const openCommandSocket = async () => import('./node/command-socket.ts');

export const openAws = async (settings: Settings, config: Config, clock: Clock) =>
  (await import('./aws/aws.ts')).createAws({
    region: settings.aws.region,
    config,
    clock,
  });

export const openLeftovers = async (region: string, config: Config, clock: Clock) =>
  (await import('./aws/leftovers.ts')).createLeftovers({ region, config, clock });
export const openQuestion = async () => (await import('./node/question.ts')).askLine;

export const openTeamsPackage = async () => import('./node/teams-package.ts');

export const openProver = async () => (await import('./aws/prove/prover.ts')).createProver;

/** The chats that are configured, as one. */
export const openChats = async (around: AroundChats) => {
  const { config, settings } = around;
  const slack = config.slack && settings.slack && (await openSlack(around));
  const teams = config.teams && settings.teams && (await openTeams(around));
  if (slack && !teams) return slack;
  if (teams && !slack) return teams;
  const { bothAsOne } = await import('./chats/both.ts');
  return bothAsOne({ ...(slack && { slack }), ...(teams && { teams }) });
};

interface AroundChats {
  readonly settings: Settings;
  readonly config: Config;
  readonly http: HttpServer;
  readonly clock: Clock;
  readonly log: Log;
}

const openSlack = async ({ settings, config, http, clock, log }: AroundChats) => {
  const { slack } = settings;
  if (!slack || !config.slack) throw new Error('Slack is not configured.');
  const groups = [...config.groups.values()];
  return (await import('./slack/slack.ts')).createSlack({
    ...slack,
    reader: { locale: config.language, zone: config.zone },
    team: config.slack.team,
    usergroup: (id) => {
      const source = config.groups.get(id)?.source;
      return source?.kind === 'slack' ? source.group : undefined;
    },
    spared: [
      ...(config.people.byEmail ? [] : (['users:read.email'] as const)),
      ...(groups.some(({ source }) => source.kind === 'slack')
        ? []
        : (['usergroups:read'] as const)),
    ],
    channels: channelsOf(config).filter((one) => chatOf(one) === 'slack'),
    http,
    clock,
    log,
  });
};

const openTeams = async ({ settings, config, http, clock, log }: AroundChats) => {
  const { teams } = settings;
  if (!teams || !config.teams) throw new Error('Teams is not configured.');
  return (await import('./teams/teams.ts')).createTeams({
    appId: teams.appId,
    password: teams.password,
    apiUrl: teams.apiUrl,
    tenant: config.teams.tenant,
    reader: { locale: config.language, zone: config.zone },
    channels: channelsOf(config).filter((one) => chatOf(one) === 'teams'),
    http,
    clock,
    log,
  });
};

const channelsOf = ({ operators, catalog }: Config): readonly string[] => [
  operators.channel,
  ...[...catalog.entitlements.values()].map(({ channel }) => channel),
];
