/** Everything a decision depends on, gathered: groups, calendars, what Cedar says, spent quotas. */

import type { Entitlement } from '../catalog/entitlement.ts';
import type { Target } from '../catalog/target.ts';
import { Fault } from '../kernel/fault.ts';
import type { Person } from '../kernel/person.ts';
import { type Answer, refuse } from '../kernel/refusal.ts';
import { DAY, type DurationMs, type EpochMs } from '../kernel/time.ts';
import type { PolicyFacts } from '../policy/decision.ts';
import type { CalendarState, Calendars } from '../policy/freeze.ts';
import type { Groups, Who } from '../policy/rule.ts';
import { selectRules } from '../policy/select.ts';
import { NOTHING_SAID, type Said } from '../policy/statement.ts';
import type { Attributes } from '../ports/policy-engine.ts';
import type { Request } from '../request/request.ts';
import type { Deciding } from './context.ts';
import { nodesOf } from './nodes-asked.ts';
import { autoApprovals, casesOf } from './past-cases.ts';

export interface Ask {
  readonly requester: Person;
  readonly beneficiary: Person;
  readonly entitlement: Entitlement;
  readonly durationMs: DurationMs;
  /** With what was given before, where more time is asked for: statements speak of all of it. */
  readonly wholeMs?: DurationMs;
  /** When access would begin; now, unless it is given. */
  readonly atMs?: EpochMs;
  readonly targets?: readonly Target[];
  /** The request itself, which is not counted among those before it. */
  readonly own?: Pick<Request, 'id' | 'createdMs'>;
  readonly account?: string;
  readonly ticket?: string;
  readonly added?: readonly Who[];
  readonly escalated?: readonly string[];
  readonly breakGlass?: boolean;
}

/** What is known without asking anybody. */
export function factsOf(ctx: Deciding, ask: Ask, groups: Groups): PolicyFacts {
  const { rules, people, operators } = ctx.config;
  const { requester, beneficiary, entitlement, durationMs, added, escalated, breakGlass } = ask;
  return {
    requester,
    beneficiary,
    entitlement,
    durationMs,
    rules,
    groups,
    people: people.listed,
    operators: operators.contact,
    said: NOTHING_SAID,
    ...(added && { added }),
    ...(escalated && { escalated }),
    ...(breakGlass && { breakGlass }),
  };
}

export const speaksOfMore = ({ config }: Deciding): boolean =>
  config.policies.length > 0 || config.calendars.size > 0;

/** Cedar is asked last: it is told of everything else. */
export async function withMore(
  ctx: Deciding,
  ask: Ask,
  facts: PolicyFacts,
  maxAgeMs: number,
): Promise<PolicyFacts> {
  const atMs = ask.atMs ?? ctx.clock.nowMs();
  const calendars = await calendarsAt(ctx, calendarsFor(ctx, ask), atMs, maxAgeMs);
  if (ctx.config.policies.length === 0) return { ...facts, calendars };
  const said = await saidOf(ctx, { ...ask, atMs }, { ...facts, calendars }, maxAgeMs);
  return { ...facts, calendars, said, spent: await spentBy(ctx, ask) };
}

/** Statements may speak of any; without one, those of other entries are not waited for. */
function calendarsFor({ config }: Deciding, { entitlement }: Ask): readonly string[] {
  if (config.policies.length > 0) return [...config.calendars.keys()];
  const used = selectRules(config.rules, entitlement).filter((one) => one.used);
  return [...new Set(used.flatMap(({ rule }) => rule.freeze?.calendars ?? []))];
}

async function calendarsAt(
  ctx: Deciding,
  names: readonly string[],
  atMs: EpochMs,
  maxAgeMs: number,
): Promise<Calendars> {
  const states = names.map(
    async (name): Promise<[string, CalendarState]> => [
      name,
      (await ctx.calendars?.state(name, atMs, maxAgeMs)) ?? { open: false, why: 'silent' },
    ],
  );
  return new Map(await Promise.all(states));
}

async function saidOf(
  ctx: Deciding,
  ask: Ask & { readonly atMs: EpochMs },
  facts: PolicyFacts & { readonly calendars: Calendars },
  maxAgeMs: number,
): Promise<Answer<Said>> {
  if (!ctx.policies) return refuse('policy-failed', { what: 'no engine for policies' });
  const attributes = await attributesOf(ctx, ask.beneficiary, maxAgeMs);
  if (attributes === 'silent') return refuse('aws-silent', {});
  const { groups, schedules } = groupsWith(ctx, ask.requester, facts);
  const { requester, beneficiary, entitlement, durationMs, wholeMs, atMs, account, ticket } = ask;
  const held = requester.key === beneficiary.key ? undefined : groupsWith(ctx, beneficiary, facts);
  const past = await pastOf(ctx, ask);
  return ctx.policies.evaluate({
    requester,
    beneficiary,
    groups,
    ...(held && { heldGroups: held.groups }),
    silent: [...facts.groups].flatMap(([id, members]) => (members.known ? [] : [id])),
    onCall: schedules > 0,
    ...(attributes && { attributes }),
    entitlement,
    ...(account === undefined ? {} : { account }),
    nodes: await nodesOf(ctx, ask.targets ?? entitlement.targets, maxAgeMs),
    durationMs: wholeMs ?? durationMs,
    atMs,
    zone: ctx.config.zone,
    closed: [...facts.calendars].flatMap(([name, { open }]) => (open ? [] : [name])),
    ...(ticket === undefined ? {} : { ticket }),
    ...past,
    breakGlass: ask.breakGlass ?? false,
  });
}

async function attributesOf(
  { attributes, log }: Deciding,
  person: Person,
  maxAgeMs: number,
): Promise<Attributes | 'silent' | undefined> {
  try {
    return await attributes?.of(person, maxAgeMs);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    log.warn('attributes-silent', { person: person.key, why: error.message });
    return 'silent';
  }
}

function groupsWith({ config }: Deciding, person: Person, { groups }: Pick<PolicyFacts, 'groups'>) {
  const within = [...groups].flatMap(([id, members]) =>
    members.known && person.keys.some((key) => members.keys.includes(key)) ? [id] : [],
  );
  const kinds = within.map((id) => config.groups.get(id)?.source.kind);
  return { groups: within, schedules: kinds.filter((kind) => kind === 'pagerduty').length };
}

const LIVING = ['scheduled', 'provisioning', 'active'];

async function pastOf(ctx: Deciding, { requester, entitlement, own }: Ask) {
  const nowMs = ctx.clock.nowMs();
  const [denied, living] = await Promise.all([
    casesOf(ctx, requester, { states: ['denied'], fromMs: nowMs - 8 * DAY }),
    casesOf(ctx, requester, { states: LIVING }),
  ]);
  const recent = denied.filter(
    ({ request }) =>
      request.entitlement === entitlement.id && nowMs - (request.closedMs ?? 0) < DAY,
  );
  return {
    recentDenials: recent.length,
    liveGrants: living.filter(({ id }) => id !== own?.id).length,
  };
}

async function spentBy(
  ctx: Deciding,
  { requester, own }: Ask,
): Promise<ReadonlyMap<string, number>> {
  const quotas = ctx.config.policies.flatMap(({ quota }) => (quota ? [quota] : []));
  const counted = quotas.map(
    async (quota): Promise<[string, number]> => [
      quota.name,
      await autoApprovals(ctx, requester, quota, own),
    ],
  );
  return new Map(await Promise.all(counted));
}
