/** Policy with the groups as they are: the one decision function, fed. */

import { type CaseFile, openExtension } from '../case-file/case-file.ts';
import type { Config } from '../config/config.ts';
import { shortName } from '../catalog/account-choice.ts';
import { opensSessions, type Target } from '../catalog/target.ts';
import { listedAs, type Person } from '../kernel/person.ts';
import { refuse, type Answer, ok } from '../kernel/refusal.ts';
import type { DurationMs } from '../kernel/time.ts';
import { decide } from '../policy/decide.ts';
import type { Approvable, Decision } from '../policy/decision.ts';
import type { Groups, Who } from '../policy/rule.ts';
import { askedDuration } from '../request/request.ts';
import type { Context, Deciding } from './context.ts';
import { groupsOf, membersOf } from './group-members.ts';
import { type Ask, factsOf, speaksOfMore, withMore } from './policy-facts.ts';

export async function isAmong(ctx: Context, who: readonly Who[], person: Person): Promise<boolean> {
  for (const one of who) {
    if ('key' in one && person.keys.includes(one.key)) return true;
    if (!('group' in one)) continue;
    const members = await membersOf(ctx, one.group, 60_000);
    if (members.known && members.keys.some((key) => person.keys.includes(key))) return true;
  }
  return false;
}

export const decideAsk = async (ctx: Deciding, ask: Ask, maxAgeMs: number): Promise<Decision> =>
  decideAmong(ctx, ask, await groupsOf(ctx, maxAgeMs), maxAgeMs);

/** Decided again for the nodes that it came to: statements may be about each of them. */
export async function decideBound(
  ctx: Context,
  ask: Ask,
  decision: Approvable,
  targets: readonly Target[],
): Promise<Decision> {
  const bindsNodes = ctx.policies !== undefined && targets.some(opensSessions);
  return bindsNodes ? decideAsk(ctx, { ...ask, targets }, 60_000) : decision;
}

/** For many asks at one moment: the groups are looked up once for all of them. */
export async function decideAmong(
  ctx: Deciding,
  ask: Ask,
  groups: Groups,
  maxAgeMs: number,
): Promise<Decision> {
  const base = factsOf(ctx, ask, groups);
  // Where no file and no rule speaks of more, nothing more is asked.
  return decide(speaksOfMore(ctx) ? await withMore(ctx, ask, base, maxAgeMs) : base);
}

/**
 * The case decided by the policy of this moment.
 * @param moreMs asked for beyond its end.
 */
export async function decideCase(
  ctx: Context,
  file: CaseFile,
  maxAgeMs: number,
  moreMs?: DurationMs,
): Promise<Answer<Approvable>> {
  const decision = await decideOf(ctx, file, maxAgeMs, moreMs);
  if (!decision.ok) return decision;
  return decision.value.kind === 'forbidden' ? decision.value.refusal : ok(decision.value);
}

/** The decision with its trace, whatever it says; a refusal where there is nothing to decide. */
export async function decideOf(
  ctx: Deciding,
  file: CaseFile,
  maxAgeMs: number,
  moreMs = openExtension(file)?.byMs,
): Promise<Answer<Decision>> {
  const { requester, beneficiary, asked, createdMs, ticket, added, breakGlass } = file.request;
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
  const startMs = asked.kind === 'window' ? asked.startMs : 0;
  const ask: Ask = {
    ...people,
    entitlement,
    durationMs,
    atMs: Math.max(ctx.clock.nowMs(), startMs),
    targets: file.request.targets,
    own: file.request,
    ...(account === undefined ? {} : { account }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(added && { added }),
    ...(file.escalated && { escalated: file.escalated }),
    ...(breakGlass && { breakGlass }),
    ...wholeOf(file.grant, moreMs),
  };
  if (speaksOfMore(ctx)) return ok(await decideAsk(ctx, ask, maxAgeMs));
  return ok(await decidedOnce(ctx, file, ask, maxAgeMs));
}

/** From when it began; more time is asked for of what is active, and of nothing else. */
function wholeOf(grant: CaseFile['grant'], moreMs = 0): Pick<Ask, 'wholeMs'> {
  if (grant?.activeMs === undefined || grant.endMs === undefined || moreMs === 0) return {};
  return { wholeMs: grant.endMs + moreMs - grant.activeMs };
}

interface Decided {
  readonly config: Config;
  readonly durationMs: DurationMs;
  readonly escalated: CaseFile['escalated'];
  readonly groups: Groups;
  readonly decision: Decision;
}

/** A click asks several times, and of the same facts comes the same decision. */
const decided = new WeakMap<CaseFile['request'], Decided>();

async function decidedOnce(
  ctx: Deciding,
  { request, escalated }: CaseFile,
  ask: Ask,
  maxAgeMs: number,
): Promise<Decision> {
  const { config } = ctx;
  const { durationMs } = ask;
  const groups = await groupsOf(ctx, maxAgeMs);
  const known = decided.get(request);
  const isSame =
    known?.config === config && known.durationMs === durationMs && known.escalated === escalated;
  if (isSame && areSame(known.groups, groups)) return known.decision;
  const decision = await decideAmong(ctx, ask, groups, maxAgeMs);
  decided.set(request, { config, durationMs, escalated, groups, decision });
  return decision;
}

/** Answered by the same look-up: whoever is asked anew has another list to give. */
const areSame = (one: Groups, other: Groups): boolean =>
  Array.from(one).every(([id, members]) => {
    const now = other.get(id);
    return members.known && now?.known === true && members.keys === now.keys;
  });

/** The people file may have learnt of another alias since. */
export function freshened(ctx: Deciding, person: Person): Person {
  const known = listedAs(ctx.config.people.listed, person.keys);
  return known ? { ...person, keys: [...new Set([...person.keys, ...known.keys])] } : person;
}
