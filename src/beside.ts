/** Commands that open the records themselves, beside the running bot or without one. */

import { existsSync } from 'node:fs';
import * as adapters from '../adapters/registry.ts';
import type { Config } from './config/config.ts';
import { readDuration, writeDuration } from './config/duration.ts';
import { readAws, socketBeside } from './config/env.ts';
import type { Env } from './config/env-names.ts';
import { MINUTE } from './kernel/time.ts';
import {
  auditExport,
  auditVerify,
  auditVerifyLedger,
  type ExportOptions,
} from './ops/audit-command.ts';
import { EXIT } from './ops/command-table.ts';
import type { Look } from './ops/doctor.ts';
import { backlogSentence, ledgerBacklog } from './ops/ledger-backlog.ts';
import { ledgerLooks } from './ops/ledger-looks.ts';
import { revokeOnly, revokeRound } from './ops/revoke-only.ts';
import type { ProveAround, ProveOptions } from './ops/prove-command.ts';
import type { Terminal } from './ops/terminal.ts';
import type { Given } from './ports/prover.ts';

interface LedgerOptions {
  readonly ledger?: boolean;
  readonly key?: string;
  /** Of the configuration, which says where the ledger is. */
  readonly file: string;
}

export async function audit(
  what: string,
  given: ExportOptions & LedgerOptions,
  env: Env,
  terminal: Terminal,
): Promise<number> {
  if (what !== 'verify' && what !== 'export') {
    terminal.complain('Say which: audit verify, or audit export --format jsonl|csv');
    return EXIT.usage;
  }
  const place = databasePlace(env);
  if (adapters.tableOf(place) === undefined && !existsSync(place)) {
    const advice = 'Name it with --database FILE, or set PROD_ACCESS_DATABASE.';
    terminal.complain(`There is no database at ${place}. ${advice}`);
    return EXIT.config;
  }
  const around = await surroundings(env);
  const ledger = given.ledger ? await openedLedger(given, around, terminal) : undefined;
  if (given.ledger && !ledger) return EXIT.config;
  const reader = await adapters.openReader(place, around);
  try {
    if (ledger && what === 'verify') return await auditVerifyLedger(reader, ledger, terminal);
    return what === 'verify'
      ? await auditVerify(reader, terminal)
      : await auditExport(reader, given, terminal);
  } finally {
    reader.close();
  }
}

async function openedLedger({ key, file }: LedgerOptions, around: Around, terminal: Terminal) {
  const { parseConfig } = await import('./config/parse.ts');
  const parsed = await adapters.readConfig(file, parseConfig);
  const ledger = parsed.ok ? parsed.config.ledger : undefined;
  if (!ledger) {
    terminal.complain(`${file} names no ledger. Its audit.ledger says where the blocks are.`);
    return undefined;
  }
  const check = await adapters.openLedgerCheck(key === undefined ? ledger.key : { file: key });
  return { place: await adapters.openLedgerPlace(ledger.place, around), check };
}

/** How `doctor` looks at the ledger: as it would be used, and what it is behind with. */
export function looksAtLedger({ ledger }: Config, env: Env): readonly Look[] {
  if (!ledger) return [];
  const backlog = async () => {
    const around = await surroundings(env);
    const place = databasePlace(env);
    if (adapters.tableOf(place) === undefined && !existsSync(place)) return 'nothing yet';
    const reader = await adapters.openReader(place, around);
    try {
      return backlogSentence(await ledgerBacklog(reader, around.clock.nowMs()));
    } finally {
      reader.close();
    }
  };
  return [
    ...ledgerLooks(async () => adapters.openLedger(ledger, await surroundings(env))),
    { what: 'Ledger backlog', look: backlog },
  ];
}

interface ProveGiven extends Omit<ProveOptions, 'given'>, Given {
  readonly config?: string;
  readonly 'identity-store'?: string;
}

/** Experiments with the credentials at hand; of the bot itself, nothing is opened or needed. */
export async function proveHere(
  { node, instance, 'identity-store': identityStore, ...options }: ProveGiven,
  env: Env,
  file: string,
  terminal: Terminal,
): Promise<number> {
  const { prove } = await import('./ops/prove-command.ts');
  const aws = readAws(env);
  const catalogued = await accountsIn(file, env, terminal);
  if ('problems' in aws) terminal.complain(aws.problems.join('\n'));
  if ('problems' in aws || !catalogued) return EXIT.config;
  const { clock, ids } = await adapters.openRuntime();
  const createProver = await adapters.openProver();
  const stop = new AbortController();
  // What was made is removed first; whoever cannot wait for that asks twice.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  const given: Given = {
    ...(node && { node }),
    ...(instance && { instance }),
    ...(identityStore && { identityStore }),
  };
  const run = `prod-access-prove-${ids.token().slice(0, 6)}`;
  const { stdin, stderr } = process;
  const askLine = await adapters.openQuestion();
  const ask = (question: string) => askLine(question, stdin, stderr, () => stop.abort());
  const { region } = aws;
  const { signal } = stop;
  const prover: ProveAround['prover'] = (mayGoOn) =>
    createProver({ region, clock, run, given, mayGoOn });
  const around = { clock, region, run, catalogued, terminal, signal, prover };
  return prove({ ...options, given }, { ...around, ...(stdin.isTTY ? { ask } : {}) });
}

/** Every account that the configuration names; none without one. Undefined if it is not sound. */
async function accountsIn(file: string, env: Env, terminal: Terminal) {
  if (!existsSync(file) && !env['PROD_ACCESS_CONFIG']) return new Set<string>();
  const { parseConfig } = await import('./config/parse.ts');
  const parsed = await adapters.readConfig(file, parseConfig);
  if (!parsed.ok) {
    terminal.complain(`${file} is not sound, so it does not say which accounts are production.`);
    terminal.complain('See: npx prod-access check');
    return undefined;
  }
  const { catalog, people } = parsed.config;
  const targets = [...catalog.entitlements.values()].flatMap((one) => one.targets);
  return new Set([
    ...catalog.accounts.keys(),
    ...targets.flatMap(({ account, roles }) => [account, ...roles.map((role) => role.account)]),
    ...people.listed.flatMap(({ principal }) => (principal ? [principal.account] : [])),
  ]);
}

/** Makes the table for many replicas; a file is made by the first start. */
export async function store(what: string, env: Env, terminal: Terminal): Promise<number> {
  const place = databasePlace(env);
  const table = adapters.tableOf(place);
  if (what !== 'init' || table === undefined) {
    terminal.complain(
      'Say which table: npx prod-access store init --database dynamodb:prod-access',
    );
    return EXIT.usage;
  }
  terminal.say(await adapters.initTable(table, await surroundings(env)));
  return EXIT.done;
}

interface RevokeOptions {
  readonly grace?: string;
  readonly once?: boolean;
}

/** A second revoker: it opens no records, so it works where the bot's are lost. */
export async function revokeBeside(
  config: Config,
  env: Env,
  { grace = '15m', once = false }: RevokeOptions,
  terminal: Terminal,
): Promise<number> {
  const graceMs = readDuration(grace);
  if (graceMs === undefined || graceMs < SHORTEST_GRACE_MS) {
    const why = 'The bot needs some minutes to do it itself.';
    terminal.complain(`--grace takes a time of at least 5m, as 15m; got "${grace}". ${why}`);
    return EXIT.usage;
  }
  const { clock, region } = await surroundings(env);
  const log = await adapters.openLog('info', []);
  const leftovers = await adapters.openLeftovers(region, config, clock);
  const given = { leftovers, clock, log, graceMs };
  if (once) {
    const { removed, failed } = await revokeRound(given);
    terminal.say(`${removed} removed, ${failed} could not be.`);
    return failed > 0 ? EXIT.failed : EXIT.done;
  }
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop.abort());
  log.info('ready', { grace: writeDuration(graceMs) });
  await revokeOnly(given, stop.signal);
  return EXIT.done;
}

const SHORTEST_GRACE_MS = 5 * MINUTE;

const databasePlace = (env: Env): string => env['PROD_ACCESS_DATABASE'] || 'prod-access.sqlite';

export const socketPath = (env: Env): string =>
  env['PROD_ACCESS_SOCKET'] || socketBeside(databasePlace(env));

type Around = Awaited<ReturnType<typeof surroundings>>;

const surroundings = async (env: Env) => ({
  region: env['AWS_REGION'] || 'us-east-1',
  clock: (await adapters.openRuntime()).clock,
});
