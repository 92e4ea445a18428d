/** The program: which command was meant, with what configuration, and what to exit with. */

import { createWriteStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as adapters from '../adapters/registry.ts';
import { readSettings } from './config/env.ts';
import type { Config } from './config/config.ts';
import { didYouMean } from './config/near.ts';
import { Fault } from './kernel/fault.ts';
import { readRequestId } from './kernel/brand.ts';
import { exportAudit } from './ops/audit-export.ts';
import { verifyAudit } from './ops/audit-verify.ts';
import { checkLines } from './ops/check-command.ts';
import { COMMANDS, EXIT, helpText } from './ops/command-table.ts';
import { explainAsk } from './ops/explain-command.ts';
import { startBot } from './serve.ts';

const VERSION = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  }
).version;

const OPTIONS = {
  config: { type: 'string' },
  database: { type: 'string' },
  format: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  time: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type Values = { readonly [K in keyof typeof OPTIONS]?: string | boolean };

export async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: OPTIONS,
      allowPositionals: true,
    });
    if (values.version) return print(VERSION);
    const [name = 'help', ...rest] = positionals;
    if (values.help || name === 'help') return print(helpText(VERSION).trimEnd());
    return await run(name, rest, values);
  } catch (error) {
    return failed(error);
  }
}

async function run(name: string, rest: readonly string[], values: Values): Promise<number> {
  switch (name) {
    case 'serve':
      return serve();
    case 'check':
      return check(configPath(values));
    case 'explain':
      return explainCommand(rest, values);
    case 'revoke':
      return revoke(rest);
    case 'audit':
      return audit(rest, values);
    case 'health':
      return health();
    case 'doctor': {
      const { doctor } = await import('./ops/doctor.ts');
      const { lines, ok } = await doctor(process.env, adapters);
      return print(lines.join('\n')) || (ok ? EXIT.done : EXIT.failed);
    }
    default: {
      const guess = didYouMean(
        name,
        COMMANDS.map((row) => row.name.split(' ')[0] ?? ''),
      );
      return complain(
        `There is no command "${name}"${guess}. Try: npx prod-access help`,
        EXIT.usage,
      );
    }
  }
}

async function serve(): Promise<number> {
  const settings = readSettings(process.env);
  if (!settings.ok) {
    return complain(settings.problems.join('\n'), EXIT.config);
  }
  const config = await configOf(settings.settings.configFile);
  if (!config) return EXIT.config;
  const bot = await startBot({
    settings: settings.settings,
    config,
    version: VERSION,
    kind: 'live',
  });
  const why = await signalled();
  await bot.stop(why);
  return EXIT.done;
}

const signalled = (): Promise<string> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => resolve(signal));
  });

async function configOf(path: string): Promise<Config | undefined> {
  const parsed = await adapters.readConfig(path);
  if (parsed.ok) return parsed.config;
  complain(checkLines(parsed, path).lines.join('\n'), EXIT.config);
  return undefined;
}

async function check(path: string): Promise<number> {
  const { ok, lines } = checkLines(await adapters.readConfig(path), path);
  return ok ? print(lines.join('\n')) : complain(lines.join('\n'), EXIT.config);
}

async function explainCommand(
  [person, entitlement]: readonly string[],
  values: Values,
): Promise<number> {
  if (!person || !entitlement) {
    return complain('Say who and what: npx prod-access explain aiko prod-db --time 2h', EXIT.usage);
  }
  const config = await configOf(configPath(values));
  if (!config) return EXIT.config;
  const { clock } = await adapters.openRuntime();
  const { ok, lines } = explainAsk(config, {
    person,
    entitlement,
    time: text(values.time) ?? '1h',
    nowMs: clock.nowMs(),
    reader: { locale: config.language, zone: config.zone },
  });
  print(lines.join('\n'));
  return ok ? EXIT.done : EXIT.failed;
}

async function revoke([typed = '']: readonly string[]): Promise<number> {
  const id = readRequestId(typed);
  if (!id) return complain('Say which grant: npx prod-access revoke PA-7K3M2', EXIT.usage);
  const database = process.env.PROD_ACCESS_DATABASE || 'prod-access.sqlite';
  const path = process.env.PROD_ACCESS_SOCKET || `${database}.sock`;
  const { sendCommand } = await adapters.openCommandSocket();
  const answer = await sendCommand(path, { do: 'revoke', id });
  if (!answer) {
    const where = `No running bot answers at ${path}.`;
    return complain(`${where} Start it, or set PROD_ACCESS_SOCKET to its socket.`, EXIT.failed);
  }
  return answer.ok ? print(answer.text) : complain(answer.text, EXIT.failed);
}

async function audit([what]: readonly string[], values: Values): Promise<number> {
  const database =
    text(values.database) ?? (process.env.PROD_ACCESS_DATABASE || 'prod-access.sqlite');
  if (what !== 'verify' && what !== 'export') {
    return complain('Say which: audit verify, or audit export --format jsonl|csv', EXIT.usage);
  }
  const reader = await adapters.openReader(database);
  try {
    if (what === 'verify') {
      const report = await verifyAudit(reader);
      if (!report.ok) return complain(report.sentence, EXIT.broken);
      return print(`The log is sound: ${report.records} records, ${report.events} events.`);
    }
    return await exportTo(reader, values);
  } finally {
    reader.close();
  }
}

type Reader = Awaited<ReturnType<typeof adapters.openReader>>;

async function exportTo(reader: Reader, values: Values): Promise<number> {
  const format = text(values.format) ?? 'jsonl';
  if (format !== 'jsonl' && format !== 'csv') {
    return complain(`--format is jsonl or csv, not ${format}.`, EXIT.usage);
  }
  const from = dayOf(values.from);
  const to = dayOf(values.to);
  if (from === null || to === null) {
    return complain(
      '--from and --to are days or instants: 2026-11-01, or with a time.',
      EXIT.usage,
    );
  }
  const span = {
    ...(from === undefined ? {} : { fromMs: from }),
    ...(to === undefined ? {} : { toMs: to }),
  };
  const out = createWriteStream('', { fd: 1, autoClose: false });
  await exportAudit(reader, { format, ...span }, (part) => {
    out.write(part);
  });
  await new Promise<void>((resolve) => out.end(() => resolve()));
  return EXIT.done;
}

/** An instant; undefined when not given, null when not understood. */
function dayOf(value: string | boolean | undefined): number | undefined | null {
  if (value === undefined) return undefined;
  const ms = Date.parse(String(value));
  return Number.isNaN(ms) ? null : ms;
}

async function health(): Promise<number> {
  const port = process.env.PORT || '8080';
  const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
  const said = answer ? (await answer.text()).trim() : `Nothing answers on port ${port}.`;
  return answer?.ok ? print(said) : complain(said, EXIT.failed);
}

const configPath = (values: Values): string =>
  text(values.config) ?? (process.env.PROD_ACCESS_CONFIG || 'prod-access.yml');
const text = (value: string | boolean | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

function print(words: string): number {
  process.stdout.write(`${words}\n`);
  return EXIT.done;
}

function complain(words: string, code: number): number {
  process.stderr.write(`${words}\n`);
  return code;
}

/** Wrong usage and what stands in the way are said in a sentence; the rest with its trace. */
function failed(error: unknown): number {
  const code = (error as { code?: string }).code ?? '';
  if (code.startsWith('ERR_PARSE_ARGS')) {
    return complain(`${(error as Error).message}\nTry: npx prod-access help`, EXIT.usage);
  }
  if (error instanceof Fault) {
    return complain(error.message, error.code === 'store-failed' ? EXIT.config : EXIT.failed);
  }
  return complain(error instanceof Error ? (error.stack ?? error.message) : String(error), 1);
}
