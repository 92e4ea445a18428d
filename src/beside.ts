/** Commands that open the records themselves, beside the running bot or without one. */

import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as adapters from '../adapters/registry.ts';
import type { Config } from './config/config.ts';
import { socketBeside } from './config/env-database.ts';
import { regionOf } from './config/env-region.ts';
import type { Env } from './config/env-names.ts';
import {
  auditExport,
  auditVerify,
  auditVerifyLedger,
  type ExportOptions,
  type VerifyOptions,
} from './ops/audit-command.ts';
import { checkLines } from './ops/check-command.ts';
import { EXIT } from './ops/command-table.ts';
import type { Look } from './ops/doctor.ts';
import { backlogSentence, ledgerBacklog } from './ops/ledger-backlog.ts';
import { ledgerLooks } from './ops/ledger-looks.ts';
import type { Terminal } from './ops/terminal.ts';
import type { LedgerCheck } from './ports/ledger.ts';

interface LedgerOptions extends VerifyOptions {
  readonly ledger?: boolean;
  /** Each that ever signed; the configured one where none is named. */
  readonly key?: readonly string[];
  /** A file in place of the database. */
  readonly export?: string;
  /** A directory in place of the configured ledger, where an export is verified. */
  readonly blocks?: string;
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
  const wrong = wrongTogether(given);
  if (wrong !== undefined) {
    terminal.complain(wrong);
    return EXIT.usage;
  }
  if (given.export !== undefined) return verifyExport(given.export, given, env, terminal);
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
    if (ledger && what === 'verify')
      return await auditVerifyLedger(reader, ledger, terminal, given);
    return what === 'verify'
      ? await auditVerify(reader, terminal, given)
      : await auditExport(reader, given, terminal);
  } finally {
    reader.close();
  }
}

function wrongTogether({ key, ledger, blocks, export: file }: LedgerOptions): string | undefined {
  const whole = 'audit verify --export FILE --blocks DIR --key FILE';
  if (blocks !== undefined && (file === undefined || ledger)) {
    return `--blocks are those of an export, in place of --ledger: ${whole}`;
  }
  if (blocks !== undefined && key === undefined) {
    return `--blocks are verified with the public half of the key that signed them: ${whole}`;
  }
  if (key === undefined || ledger || blocks !== undefined) return undefined;
  return '--key verifies the ledger: audit verify --ledger --key FILE';
}

/** From files alone: no database, and with `--blocks` no configuration either. */
async function verifyExport(
  path: string,
  given: LedgerOptions,
  env: Env,
  terminal: Terminal,
): Promise<number> {
  const { blocks: directory, key = [] } = given;
  const missing = [path, directory].find((one) => one !== undefined && !existsSync(one));
  if (missing !== undefined) {
    terminal.complain(`There is nothing at ${missing}. ${EXPORT_FIRST}`);
    return EXIT.config;
  }
  const around = await surroundings(env);
  const opened =
    directory === undefined
      ? given.ledger && (await openedLedger(given, around, terminal))
      : { place: await adapters.openLedgerPlace({ directory }, around), check: await checkOf(key) };
  if (given.ledger && !opened) return EXIT.config;
  const copies = opened ? await opened.place.all() : new Map<number, string>();
  const { readExport } = await import('./ops/export-source.ts');
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity });
  const read = await readExport(lines, copies);
  if (!read.ok) {
    terminal.complain(`Line ${read.line} of ${path} is no line of an export. ${EXPORT_FIRST}`);
    return EXIT.failed;
  }
  // As an export that failed leaves it. Beside blocks it is not empty, but cut: they say of what.
  if (read.lines === 0 && copies.size === 0) {
    terminal.complain(`${path} is empty, so nothing is proved. ${EXPORT_FIRST}`);
    return EXIT.failed;
  }
  if (!opened) return auditVerify(read.source, terminal, given);
  const ledger = { place: { all: async () => copies }, check: opened.check };
  return auditVerifyLedger(read.source, ledger, terminal, given);
}

const EXPORT_FIRST = 'An export is made by: prod-access audit export --format jsonl > FILE';

async function openedLedger({ key, file }: LedgerOptions, around: Around, terminal: Terminal) {
  const { parseConfig } = await import('./config/parse.ts');
  const parsed = await adapters.readConfig(file, parseConfig);
  if (!parsed.ok) {
    terminal.complain(checkLines(parsed, file).lines.join('\n'));
    return undefined;
  }
  const { ledger } = parsed.config;
  if (!ledger) {
    terminal.complain(`${file} names no ledger. Its audit.ledger says where the blocks are.`);
    return undefined;
  }
  // Keys that were named stand alone: whoever can change the configuration is not to add one.
  const check = await (key ? checkOf(key) : adapters.openLedgerCheck(ledger.key));
  return { place: await adapters.openLedgerPlace(ledger.place, around), check };
}

/** By any of them. */
async function checkOf(files: readonly string[]): Promise<LedgerCheck> {
  const checks = await Promise.all(files.map((file) => adapters.openLedgerCheck({ file })));
  return {
    isSigned: (draft, signature) => checks.some((one) => one.isSigned(draft, signature)),
  };
}

/** How `doctor` looks at the ledger: as it would be used, and what it is behind with. */
export function looksAtLedger({ ledger }: Config, env: Env): readonly Look[] {
  if (!ledger) return [];
  const backlog = async () => {
    const around = await surroundings(env);
    const place = databasePlace(env);
    if (adapters.tableOf(place) === undefined && !existsSync(place)) {
      return `there is no database at ${place} yet`;
    }
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

export const databasePlace = (env: Env): string =>
  env['PROD_ACCESS_DATABASE'] || 'prod-access.sqlite';

export const socketPath = (env: Env): string =>
  env['PROD_ACCESS_SOCKET'] || socketBeside(databasePlace(env));

type Around = Awaited<ReturnType<typeof surroundings>>;

export const surroundings = async (env: Env) => ({
  region: regionOf(env),
  clock: (await adapters.openRuntime()).clock,
});
