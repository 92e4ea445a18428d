/**
 * Compares AWS with what the holdings want, on boot and hourly. Writes nothing to AWS: it has the
 * holdings concerned looked at, and reports what no holding knows.
 */

import { membershipOf } from '../catalog/target.ts';
import { adoptMember } from '../holding/adopted.ts';
import type { Holding } from '../holding/holding.ts';
import { emptyHolding } from '../holding/order.ts';
import { type PrincipalKey, principalKey } from '../kernel/brand.ts';
import type { Marked, SurveyGroup } from '../ports/grant-provider.ts';
import { standing } from './adoption.ts';
import type { Context } from './context.ts';
import { readableHolding } from './readable-case.ts';
import { changeHolding, holdingKey } from './records.ts';
import { reportUnknown } from './report-unknown.ts';

const SURVEY_MS = 10 * 60_000;

export async function reconcile(ctx: Context): Promise<{ readonly looked: number }> {
  if (ctx.mark?.() === 'another') return { looked: 0 };
  const unknown: Marked[] = [];
  const known = new Set<PrincipalKey>();
  let looked = 0;
  let broken: unknown;
  const signal = AbortSignal.timeout(SURVEY_MS);
  try {
    for await (const marked of ctx.provider.survey(catalogued(ctx), signal)) {
      looked += 1;
      // Another installation's marks are its own affair.
      if (marked.installation !== undefined && marked.installation !== ctx.config.installation) {
        continue;
      }
      const key = principalKey(marked.account, marked.uniqueId);
      const head = await ctx.store.load(holdingKey(key));
      const holding = head && readableHolding(ctx, head, 'reconcile');
      // Whoever wrote it knows what of it stands.
      if (head && !holding) continue;
      if (holding && knows(holding, marked)) known.add(key);
      else unknown.push(marked);
    }
  } catch (error) {
    // What was read before an account that is closed to us is looked at all the same.
    broken = error;
  }
  const { isConfirmed, copySinceMs } = await standing(ctx);
  if (isConfirmed) {
    for (const marked of unknown)
      if (marked.slot.kind !== 'member') known.add(await adopt(ctx, marked));
  }
  for (const key of known) ctx.look(holdingKey(key));
  await reportUnknown(ctx, unknown, { copySinceMs, isWhole: broken === undefined });
  if (broken !== undefined) throw broken;
  return { looked };
}

/** An operator has confirmed: what carries our mark and nobody wants is taken away from now on. */
async function adopt(ctx: Context, marked: Marked): Promise<PrincipalKey> {
  const { account, user, uniqueId, slot, groupId } = marked;
  const key = principalKey(account, uniqueId);
  const holder = { key, account, user, uniqueId };
  await changeHolding(ctx, key, (holding, nowMs) => {
    if (slot.kind !== 'tag') return holding ? undefined : emptyHolding(holder);
    const one = { group: slot.group, ...(groupId === undefined ? {} : { groupId }) };
    return adoptMember(holding ?? emptyHolding(holder), one, nowMs);
  });
  return key;
}

/**
 * What a look at this holding finds: whatever stands under a name of ours, and of groups those that
 * it has leased.
 */
function knows(holding: Holding, { slot }: Marked): boolean {
  if (slot.kind !== 'member' && slot.kind !== 'tag') return true;
  return holding.leases.some(({ target }) => membershipOf(target) === slot.group);
}

const catalogued = (ctx: Context): readonly SurveyGroup[] =>
  [...ctx.config.catalog.entitlements.values()].flatMap((entitlement) =>
    [...new Set(entitlement.targets)].flatMap((target) => {
      const group = membershipOf(target);
      return group === undefined ? [] : [{ account: target.account, group }];
    }),
  );
