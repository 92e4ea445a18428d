/** Every adapter by name, imported only when asked for: what is not configured is not loaded. */

import type { Config, LedgerConfig } from '../src/config/config.ts';
import type { Settings } from '../src/config/env.ts';
import type { ParsedConfig } from '../src/config/parse.ts';
import type { Beside } from '../src/config/shape.ts';
import { chatOf } from '../src/kernel/brand.ts';
import type { Log } from '../src/kernel/log.ts';
import type { Clock } from '../src/kernel/time.ts';
import type { Aws } from './aws/aws.ts';
import type { HttpServer } from './node/http-server.ts';
import type { MadeFile } from './node/made-files.ts';

type ParseConfig = (text: string, fileName: string, beside: Beside) => ParsedConfig;

/** With the files beside it, each read by what will work with it. */
export const readConfig = async (path: string, parse: ParseConfig): Promise<ParsedConfig> =>
  withBeside(await (await import('./node/config-file.ts')).readConfigFile(path, parse), path);

/** Sound only together with its statements and calendars. */
export const withBeside = async (parsed: ParsedConfig, path: string): Promise<ParsedConfig> => {
  if (!parsed.ok) return parsed;
  const { calendars, policies } = parsed.config;
  if (policies.length > 0) {
    const problems = (await import('./cedar/of-config.ts')).problemsBeside(path, parsed.config);
    if (problems.length > 0) return { ok: false, problems };
  }
  if (calendars.size === 0) return parsed;
  return (await import('./calendars/ics-problem.ts')).withCalendars(parsed, path);
};

/** Undefined where there are no statements in Cedar. */
export const openPolicies = async (config: Config) =>
  config.policies.length === 0
    ? undefined
    : (await import('./cedar/of-config.ts')).engineOf(config);

/** Scenario files beside the configuration, and beside the policies that it names. */
export const findScenarios = async (path: string, config: Config) =>
  (await import('./node/scenario-files.ts')).findScenarios(
    path,
    config.policies.map(({ name }) => name),
  );

export const readText = async (path: string) =>
  (await import('./node/scenario-files.ts')).readText(path);

type ParseWithBeside = (text: string, fileName: string, beside: Beside) => ParsedConfig;

export const openConfigSource = async (path: string, parse: ParseWithBeside) =>
  (await import('./node/config-source.ts')).createConfigSource(path, parse);
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

export const backUp = async (path: string, file: string) =>
  (await import('./sqlite/backup.ts')).backUp(path, file);

export const openHttp = async (port: number, host: string | undefined, log: Log) =>
  (await import('./node/http-server.ts')).createHttpServer({ host, port, log });

export const openVitals = async () => (await import('./node/http-server.ts')).serveVitals;
export const askVitals = async (port: string, page: string) =>
  (await import('./node/http-server.ts')).askVitals(port, page);

export const serveHints = async (http: HttpServer, token: string, hint: () => void, log: Log) =>
  (await import('./node/hints.ts')).serveHints(http, { token, hint, log });

export const openPager = async (url: string | undefined) =>
  (await import('./node/pager.ts')).createPager(url);

export const openWebhook = async ({ webhook, slack, teams }: Config) => {
  if (webhook === undefined) return undefined;
  const { slackLink } = await import('./slack/link.ts');
  const { teamsLink } = await import('./teams/link.ts');
  return (await import('./node/webhook.ts')).createWebhook(webhook, (ref) => {
    if (chatOf(ref.channel) === 'teams') return teams && teamsLink(ref, teams.tenant);
    return slack && slackLink(ref, slack.team);
  });
};

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

export const openAws = async (
  { aws: { region } }: Pick<Settings, 'aws'>,
  config: Config,
  clock: Clock,
) => (await import('./aws/aws.ts')).createAws({ region, config, clock });

/** Those that a file alone can tell of; the others are closed, and say so. */
export const openFileCalendars = async (config: Config, clock: Clock, log: Log) =>
  (await import('./calendars/calendar-desk.ts')).createCalendarDesk({
    config: { ...config, calendars: filesIn(config) },
    clock,
    log,
    changeCalendar: () => Promise.reject(new Error('nobody is asked')),
  });

const filesIn = ({ calendars }: Config) =>
  new Map([...calendars].filter(([, { kind }]) => kind === 'ics'));

/** Undefined where nothing is ever frozen. */
export const openCalendars = async (around: AroundPolicy, { changeCalendar }: Aws) =>
  around.config.calendars.size === 0
    ? undefined
    : (await import('./calendars/calendar-desk.ts')).createCalendarDesk({
        ...around,
        changeCalendar,
      });

export const openRosters = async (around: AroundPolicy, { centerRoster }: Aws) => {
  const { settings, config, clock } = around;
  const { rostersByKeeper } = await import('./rosters/by-keeper.ts');
  const pagerduty =
    settings.pagerduty &&
    (await import('./pagerduty/on-calls.ts')).createOnCalls({ ...settings.pagerduty, clock });
  return rostersByKeeper(config.groups, { pagerduty, 'identity-center': centerRoster });
};

export const openLeftovers = async (region: string, config: Config, clock: Clock) =>
  (await import('./aws/leftovers.ts')).createLeftovers({ region, config, clock });
export const openQuestion = async () => (await import('./node/question.ts')).askLine;

export const openTeamsPackage = async () => import('./node/teams-package.ts');

export const openProver = async () => (await import('./aws/prove/prover.ts')).createProver;

interface AroundPolicy {
  readonly settings: Settings;
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
}
