/** Commands that open no records: a first file, experiments in a sandbox, a second revoker. */

import { existsSync } from 'node:fs';
import * as adapters from '../adapters/registry.ts';
import type { Config } from './config/config.ts';
import { readDuration, writeDuration } from './config/duration.ts';
import { readAws } from './config/env.ts';
import type { Env } from './config/env-names.ts';
import { MINUTE } from './kernel/time.ts';
import { EXIT } from './ops/command-table.ts';
import type { Given } from './ops/init-command.ts';
import type { ProveAround, ProveOptions } from './ops/prove-command.ts';
import { revokeOnly, revokeRound } from './ops/revoke-only.ts';
import type { Terminal } from './ops/terminal.ts';
import type { Given as Sandbox } from './ports/prover.ts';

interface ProveGiven extends Omit<ProveOptions, 'given'>, Sandbox {
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
  const given: Sandbox = {
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
    ...targets.flatMap((one) =>
      one.kind === 'identity-center' ? one.leads.map(({ account }) => account) : [],
    ),
    ...people.listed.flatMap(({ principal }) => (principal ? [principal.account] : [])),
    ...(people.sessions ? [people.sessions.account] : []),
  ]);
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
  const aws = readAws(env);
  if ('problems' in aws) {
    terminal.complain(aws.problems.join('\n'));
    return EXIT.config;
  }
  const { region } = aws;
  const { clock } = await adapters.openRuntime();
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

interface PackageGiven {
  readonly out?: string;
  readonly website?: string;
  readonly developer?: string;
}

/** The app for Teams, for the bot that the environment names. */
export async function teamsPackage(
  what: string,
  { out = 'prod-access-teams.zip', website, developer }: PackageGiven,
  env: Env,
  terminal: Terminal,
): Promise<number> {
  if (what !== 'package') {
    terminal.complain('Say what: npx prod-access teams package');
    return EXIT.usage;
  }
  const { readTeamsManifest, writeTeamsPackage } = await adapters.openTeamsPackage();
  const { filledManifest } = await import('./ops/teams-command.ts');
  const appId = (env['MicrosoftAppId'] ?? '').toLowerCase();
  const filled = filledManifest(await readTeamsManifest(), { appId, website, developer });
  if (!filled.ok) {
    terminal.complain(filled.why);
    return EXIT.config;
  }
  await writeTeamsPackage(out, filled.manifest);
  terminal.say([`${out} is written, for the bot ${appId}.`, ...filled.notes, NEXT].join('\n'));
  return EXIT.done;
}

const NEXT =
  'Upload it in the Teams admin center (Manage apps, Upload new app), add it to the team of ' +
  'every channel that the configuration names, and install it for those who ask ' +
  '(docs/platforms.md).';

/** A first configuration, from what AWS tells and somebody answers. */
export async function writeFirst(
  file: string,
  given: Given & { readonly region?: string },
  env: Env,
  terminal: Terminal,
): Promise<number> {
  const aws = readAws(env, given.region);
  if ('problems' in aws) {
    terminal.complain(aws.problems.join('\n'));
    return given.region === undefined ? EXIT.config : EXIT.usage;
  }
  const { region } = aws;
  const { parseConfig: parse } = await import('./config/parse.ts');
  const { init } = await import('./ops/init-command.ts');
  const { clock, ids } = await adapters.openRuntime();
  const target = await adapters.openConfigTarget(file);
  const questions = await adapters.openQuestions();
  try {
    const world = {
      file,
      isThere: target.isThere,
      discover: () => adapters.discover({ region, clock }),
      ask: (question: string) => questions.ask(question),
      write: (text: string) => target.write(text),
      parse,
      installation: ids.token().slice(0, 6),
      language: env['LANG']?.startsWith('ja') ? 'ja' : 'en',
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    };
    return await init(world, given, terminal);
  } finally {
    questions.close();
  }
}
