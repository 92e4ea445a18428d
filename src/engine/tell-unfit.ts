/** A runbook that does not fit what is asked of it is for the operators to mend: they are told. */

import { unfitNotice } from '../card/operator-notices.ts';
import type { Person } from '../kernel/person.ts';
import type { Refusal, RefusalCode } from '../kernel/refusal.ts';
import { CHAT_TIMEOUT_MS, type Context } from './context.ts';

const THEIRS: readonly RefusalCode[] = ['runbook-parameters', 'runbook-changed'];

/** Not waited for: the refused ask is in the journal, and this is only its echo. */
export function tellUnfit(
  ctx: Context,
  person: Pick<Person, 'name'>,
  wanted: string,
  why: Refusal,
): void {
  if (!THEIRS.includes(why.code)) return;
  const { config, log } = ctx;
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
