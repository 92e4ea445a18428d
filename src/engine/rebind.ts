/**
 * Whether a request still leads where it was shown to lead: by the catalogue, to whom, and as far
 * as AWS's own policies and tags let it. If not, it is bound anew, and decided anew.
 */

import { withAnswers } from '../catalog/automation.ts';
import { shortName, targetsIn } from '../catalog/account-choice.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import { withPicked } from '../catalog/pick.ts';
import { isAutomation, isJitna, membershipOf, type Target, targetKey } from '../catalog/target.ts';
import { addedActions, covers } from '../holding/pairs.ts';
import { shortDigestOf } from '../kernel/digest.ts';
import { Fault } from '../kernel/fault.ts';
import { listedAs, type Person, type PrincipalRef, principalFor } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import type { Facts } from '../ports/target-reader.ts';
import type { Changed } from '../request/ground.ts';
import type { Request } from '../request/request.ts';
import type { Context } from './context.ts';
import { preflight } from './preflight.ts';

/** Of an entry as the catalogue has it, before anything of it is bound at AWS. */
export const groundOf = (entitlement: Entitlement, account: string | undefined): string =>
  shortDigestOf(targetsIn(entitlement, account));

/** As the people file maps them now. Whom it does not map, a tag may: asked at the grant. */
export function asListed({ config }: Context, person: Person): Person {
  const { principal, center } = listedAs(config.people.listed, person.keys) ?? {};
  return { ...person, ...(principal && { principal }), ...(center && { center }) };
}

export interface Rebound {
  readonly request: Request;
  readonly changes: readonly Changed[];
}

/**
 * Undefined where it leads where it led. A refusal where it cannot be bound any more.
 * @param asks `aws`: what AWS has now is read as well. At a click only what is known here counts.
 */
export async function reboundNow(
  ctx: Context,
  request: Request,
  beneficiary: Person,
  asks: 'aws' | 'nobody',
): Promise<Answer<Rebound | undefined>> {
  const entitlement = ctx.config.catalog.entitlements.get(request.entitlement);
  // Asked at AWS, it is bound there, and decideCase speaks of entries that are gone.
  if (!entitlement || request.targets.some(isJitna)) return ok(undefined);
  if (entitlement.accounts && request.account === undefined) {
    const accounts = entitlement.accounts.map((id) => shortName(ctx.config.catalog, id));
    return refuse('account-unfit', { typed: '', accounts, isLate: true });
  }
  const led = ledElsewhere(request, entitlement);
  const [first] = targetsIn(entitlement, request.account);
  const principal = principalFor(beneficiary, first?.account ?? '');
  if (!principal) return refuse('person-unmapped', { operators: ctx.config.operators.contact });
  const known = [...led, ...heldByAnother(request, principal)];
  const changes = known.length === 0 && asks === 'aws' ? await changesAtAws(ctx, request) : known;
  if (changes.length === 0) return ok(undefined);
  const targets = wantedAgain(ctx, request, entitlement, led.length > 0);
  const ready = await preflight(ctx, principal, targets);
  if (!ready.ok) return ready;
  const { holder, facts, targets: bound } = ready.value;
  const rebound = shortDigestOf({ holder, targets: bound, reach: facts.map(({ reach }) => reach) });
  const tailMs = Math.max(0, ...facts.map((one) => one.tailMs));
  const ground = groundOf(entitlement, request.account);
  const held = mappedAs(request, beneficiary);
  const next = { ...request, ...held, holder, facts, targets: bound, tailMs, ground, rebound };
  return ok({ request: next, changes });
}

/** Who is excluded from approving is known by user as well as by account. */
function mappedAs({ requester, beneficiary: known }: Request, { principal, center }: Person) {
  const mapped = (one: Person): Person => {
    return { ...one, ...(principal && { principal }), ...(center && { center }) };
  };
  const isOwn = requester.key === known.key;
  return { beneficiary: mapped(known), ...(isOwn && { requester: mapped(requester) }) };
}

/** Of older releases it is not known where their entry led. */
function ledElsewhere({ ground, account }: Request, entitlement: Entitlement): readonly Changed[] {
  const isSame = ground === undefined || ground === groundOf(entitlement, account);
  return isSame ? [] : [{ of: 'target', entitlement: entitlement.id }];
}

function heldByAnother({ holder }: Request, { account, user }: PrincipalRef): readonly Changed[] {
  if (holder.account === account && holder.user === user) return [];
  return [{ of: 'holder', before: holder.user, after: user }];
}

/** As at the ask, from the catalogue; what a runbook was given is kept, for it names its runs. */
function wantedAgain(
  { ids }: Context,
  { account, picked, targets, answers }: Request,
  entitlement: Entitlement,
  isElsewhere: boolean,
): readonly Target[] {
  const wanted = targetsIn(entitlement, account);
  const all = picked ? withPicked(wanted, picked) : wanted;
  return all.map((target, at) => {
    if (!isAutomation(target)) return target;
    const bound = targets[at];
    return bound && !isElsewhere ? bound : withAnswers(target, answers, ids.token());
  });
}

const READ_MS = 20_000;

/** Silence changes nothing here: the holding reads it again before it gives anything. */
async function changesAtAws(ctx: Context, request: Request): Promise<readonly Changed[]> {
  // What is given by the file alone cannot be changed behind it.
  const targets = request.targets.filter(({ kind }) => kind !== 'iam-policy');
  if (targets.length === 0) return [];
  const { holder } = request;
  const signal = AbortSignal.timeout(READ_MS);
  try {
    const facts = await ctx.targets.facts({ holder, targets, signal });
    return targets.flatMap((target) => changesOf(request, target, facts));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    ctx.log.warn('ground-not-read', { case: request.id, why: error.message });
    return [];
  }
}

/** So many are named. */
const NAMED = 5;

function changesOf(request: Request, target: Target, facts: Facts): readonly Changed[] {
  const read = facts[targetKey(target)];
  const { reach: shown = [], groupId } = request.facts[request.targets.indexOf(target)] ?? {};
  if (!read) return [];
  if (!read.ok) {
    // Whatever else stands in the way is said by the holding, which looks for itself.
    return read.code === 'nodes-outside' ? [{ of: 'nodes', ...read.facts }] : [];
  }
  const isAnother = groupId !== undefined && read.value.groupId !== groupId;
  if (isAnother) return [{ of: 'target', entitlement: request.entitlement }];
  if (covers(shown, read.value.reach)) return [];
  const added = addedActions(shown, read.value.reach);
  const behind = membershipOf(target);
  return [
    {
      of: 'reach',
      behind: behind ?? request.entitlement,
      actions: added.slice(0, NAMED),
      more: Math.max(0, added.length - NAMED),
    },
  ];
}
