/** Reads a decision written as data: short words in JSON become the types of the core. */

import type { Entitlement } from '../../src/catalog/entitlement.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import type { Person } from '../../src/kernel/person.ts';
import type { Decision, Approvable, PolicyFacts } from '../../src/policy/decision.ts';
import type { Groups, Level, Rule, Scope, Who } from '../../src/policy/rule.ts';
import { NOTHING_SAID } from '../../src/policy/statement.ts';

/** `@leads` is a group, `ben` a person, `ben/teams` another account of ben. */
export interface RuleText {
  readonly id: string;
  /** `*`, `env=prod`, or the ids of entitlements. */
  readonly for: string | readonly string[];
  readonly eligible: readonly string[];
  readonly levels: ReadonlyArray<{
    readonly name?: string;
    readonly any?: number;
    readonly each?: true;
    readonly of?: readonly string[];
    /** Thresholds side by side, in place of `any` and `of`. */
    readonly all?: ReadonlyArray<{ readonly any: number; readonly of: readonly string[] }>;
    readonly escalate?: { readonly after: string; readonly to: readonly string[] };
  }>;
  readonly max?: string;
  readonly total?: string;
  readonly lapse?: string;
  readonly warn?: readonly string[];
}

export interface World {
  readonly requester?: string;
  readonly beneficiary?: string;
  /** Of requester, beneficiary, approvers and everybody known: accounts and AWS principal. */
  readonly people?: Readonly<
    Record<string, { readonly keys?: readonly string[]; readonly iam?: string }>
  >;
  /** Members, or `silent`. */
  readonly groups?: Readonly<Record<string, readonly string[] | 'silent'>>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly entitlement?: string;
  readonly cap?: string;
  readonly asks?: string;
  readonly rules?: readonly RuleText[];
  /** Levels that nobody answered in time, as `rule/level`. */
  readonly escalated?: readonly string[];
  /** Whom the requester wants to approve as well. */
  readonly added?: readonly string[];
}

export const keyOf = (name: string) => `slack:T1:${name}` as PersonKey;
export const nameOf = (key: PersonKey) => key.slice('slack:T1:'.length);

export function personOf(world: World, name: string): Person {
  const { keys = [], iam } = world.people?.[name] ?? {};
  const person = { key: keyOf(name), keys: [name, ...keys].map(keyOf), name };
  return iam ? { ...person, principal: { account: '111122223333', user: iam } } : person;
}

export function factsOf(world: World): PolicyFacts {
  const { requester = 'aiko', beneficiary = requester, people = {}, rules = [] } = world;
  const { escalated, added } = world;
  return {
    requester: personOf(world, requester),
    beneficiary: personOf(world, beneficiary),
    entitlement: entitlementOf(world),
    durationMs: durationOf(world.asks ?? '1h'),
    rules: rules.map(ruleOf),
    groups: groupsOf(world),
    said: NOTHING_SAID,
    people: Object.keys(people).map((name) => personOf(world, name)),
    operators: '@platform',
    ...(escalated && { escalated }),
    ...(added && { added: added.map(whoOf) }),
  };
}

/** `rule/level: 2 of ben, chie`, stage by stage. */
export const stagesText = ({ stages }: Approvable) =>
  stages.map(({ requirements }) =>
    requirements.map(
      ({ rule, level, count, keys }) =>
        `${rule}/${level}: ${count} of ${keys.map(nameOf).join(', ')}`,
    ),
  );

/** `rule id used eligible` */
export const traceText = ({ trace }: Decision) =>
  trace.looked.map(({ rule, matched, used, eligible }) =>
    [rule, matched, ...(used ? ['used'] : []), ...(eligible ? ['eligible'] : [])].join(' '),
  );

export function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|d|h|m|s)/g)];
  if (parts.map(([part]) => part).join('') !== text) return Number.NaN;
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
}

const UNITS: Readonly<Record<string, number>> = {
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

function entitlementOf({ entitlement = 'prod-db', cap = '7d', tags = {} }: World): Entitlement {
  return {
    id: entitlement,
    title: { en: entitlement },
    targets: [],
    maxMs: durationOf(cap),
    questions: [],
    channel: 'C1',
    tags,
  };
}

function groupsOf({ groups = {} }: World): Groups {
  return new Map(
    Object.entries(groups).map(([id, members]) => [
      id,
      members === 'silent'
        ? { known: false, why: 'timed out' }
        : { known: true, keys: members.map(keyOf) },
    ]),
  );
}

function ruleOf(text: RuleText): Rule {
  const { max = '4h', total = '12h', lapse = '1h', warn = ['10m'] } = text;
  return {
    id: text.id,
    scope: scopeOf(text.for),
    eligible: text.eligible.map(whoOf),
    levels: text.levels.map(levelOf),
    maxMs: durationOf(max),
    maxTotalMs: durationOf(total),
    lapseMs: durationOf(lapse),
    warnings: warn.map(durationOf),
  };
}

function levelOf(text: RuleText['levels'][number]): Level {
  const { name = 'approvers', any = 1, each, of = [], all = [], escalate } = text;
  const parts = all.map((part) => ({ count: part.any, from: part.of.map(whoOf) }));
  const others = escalate && {
    escalate: { afterMs: durationOf(escalate.after), to: escalate.to.map(whoOf) },
  };
  const mode = each ? 'each' : all.length > 0 ? 'all' : 'any';
  return {
    name,
    mode,
    count: parts.reduce((sum, { count }) => sum + count, mode === 'all' ? 0 : any),
    from: [...of.map(whoOf), ...parts.flatMap(({ from }) => from)],
    ...(mode === 'all' ? { parts } : {}),
    ...others,
  };
}

function scopeOf(text: RuleText['for']): Scope {
  if (text === '*') return { by: 'all' };
  if (typeof text !== 'string') return { by: 'id', entitlements: text };
  const [tag = '', value = ''] = text.split('=');
  return { by: 'tag', tag, value };
}

const whoOf = (text: string): Who =>
  text.startsWith('@') ? { group: text.slice(1) } : { person: text, key: keyOf(text) };
