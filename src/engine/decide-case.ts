/** Policy with the groups as they are: the one decision function, fed. */

import type { CaseFile } from '../case-file/case-file.ts';
import { shortName } from '../catalog/account-choice.ts';
import { opensSessions, type Target } from '../catalog/target.ts';
import { listedAs, type Person } from '../kernel/person.ts';
import { refuse, type Answer, ok } from '../kernel/refusal.ts';
import { decide } from '../policy/decide.ts';
import type { Approvable, Decision } from '../policy/decision.ts';
import type { Groups, Who } from '../policy/rule.ts';
import { askedDuration } from '../request/request.ts';
import type { Context } from './context.ts';
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

export const decideAsk = async (ctx: Context, ask: Ask, maxAgeMs: number): Promise<Decision> =>
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
  ctx: Context,
  ask: Ask,
  groups: Groups,
  maxAgeMs: number,
): Promise<Decision> {
  const base = factsOf(ctx, ask, groups);
  // Where no file and no rule speaks of more, nothing more is asked.
  return decide(speaksOfMore(ctx) ? await withMore(ctx, ask, base, maxAgeMs) : base);
}

/** The case decided by the policy of this moment. */
export async function decideCase(
  ctx: Context,
  file: CaseFile,
  maxAgeMs: number,
): Promise<Answer<Approvable>> {
  const { requester, beneficiary, asked, createdMs, ticket, added } = file.request;
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
    own: file.id,
    ...(account === undefined ? {} : { account }),
    ...(ticket === undefined ? {} : { ticket }),
    ...(added && { added }),
    ...(file.escalated && { escalated: file.escalated }),
  };
  const decision = await decideAsk(ctx, ask, maxAgeMs);
  return decision.kind === 'forbidden' ? decision.refusal : ok(decision);
}

/** The people file may have learnt of another alias since. */
function freshened(ctx: Context, person: Person): Person {
  const known = listedAs(ctx.config.people.listed, person.keys);
  return known ? { ...person, keys: [...new Set([...person.keys, ...known.keys])] } : person;
}
