/** Policy with the groups as they are: the one decision function, fed. */

import type { CaseFile } from '../case-file/case-file.ts';
import { shortName } from '../catalog/account-choice.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { Fault } from '../kernel/fault.ts';
import { listedAs, type Person } from '../kernel/person.ts';
import { refuse, type Answer, ok } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import { decide } from '../policy/decide.ts';
import type { Decision, NeedsApproval, PolicyFacts } from '../policy/decision.ts';
import type { Groups, Members, Rule, Who } from '../policy/rule.ts';
import { askedDuration } from '../request/request.ts';
import type { Context } from './context.ts';

/** Members of every group that the rules name. Silence is kept as silence. */
export async function groupsOf(ctx: Context, maxAgeMs: number): Promise<Groups> {
  const named = new Set(ctx.config.rules.flatMap(groupsNamed));
  const found = [...named].map(
    async (id): Promise<[string, Members]> => [id, await membersOf(ctx, id, maxAgeMs)],
  );
  return new Map(await Promise.all(found));
}

const groupsNamed = (rule: Rule): readonly string[] =>
  [...rule.eligible, ...rule.levels.flatMap((level) => level.from)].flatMap((who) =>
    'group' in who ? [who.group] : [],
  );

export async function membersOf(ctx: Context, id: string, maxAgeMs: number): Promise<Members> {
  const source = ctx.config.groups.get(id)?.source;
  if (!source) return { known: false, why: `The group ${id} is not configured.` };
  if (source.kind === 'listed') return { known: true, keys: source.keys };
  const group = { platform: source.kind, id: source.group };
  try {
    return { known: true, keys: await ctx.directory.members(group, maxAgeMs) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { known: false, why: error.message };
  }
}

export async function isAmong(ctx: Context, who: readonly Who[], person: Person): Promise<boolean> {
  for (const one of who) {
    if ('key' in one && person.keys.includes(one.key)) return true;
    if (!('group' in one)) continue;
    const members = await membersOf(ctx, one.group, 60_000);
    if (members.known && members.keys.some((key) => person.keys.includes(key))) return true;
  }
  return false;
}

export interface Ask {
  readonly requester: Person;
  readonly beneficiary: Person;
  readonly entitlement: Entitlement;
  readonly durationMs: DurationMs;
}

export const decideAsk = async (ctx: Context, ask: Ask, maxAgeMs: number): Promise<Decision> =>
  decideAmong(ctx, ask, await groupsOf(ctx, maxAgeMs));

/** For many asks at one moment: the groups are looked up once for all of them. */
export const decideAmong = (ctx: Context, ask: Ask, groups: Groups): Decision =>
  decide(factsOf(ctx, ask, groups));

export function factsOf(ctx: Context, ask: Ask, groups: Groups): PolicyFacts {
  const { rules, people, operators } = ctx.config;
  return { ...ask, rules, groups, people: people.listed, operators: operators.contact };
}

/** The case decided by the policy of this moment. */
export async function decideCase(
  ctx: Context,
  file: CaseFile,
  maxAgeMs: number,
): Promise<Answer<NeedsApproval>> {
  const { requester, beneficiary, asked, createdMs } = file.request;
  const nameOf = (id: string) => shortName(ctx.config.catalog, id);
  const entitlement = ctx.config.catalog.entitlements.get(file.request.entitlement);
  if (!entitlement) {
    const known = [...ctx.config.catalog.entitlements.keys()];
    return refuse('entitlement-unknown', { typed: file.request.entitlement, known });
  }
  const { account } = file.request;
  if (account !== undefined && !entitlement.accounts?.includes(account)) {
    const accounts = entitlement.accounts ?? [];
    return refuse('account-unfit', { typed: nameOf(account), accounts: accounts.map(nameOf) });
  }
  const fromMs = asked.kind === 'duration' ? createdMs : Math.max(createdMs, ctx.clock.nowMs());
  const durationMs = Math.max(0, askedDuration(asked, fromMs));
  const people = { requester: freshened(ctx, requester), beneficiary: freshened(ctx, beneficiary) };
  const groups = await groupsOf(ctx, maxAgeMs);
  const known = decided.get(file.request);
  const isSame = known?.ctx === ctx && known.durationMs === durationMs;
  if (isSame && areSame(known.groups, groups)) return known.answer;
  const decision = decideAmong(ctx, { ...people, entitlement, durationMs }, groups);
  const answer = decision.kind === 'forbidden' ? decision.refusal : ok(decision);
  decided.set(file.request, { ctx, durationMs, groups, answer });
  return answer;
}

interface Decided {
  readonly ctx: Context;
  readonly durationMs: DurationMs;
  readonly groups: Groups;
  readonly answer: Answer<NeedsApproval>;
}

/** A click asks several times, and of the same facts comes the same decision. */
const decided = new WeakMap<CaseFile['request'], Decided>();

/** Answered by the same look-up: whoever is asked anew has another list to give. */
const areSame = (one: Groups, other: Groups): boolean =>
  Array.from(one).every(([id, members]) => {
    const now = other.get(id);
    return members.known && now?.known === true && members.keys === now.keys;
  });

/** The people file may have learnt of another alias since. */
function freshened(ctx: Context, person: Person): Person {
  const known = listedAs(ctx.config.people.listed, person.keys);
  return known ? { ...person, keys: [...new Set([...person.keys, ...known.keys])] } : person;
}
