/** `prod-access policy test`: scenarios decided, and which rules none of them ever reached. */

import { refusalText } from '../card/refusal-text.ts';
import type { PersonKey } from '../kernel/brand.ts';
import { readMoment } from '../kernel/moment.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Decision } from '../policy/decision.ts';
import type { Attributes } from '../ports/policy-engine.ts';
import { decideFrom, type PolicyFiles, type Supposed } from './policy-desk.ts';
import type { Scenario, ScenarioFile, Supposition } from './scenario-file.ts';

export interface Tested {
  readonly ok: boolean;
  readonly lines: readonly string[];
}

/** Each file under its name, in the order given. */
export async function testPolicies(
  files: PolicyFiles,
  scenarios: readonly { readonly name: string; readonly file: ScenarioFile }[],
): Promise<Tested> {
  const lines: string[] = [];
  const reached = new Set<string>();
  let [count, failed, empty] = [0, 0, 0];
  for (const { name, file } of scenarios) {
    lines.push(name);
    if (file.scenarios.length === 0) {
      empty += 1;
      lines.push('  FAIL  has no scenario');
    }
    for (const scenario of file.scenarios) {
      const decision = await decide(files, scenario, file.suppose);
      for (const one of reachedBy(decision)) reached.add(one);
      const wrong = mismatches(scenario, decision, files.config.zone);
      count += 1;
      failed += wrong.length > 0 ? 1 : 0;
      lines.push(`  ${wrong.length > 0 ? 'FAIL' : 'ok  '}  ${scenario.name}`);
      if (wrong.length > 0) lines.push(...wrong.map((one) => `        ${one}`), ...spoke(decision));
    }
  }
  const never = everything(files).filter((one) => !reached.has(one));
  lines.push(summary(count, failed));
  lines.push(
    never.length === 0
      ? 'Every rule and every statement was exercised.'
      : `Never exercised: ${never.join(', ')}.`,
  );
  return { ok: failed + empty === 0, lines };
}

function summary(count: number, failed: number): string {
  const scenarios = `${count} scenario${count === 1 ? '' : 's'}`;
  if (failed > 0) return `${scenarios}: ${failed} not as expected.`;
  return count > 0 ? `${scenarios}, all as expected.` : `${scenarios}.`;
}

function decide(
  files: PolicyFiles,
  scenario: Scenario,
  common: Supposition | undefined,
): Promise<Decision> {
  const { config } = files;
  const person = config.people.listed.find((one) => one.name === scenario.person);
  const entitlement = config.catalog.entitlements.get(scenario.entitlement);
  const at = readMoment(scenario.at, config.zone);
  // The file has been read against this very configuration.
  if (!person || !entitlement || !at.ok) throw new Error(scenario.name);
  const { account, ticket, break_glass: breakGlass } = scenario;
  const ask = {
    person,
    entitlement,
    durationMs: scenario.for,
    atMs: at.atMs,
    ...(account === undefined ? {} : { account }),
    ...(ticket === undefined ? {} : { ticket }),
    breakGlass,
  };
  return decideFrom(files, ask, supposedIn(files, [common, scenario.suppose]));
}

/** What is said last counts. */
export function supposedIn(
  { config }: PolicyFiles,
  all: readonly (Supposition | undefined)[],
): Supposed {
  const said = all.filter((one) => one !== undefined);
  const keys = new Map(config.people.listed.map(({ name, key }) => [name, key]));
  const keyOf = (name: string): readonly PersonKey[] => {
    const key = keys.get(name);
    return key === undefined ? [] : [key];
  };
  const denials = said.findLast((one) => one.denials !== undefined)?.denials;
  const grants = said.findLast((one) => one.grants !== undefined)?.grants;
  const attributes = said.flatMap(({ people }) =>
    [...people].flatMap(([name, one]) =>
      keyOf(name).map((key): [PersonKey, Attributes] => [key, attributesOf(one)]),
    ),
  );
  return {
    groups: new Map(
      said.flatMap(({ groups }) =>
        [...groups].map(([id, names]): [string, readonly PersonKey[]] => [
          id,
          names.flatMap(keyOf),
        ]),
      ),
    ),
    calendars: new Map(
      said.flatMap(({ calendars }) =>
        [...calendars].map(([name, state]) => [name, state === 'open' ? OPEN : CLOSED] as const),
      ),
    ),
    spent: new Map(said.flatMap(({ spent }) => [...spent])),
    ...(attributes.length > 0 && { attributes: new Map(attributes) }),
    ...(denials === undefined ? {} : { recentDenials: denials }),
    ...(grants === undefined ? {} : { liveGrants: grants }),
  };
}

const OPEN = { open: true } as const;
const CLOSED = { open: false, why: 'closed' } as const;

type AttributesFile = Supposition['people'] extends ReadonlyMap<string, infer A> ? A : never;

function attributesOf(file: AttributesFile): Attributes {
  const { cost_center: costCenter, division, employee_number: employeeNumber } = file;
  const { organization, center_groups: centerGroups, tags } = file;
  const known = { costCenter, division, employeeNumber, organization };
  const given = Object.entries(known).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(given), centerGroups, principalTags: Object.fromEntries(tags) };
}

function mismatches(scenario: Scenario, decision: Decision, zone: string): readonly string[] {
  const { expect, because, by, levels } = scenario;
  if (decision.kind !== expect) return [`expected ${expect}, got ${whatCame(decision, zone)}`];
  const wrong: string[] = [];
  if (because !== undefined && decision.kind === 'forbidden') {
    const { refusal } = decision;
    const got = `${refusal.code}: ${sentenceOf(refusal, zone)}`;
    if (refusal.code !== because) wrong.push(`expected it because of ${because}, got ${got}`);
  }
  if (by !== undefined && !sayers(decision).includes(by)) {
    const said = sayers(decision).join(', ') || 'no statement';
    wrong.push(`expected it by ${by}, got ${said}`);
  }
  if (levels && decision.kind !== 'forbidden') wrong.push(...levelsWrong(levels, decision));
  return wrong;
}

function whatCame(decision: Decision, zone: string): string {
  if (decision.kind !== 'forbidden') return decision.kind;
  const { refusal } = decision;
  return `forbidden (${refusal.code}): ${sentenceOf(refusal, zone)}`;
}

/** As people would read it; but nobody was asked, so nobody is said to be silent. */
const sentenceOf = (refusal: Refusal, zone: string): string =>
  refusal.code === 'directory-silent'
    ? `no file says who is in ${refusal.facts.what}. Say it under suppose, as groups.`
    : refusalText(refusal, { locale: 'en', zone });

function levelsWrong(
  levels: ReadonlyMap<string, number>,
  { stages }: Exclude<Decision, { kind: 'forbidden' }>,
): readonly string[] {
  const got = new Map<string, number>();
  for (const { level, count } of stages.flatMap(({ requirements }) => requirements)) {
    got.set(level, (got.get(level) ?? 0) + count);
  }
  const said = (all: ReadonlyMap<string, number>) =>
    [...all].map(([level, count]) => `${level} ${count}`).join(', ');
  const isSame = said(levels) === said(got);
  return isSame ? [] : [`expected the levels ${said(levels)}, got ${said(got)}`];
}

function sayers(decision: Decision): readonly string[] {
  if (decision.kind === 'auto-approved') return [decision.by];
  return decision.kind === 'forbidden' ? decision.trace.said.forbid : decision.trace.said.noAuto;
}

/** Which rules and statements spoke, for who has to find the mistake. */
function spoke(decision: Decision): readonly string[] {
  const all = [...reachedBy(decision)];
  return [`        decided by ${all.length > 0 ? all.join(', ') : 'no rule'}`];
}

function reachedBy({ trace }: Decision): ReadonlySet<string> {
  const { forbid, noAuto, auto } = trace.said;
  const rules = trace.looked.filter(({ used }) => used).map(({ rule }) => `rule ${rule}`);
  const statements = [...forbid, ...noAuto, ...auto.map(({ statement }) => statement)];
  return new Set([...rules, ...statements]);
}

const everything = ({ config, policies }: PolicyFiles): readonly string[] => [
  ...config.rules.map(({ id }) => `rule ${id}`),
  ...(policies?.statements ?? []),
];
