/** What only the operators can mend is told them: unfit runbooks, and levels without people. */

import { unfitNotice } from '../card/operator-notices.ts';
import type { Person } from '../kernel/person.ts';
import type { Refusal, RefusalCode } from '../kernel/refusal.ts';
import { HOUR } from '../kernel/time.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';

const THEIRS: readonly RefusalCode[] = [
  'runbook-parameters',
  'runbook-changed',
  'nobody-could-approve',
];
/** The same for the same entry, once in so long: whoever is refused tries again. */
const AGAIN_MS = HOUR;
const told = new WeakMap<Context, Map<string, number>>();

/** Not waited for: the refused ask is in the journal, and this is only its echo. */
export function tellUnfit(
  ctx: Context,
  person: Pick<Person, 'name'>,
  wanted: string,
  why: Refusal,
): void {
  if (!THEIRS.includes(why.code)) return;
  const { config, log } = ctx;
  if (why.code === 'nobody-could-approve' && wasTold(ctx, `${wanted} ${why.code}`)) return;
  const reader = { locale: config.language, zone: config.zone };
  const { title } = config.catalog.entitlements.get(wanted) ?? {};
  const named = title?.[reader.locale] ?? title?.en ?? wanted;
  ctx.chat
    .announce(
      config.operators.channel,
      unfitNotice(person.name, named, why, reader),
      AbortSignal.timeout(CHAT_TIMEOUT_MS),
    )
    .catch((error: unknown) => log.warn('unfit-not-announced', { why: String(error) }));
}

function wasTold(ctx: Context, what: string): boolean {
  const known = told.get(ctx) ?? new Map<string, number>();
  told.set(ctx, known);
  const nowMs = ctx.clock.monotonicMs();
  if (nowMs - (known.get(what) ?? -Infinity) < AGAIN_MS) return true;
  known.set(what, nowMs);
  return false;
}
