/**
 * Compares AWS with what the holdings want, on boot and hourly. Writes nothing to AWS: it has the
 * holdings concerned looked at, and reports what no holding knows.
 */

import { event } from '../audit/event.ts';
import type { Notice } from '../card/card.ts';
import { copyNotice, foreignNotice } from '../card/operator-notices.ts';
import { membershipOf } from '../catalog/target.ts';
import type { Holding } from '../holding/holding.ts';
import { slotName } from '../holding/slot.ts';
import { emptyHolding } from '../holding/order.ts';
import { type PrincipalKey, principalKey } from '../kernel/brand.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Marked, SurveyGroup } from '../ports/grant-provider.ts';
import { standing } from './adoption.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';
import { record } from './journal.ts';
import { commitHead } from './commit-head.ts';
import { changeHolding, holdingKey, loadHolding } from './records.ts';
import { channelReader } from './view-case.ts';

const SURVEY_MS = 10 * 60_000;

export async function reconcile(ctx: Context): Promise<{ readonly looked: number }> {
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
      const holding = (await loadHolding(ctx, key))?.body;
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
  // Half of what nobody knows would be told once more as soon as the other half can be read.
  if (broken !== undefined) throw broken;
  await report(ctx, unknown, copySinceMs);
  return { looked };
}

/** An operator has confirmed: what carries our mark and nobody wants is taken away from now on. */
async function adopt(ctx: Context, { account, user, uniqueId }: Marked): Promise<PrincipalKey> {
  const key = principalKey(account, uniqueId);
  const holder = { key, account, user, uniqueId };
  await changeHolding(ctx, key, (holding) => holding ?? emptyHolding(holder));
  return key;
}

/** A member of a group that this holding has leased, or anything that carries its own mark. */
function knows(holding: Holding, { slot }: Marked): boolean {
  if (slot.kind !== 'member') return true;
  return holding.leases.some(({ target }) => membershipOf(target) === slot.group);
}

const catalogued = (ctx: Context): readonly SurveyGroup[] =>
  [...ctx.config.catalog.entitlements.values()].flatMap((entitlement) =>
    [...new Set(entitlement.targets)].flatMap((target) => {
      const group = membershipOf(target);
      return group === undefined ? [] : [{ account: target.account, group }];
    }),
  );

/** Said once: what was reported before is not reported again. */
async function report(
  ctx: Context,
  unknown: readonly Marked[],
  copySinceMs: EpochMs | undefined,
): Promise<void> {
  const key = 'meta/reported' as const;
  const head = await ctx.store.load(key);
  const before = new Set((head?.body as { names?: string[] } | undefined)?.names);
  const found = unknown.map((one) => `${one.account}/${one.user}/${slotName(one.slot)}`);
  const fresh = unknown.filter((_, index) => !before.has(found[index] ?? ''));
  const copy = copySinceMs === undefined ? [] : [`copy/${copySinceMs}`];
  const isNewCopy = copy.some((name) => !before.has(name));
  const names = [...copy, ...found];
  if (fresh.length === 0 && before.size === names.length && !isNewCopy) return;
  const nowMs = ctx.clock.nowMs();
  const facts = fresh.map((one) =>
    event('foreign-mark-found', nowMs, 'prod-access', {
      principal: `${one.account}/${one.user}`,
      what: slotName(one.slot),
    }),
  );
  if (facts.length > 0) await record(ctx, facts);
  const index = { state: 'reported', createdMs: nowMs, due: {} };
  await commitHead(ctx, key, head, { schema: 1, names: names.slice(0, 1000) }, [], index);
  const reader = channelReader(ctx);
  if (isNewCopy) await announce(ctx, copyNotice(reader));
  if (fresh.length > 0) {
    await announce(ctx, foreignNotice(fresh.slice(0, 20), fresh.length, reader));
  }
}

async function announce(ctx: Context, notice: Notice): Promise<void> {
  await ctx.chat
    .announce(ctx.config.operators.channel, notice, AbortSignal.timeout(CHAT_TIMEOUT_MS))
    .catch((error: unknown) => ctx.log.error('reconcile-not-announced', { why: String(error) }));
}
