/** `prod-access doctor`: what is set up, what is missing, and what to do about it, line by line. */

import { chatProblems } from '../config/chats-agree.ts';
import type { Config } from '../config/config.ts';
import type { ReadSettings } from '../config/env.ts';
import type { ParsedConfig } from '../config/parse.ts';
import { type Problem, problemLine } from '../config/problem.ts';
import { rosterProblems } from '../config/rosters-agree.ts';
import { clockTrouble } from '../engine/granting.ts';
import type { PrincipalRef } from '../kernel/person.ts';
import { roleSessionOf } from '../kernel/role-session.ts';
import { type DurationMs, MINUTE, SECOND } from '../kernel/time.ts';
import type { Weakness } from '../ports/examiner.ts';
import {
  alikeOnce,
  bad,
  type Diagnosis,
  diagnosis,
  type Finding,
  good,
  note,
  tried,
} from './findings.ts';
import { isBehindRole, isNote, weaknessText } from './weakness-text.ts';

export interface Look {
  readonly what: string;
  readonly look: () => Promise<string>;
}

/** One look each; a rejection is a finding, said in its own words. */
export interface DoctorLooks {
  readonly node: string;
  /** Somebody else than the bot looks, who need not have what it talks to chats with. */
  readonly isOperator: boolean;
  readonly sqlite: () => Promise<string>;
  readonly settings: () => ReadSettings;
  /** What keeps AWS from being asked at all. */
  readonly awsProblems: () => readonly string[];
  readonly config: () => Promise<ParsedConfig>;
  readonly uniqueId: (config: Config, principal: PrincipalRef) => Promise<string | undefined>;
  readonly chats: (config: Config) => Promise<readonly Look[]>;
  /** Calendars, and groups that others keep. */
  readonly sources: (config: Config) => Promise<readonly Look[]>;
  /** None where no ledger is kept. */
  readonly ledger: (config: Config) => readonly Look[];
  readonly weaknesses: (config: Config) => Promise<readonly Weakness[]>;
  /** How far AWS's clock was ahead of ours at its last answer; undefined before the first. */
  readonly skewMs: (config: Config) => Promise<number | undefined>;
}

export async function doctor(looks: DoctorLooks): Promise<Diagnosis> {
  const findings: Finding[] = [good(`Node ${looks.node}`)];
  findings.push(await tried('SQLite', looks.sqlite));
  const settings = looks.settings();
  const parsed = await looks.config();
  findings.push(...environment(looks, settings));
  if (!parsed.ok) {
    findings.push(bad(`Configuration: ${firstOf(parsed.problems)}`));
    return diagnosis(findings);
  }
  const { config } = parsed;
  findings.push(good(`Configuration: ${config.catalog.entitlements.size} entitlements`));
  if (settings.ok) findings.push(...(await chats(looks, config, settings)));
  else findings.push(note('Chats, groups and calendars: not looked at, for want of the above'));
  const isAwsKnown = looks.awsProblems().length === 0;
  return diagnosis(isAwsKnown ? [...findings, ...(await aws(looks, config))] : findings);
}

/** What AWS cannot be asked without is missing to anybody. */
function environment(looks: DoctorLooks, settings: ReadSettings): readonly Finding[] {
  if (settings.ok) return [good('Environment: complete')];
  const needed = new Set(looks.awsProblems());
  return settings.problems.map((problem) => {
    const isOurs = looks.isOperator && !needed.has(problem);
    return isOurs ? note(`Environment: ${problem}`) : bad(`Environment: ${problem}`);
  });
}

async function chats(
  looks: DoctorLooks,
  config: Config,
  { settings }: Extract<ReadSettings, { ok: true }>,
): Promise<readonly Finding[]> {
  const findings = chatProblems(config, settings).map((problem) => bad(`Chats: ${problem}`));
  for (const { what, look } of await looks.chats(config)) findings.push(await tried(what, look));
  const missing = rosterProblems(config, settings);
  findings.push(...missing.map((problem) => bad(`Groups: ${problem}`)));
  for (const { what, look } of await looks.sources(config)) findings.push(await tried(what, look));
  return findings;
}

async function aws(looks: DoctorLooks, config: Config): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { what, look } of looks.ledger(config)) findings.push(await tried(what, look));
  const people = await principals(looks, config);
  const ways = await waysAround(looks, config);
  const skewMs = await looks.skewMs(config);
  const clock = skewMs === undefined ? [] : [await tried('Clock', async () => clockText(skewMs))];
  return [...findings, ...people, ...ways, ...clock];
}

/** Each listed person's IAM user or role is there: the first thing that goes wrong at an ask. */
async function principals(looks: DoctorLooks, config: Config): Promise<readonly Finding[]> {
  const mapped = config.people.listed.flatMap(({ name, principal }) =>
    principal ? [{ name, principal }] : [],
  );
  const findings: Finding[] = [];
  for (let at = 0; at < mapped.length; at += AT_ONCE) {
    const asked = mapped.slice(at, at + AT_ONCE).map(({ name, principal }) =>
      tried(
        `${roleSessionOf(principal.user) ? 'Role session' : 'IAM user'} of ${name}`,
        async () => {
          const { account, user } = principal;
          const id = await looks.uniqueId(config, principal);
          const role = roleSessionOf(user)?.role;
          const what = role === undefined ? `user ${user}` : `role ${role}`;
          if (!id) throw new Error(`There is no ${what} in account ${account}.`);
          return `${user} (${id})`;
        },
      ),
    );
    findings.push(...(await Promise.all(asked)));
  }
  return alikeOnce(findings);
}

const AT_ONCE = 8;

/** What no ask would show: access beside the bot, and what could not be ended. */
async function waysAround(looks: DoctorLooks, config: Config): Promise<readonly Finding[]> {
  try {
    const found = (await looks.weaknesses(config)).map((weakness): Finding => {
      const text = `AWS: ${weaknessText(weakness, config.catalog)}`;
      const isTheirs = looks.isOperator && isBehindRole(weakness);
      return { state: isTheirs || isNote(weakness) ? 'note' : 'wrong', text, weakness };
    });
    return [...soundOf(found), ...(isWellRighted(found) ? [good(RIGHTS)] : []), ...found];
  } catch (error) {
    return [bad(`AWS: ${error instanceof Error ? error.message : String(error)}`)];
  }
}

/** No more than was seen: a note beside it must not say that it is otherwise. */
function soundOf(found: readonly Finding[]): readonly Finding[] {
  const kinds = new Set(found.map(({ weakness }) => weakness?.kind));
  if (kinds.has('unreadable') || found.some(({ state }) => state === 'wrong')) return [];
  const none = kinds.has('role-endless') ? '' : ', and nothing that could not be ended';
  return [good(`AWS: no way around the bot${none}`)];
}

const isWellRighted = (found: readonly Finding[]): boolean =>
  !found.some(({ weakness }) => weakness && /^(bot-(?!too)|unreadable)/.test(weakness.kind));
const RIGHTS = 'AWS: the bot may do all that the entitlements need';

/** Read off the answers to all the other looks. @throws Error that says what to do. */
function clockText(skewMs: DurationMs): string {
  const trouble = clockTrouble(skewMs);
  const apart = Math.abs(skewMs);
  if (!trouble) return `${Math.round(apart / SECOND)} s away from the clock of AWS`;
  const side = skewMs > 0 ? 'behind' : 'ahead';
  const signed = apart >= MOST_SIGNED ? 'AWS refuses calls that are signed so far off. ' : '';
  throw new Error(
    `${trouble.why} It is ${side}: nothing is given until they agree, since every end would be ` +
      `wrong. ${signed}Let a time service set it (NTP, as chrony or systemd-timesyncd).`,
  );
}

/** Signatures hold five minutes (IAM user guide, signing of requests). */
const MOST_SIGNED = 5 * MINUTE;

function firstOf(problems: readonly Problem[]): string {
  const [first] = problems;
  const more = problems.length - 1;
  const rest = more > 0 ? ` (and ${more} more: npx prod-access check)` : '';
  return `${first ? problemLine(first) : 'not sound'}${rest}`;
}
