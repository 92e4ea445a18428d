/**
 * The program: which command was meant, with what configuration, and what to exit with. Each
 * command is loaded when it is called: a health check every few seconds should cost next to none.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as adapters from '../adapters/registry.ts';
import type { Config } from './config/config.ts';
import type { Env } from './config/env-names.ts';
import type { ParsedConfig } from './config/parse.ts';
import { readRequestId } from './kernel/brand.ts';
import { EXIT, OPTIONS } from './ops/command-table.ts';
import { failureOf } from './ops/failure.ts';
import { helpText } from './ops/help-text.ts';
import type { Terminal } from './ops/terminal.ts';
import { wrongUsage } from './ops/wrong-usage.ts';

const packageJson = new URL('../package.json', import.meta.url);
const VERSION = (JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }).version;

type Switch = 'all' | 'break-glass' | 'ledger' | 'json' | 'force' | 'once' | 'clean' | 'ready';
type Given = { readonly [K in Switch]?: boolean } & {
  readonly [K in Exclude<keyof typeof OPTIONS, Switch | 'key'>]?: string;
} & { readonly key?: readonly string[] };

const terminal: Terminal = {
  say: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
  write: (text) => void process.stdout.write(text),
};

export async function main(argv: readonly string[]): Promise<number> {
  // Whoever reads our output may have had enough of it: no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    const options = { args: [...argv], options: OPTIONS, allowPositionals: true };
    const { values, positionals } = parseArgs(options);
    const [name = 'help', ...rest] = positionals;
    if (values.version) return said(VERSION);
    if (values.help || name === 'help') return said(helpText(VERSION, positionals));
    const { help: _, version: __, ...given } = values;
    const wrong = wrongUsage([name, ...rest], Object.keys(given));
    return wrong ? no(wrong, EXIT.usage) : await run(name, rest, given);
  } catch (error) {
    const { text, code } = failureOf(error, Object.keys(OPTIONS));
    return no(text, code);
  }
}

async function run(name: string, rest: readonly string[], given: Given): Promise<number> {
  const env: Env = {
    ...process.env,
    ...(given.config === undefined ? {} : { PROD_ACCESS_CONFIG: given.config }),
    ...(given.database === undefined ? {} : { PROD_ACCESS_DATABASE: given.database }),
  };
  const file = env['PROD_ACCESS_CONFIG'] || 'prod-access.yml';
  switch (name) {
    case 'serve':
      return serve(env);
    case 'init':
      return (await import('./alone.ts')).writeFirst(file, given, env, terminal);
    case 'check':
      return check(file);
    case 'explain':
      return (await import('./rules.ts')).explain(rest, given, { file, terminal });
    case 'policy':
      return policy(rest, { ...given, file }, env);
    case 'revoke':
      return revoke(rest[0] ?? '', env);
    case 'revoke-only':
      return revokeOnly(file, env, given);
    case 'audit':
      return (await import('./beside.ts')).audit(rest[0] ?? '', { ...given, file }, env, terminal);
    case 'store':
      return (await import('./beside-store.ts')).store(rest, env, terminal);
    case 'teams':
      return (await import('./alone.ts')).teamsPackage(rest[0] ?? '', given, env, terminal);
    case 'health':
      return health(process.env.PORT || '8080', given.ready ? 'readyz' : 'healthz');
    case 'doctor':
      return diagnose(file, env, given);
    case 'prove':
      return (await import('./alone.ts')).proveHere(given, env, file, terminal);
    default:
      return no(`There is no command "${name}".`, EXIT.usage);
  }
}

async function serve(env: Env): Promise<number> {
  const { readSettings } = await import('./config/env.ts');
  const read = readSettings(env);
  if (!read.ok) return no(read.problems.join('\n'), EXIT.config);
  const { settings } = read;
  if (settings.database === ':memory:') return no(IN_MEMORY, EXIT.config);
  const { parseConfig } = await import('./config/parse.ts');
  const source = await adapters.openConfigSource(settings.configFile, parseConfig);
  const first = source.read();
  const whole = await adapters.withBeside(first.parsed, settings.configFile);
  const config = await soundOrSaid(whole, settings.configFile);
  if (!config) return EXIT.config;
  const { chatProblems } = await import('./config/chats-agree.ts');
  const { rosterProblems } = await import('./config/rosters-agree.ts');
  const problems = [...chatProblems(config, settings), ...rosterProblems(config, settings)];
  if (problems.length > 0) return no(problems.join('\n'), EXIT.config);
  const { serveUntilTold } = await import('./reload.ts');
  const common = { settings, version: VERSION, kind: 'live' } as const;
  await serveUntilTold({ ...common, source, read: { ...first, config } });
  return EXIT.done;
}

const IN_MEMORY =
  'PROD_ACCESS_DATABASE is :memory:, so who has access would be forgotten when the bot stops.';

async function configOf(path: string): Promise<Config | undefined> {
  const { parseConfig } = await import('./config/parse.ts');
  return soundOrSaid(await adapters.readConfig(path, parseConfig), path);
}

async function soundOrSaid(parsed: ParsedConfig, path: string): Promise<Config | undefined> {
  if (parsed.ok) return parsed.config;
  const { checkLines } = await import('./ops/check-command.ts');
  terminal.complain(checkLines(parsed, path).lines.join('\n'));
  return undefined;
}

async function check(path: string): Promise<number> {
  const { parseConfig } = await import('./config/parse.ts');
  const { checkLines } = await import('./ops/check-command.ts');
  const { ok, lines } = checkLines(await adapters.readConfig(path, parseConfig), path);
  return ok ? said(lines.join('\n')) : no(lines.join('\n'), EXIT.config);
}

async function policy(
  [what = '', ...named]: readonly string[],
  given: Given & { readonly file: string },
  env: Env,
): Promise<number> {
  const around = { file: given.file, terminal };
  if (what === 'test') return (await import('./rules.ts')).testRules(named, around);
  if (what === 'replay') return (await import('./rules.ts')).replayRules(given, env, around);
  if (what === 'import') return (await import('./move.ts')).moveRules(named, given, around);
  return no(
    'Say which: policy test, policy import, or policy replay --since 2026-11-01',
    EXIT.usage,
  );
}

async function revoke(typed: string, env: Env): Promise<number> {
  const id = readRequestId(typed);
  if (!id) return no('Say which grant: npx prod-access revoke PA-7K3M2', EXIT.usage);
  const { socketPath } = await import('./beside.ts');
  const path = socketPath(env);
  const { sendCommand } = await adapters.openCommandSocket();
  const answer = await sendCommand(path, { do: 'revoke', id });
  const advice = 'Start it, or set PROD_ACCESS_SOCKET to its socket.';
  if (!answer) return no(`No running bot answers at ${path}. ${advice}`, EXIT.failed);
  return answer.ok ? said(answer.text) : no(answer.text, EXIT.failed);
}

async function revokeOnly(file: string, env: Env, given: Given): Promise<number> {
  const config = await configOf(file);
  if (!config) return EXIT.config;
  return (await import('./alone.ts')).revokeBeside(config, env, given, terminal);
}

/** Whoever restarts by it goes by whether we live: a chat that is away is no reason to. */
async function health(port: string, page: 'healthz' | 'readyz'): Promise<number> {
  const answer = await adapters.askVitals(port, page).catch(() => undefined);
  const nothing = `Nothing answers on port ${port}. Is the bot running, and with this PORT?`;
  const text = answer?.text.trim() ?? nothing;
  return answer?.ok ? said(text) : no(text, EXIT.failed);
}

async function diagnose(file: string, env: Env, { bot, json }: Given): Promise<number> {
  if (bot !== undefined && !/^arn:aws:iam::\d{12}:(role|user)\/./.test(bot)) {
    const example = 'arn:aws:iam::444455556666:role/prod-access';
    return no(`--bot names the role or user of the bot by its ARN, as ${example}`, EXIT.usage);
  }
  const { doctor } = await import('./ops/doctor.ts');
  const { looksOf } = await import('./looks.ts');
  const { looksAtLedger } = await import('./beside.ts');
  const ledger = (config: Config) => looksAtLedger(config, env);
  const looks = { ...looksOf(env, process.versions.node, { file, bot }), ledger };
  const { ok, lines, findings } = await doctor(looks);
  terminal.say(json ? JSON.stringify({ ok, findings }, null, 2) : lines.join('\n'));
  return ok ? EXIT.done : EXIT.failed;
}

function said(text: string): number {
  terminal.say(text);
  return EXIT.done;
}

function no(text: string, code: number): number {
  terminal.complain(text);
  return code;
}
