/** Commands about the rules: what they would decide and why, and whether they decide as meant. */

import { existsSync } from 'node:fs';
import { basename, relative } from 'node:path';
import * as adapters from '../adapters/registry.ts';
import type { Config } from './config/config.ts';
import type { Env } from './config/env-names.ts';
import { problemLine } from './config/problem.ts';
import { readDay } from './kernel/moment.ts';
import { DAY } from './kernel/time.ts';
import { checkLines } from './ops/check-command.ts';
import { EXIT } from './ops/command-table.ts';
import type { Explained } from './ops/explain-command.ts';
import type { PolicyFiles } from './ops/policy-desk.ts';
import type { ScenarioFile } from './ops/scenario-file.ts';
import type { Terminal } from './ops/terminal.ts';

interface Around {
  readonly file: string;
  readonly terminal: Terminal;
}

export interface ExplainGiven {
  readonly person?: string;
  readonly entitlement?: string;
  readonly for?: string;
  readonly time?: string;
  readonly at?: string;
  readonly account?: string;
  readonly 'break-glass'?: boolean;
  readonly lang?: string;
  readonly json?: boolean;
}

/** Who and what may come behind the command as well as by name. */
export async function explain(
  [first, second]: readonly string[],
  given: ExplainGiven,
  around: Around,
): Promise<number> {
  const { terminal, file } = around;
  const person = given.person ?? first;
  const entitlement = given.entitlement ?? second;
  const { explainAsk, unclear } = await import('./ops/explain-command.ts');
  const answer = (said: Explained) => answered(said, given.json ?? false, terminal);
  const { lang } = given;
  if (lang !== undefined && lang !== 'en' && lang !== 'ja') {
    return answer(unclear(`--lang is en or ja, got "${lang}".`));
  }
  if (!person || !entitlement) {
    const { EXPLAIN_WORDS } = await import('./ops/explain-words.ts');
    return answer(unclear(EXPLAIN_WORDS[lang ?? 'en'].usage));
  }
  const files = await policyFiles(file, terminal);
  if (!files) return EXIT.config;
  const { clock } = await adapters.openRuntime();
  const { language, zone } = files.config;
  const ask = {
    person,
    entitlement,
    time: given.for ?? given.time ?? '1h',
    ...(given.at === undefined ? {} : { at: given.at }),
    ...(given.account === undefined ? {} : { account: given.account }),
    breakGlass: given['break-glass'] ?? false,
    nowMs: clock.nowMs(),
    reader: { locale: lang ?? language, zone },
  };
  return answer(await explainAsk(files, ask));
}

function answered(
  { outcome, lines, json }: Explained,
  isJson: boolean,
  terminal: Terminal,
): number {
  if (isJson) terminal.say(JSON.stringify(json, null, 2));
  else if (outcome === 'unclear') terminal.complain(lines.join('\n'));
  else terminal.say(lines.join('\n'));
  return OUTCOME_EXIT[outcome];
}

const OUTCOME_EXIT = { allowed: EXIT.done, refused: EXIT.failed, unclear: EXIT.usage } as const;

/** Every scenario beside the configuration and its policies, or those of the files named. */
export async function testRules(named: readonly string[], around: Around): Promise<number> {
  const { terminal, file } = around;
  const files = await policyFiles(file, terminal);
  if (!files) return EXIT.config;
  const places = named.length > 0 ? named : await adapters.findScenarios(file, files.config);
  if (places.length === 0) {
    const own = basename(file).replace(/\.ya?ml$/, '.scenarios.yml');
    const advice = `Write ${own}; prod-access.example.scenarios.yml shows how one looks.`;
    return no(terminal, `No scenarios belong to ${file}, nor to its policies. ${advice}`);
  }
  const read = await scenariosAt(places, files.config, terminal);
  if (!read) return EXIT.config;
  const { testPolicies } = await import('./ops/policy-test.ts');
  const { ok, lines } = await testPolicies(files, read);
  terminal.say(lines.join('\n'));
  return ok ? EXIT.done : EXIT.failed;
}

interface ReplayGiven {
  readonly since?: string;
  readonly suppose?: string;
}

/** Beside the running bot or without one; nothing is written. */
export async function replayRules(given: ReplayGiven, env: Env, around: Around): Promise<number> {
  const { terminal, file } = around;
  const files = await policyFiles(file, terminal);
  if (!files) return EXIT.config;
  const { databasePlace, surroundings } = await import('./beside.ts');
  const opened = await surroundings(env);
  const monthAgoMs = opened.clock.nowMs() - 30 * DAY;
  const sinceMs = given.since === undefined ? monthAgoMs : readDay(given.since);
  if (sinceMs === undefined) {
    return no(terminal, `There is no day ${given.since}. --since takes one such as 2026-11-01.`);
  }
  const read = given.suppose && (await scenariosAt([given.suppose], files.config, terminal));
  if (given.suppose && !read) return EXIT.config;
  const place = databasePlace(env);
  if (adapters.tableOf(place) === undefined && !existsSync(place)) {
    terminal.complain(`There is no database at ${place}. Name it with --database FILE.`);
    return EXIT.config;
  }
  const reader = await adapters.openReader(place, opened);
  try {
    const { replayPolicies } = await import('./ops/policy-replay.ts');
    const { supposedIn } = await import('./ops/policy-test.ts');
    const supposed = read ? supposedIn(files, [read[0]?.file.suppose]) : {};
    terminal.say((await replayPolicies(files, reader, sinceMs, supposed)).lines.join('\n'));
    return EXIT.done;
  } finally {
    reader.close();
  }
}

async function scenariosAt(places: readonly string[], config: Config, terminal: Terminal) {
  const { parseScenarios } = await import('./ops/scenario-file.ts');
  const read: { readonly name: string; readonly file: ScenarioFile }[] = [];
  let isSound = true;
  for (const place of places) {
    const name = relative(process.cwd(), place) || place;
    const text = await adapters.readText(place);
    const parsed = text.ok ? parseScenarios(text.text, name, config) : text;
    if (parsed.ok) read.push({ name, file: parsed.file });
    else terminal.complain(parsed.problems.map(problemLine).join('\n'));
    isSound &&= parsed.ok;
  }
  return isSound ? read : undefined;
}

/** The configuration with its statements and calendars, or every problem of it said. */
async function policyFiles(file: string, terminal: Terminal): Promise<PolicyFiles | undefined> {
  const { parseConfig } = await import('./config/parse.ts');
  const parsed = await adapters.readConfig(file, parseConfig);
  if (parsed.ok) {
    const { config } = parsed;
    const policies = await adapters.openPolicies(config);
    const { clock } = await adapters.openRuntime();
    const calendars = await adapters.openFileCalendars(config, clock, QUIET);
    return { config, policies, calendars };
  }
  terminal.complain(checkLines(parsed, file).lines.join('\n'));
  return undefined;
}

const nothing = () => undefined;
/** Which calendar could not be read stands in what is decided. */
const QUIET = { info: nothing, warn: nothing, error: nothing };

function no(terminal: Terminal, text: string): number {
  terminal.complain(text);
  return EXIT.usage;
}
