/** Between replicas: the same ask, typed again while the first is under way elsewhere, is one. */

import { sha256 } from '../kernel/digest.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { SECOND } from '../kernel/time.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { sameAsk } from './limits.ts';
import type { ReadAsk } from './read-ask.ts';
import { commitHead } from './commit-head.ts';
import { loadCase } from './records.ts';

interface Asked {
  readonly schema: 1;
  readonly id: RequestId;
}

/** From this record to its case it takes one commit; after that whoever wrote it is dead. */
const FILED_WITHIN_MS = 15 * SECOND;
/** Teams sends an ask up to three times in ten seconds, and clocks may be half a minute apart. */
const REPEATED_WITHIN_MS = 45 * SECOND;

/** Lists of a shared store lag behind it: this record is read as it is, and taken by one alone. */
export async function askedOnce(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
  id: RequestId,
): Promise<Refusal | undefined> {
  if (!ctx.claims) return undefined;
  const what = sameAsk({ ...ask, entitlement: ask.entitlement.id });
  const who = [...person.keys].sort().join(' ');
  const key: RecordKey = `meta/ask-${sha256(`${who} ${what}`).slice(0, 32)}`;
  const head = await ctx.store.load(key);
  const nowMs = ctx.clock.nowMs();
  if (head) {
    const known = (head.body as Asked).id;
    const file = (await loadCase(ctx, known))?.body;
    const isSame = nowMs - head.index.createdMs < (file ? REPEATED_WITHIN_MS : FILED_WITHIN_MS);
    // Also when it was decided meanwhile: to ask again would be to ask the approvers again.
    if (isSame || file?.request.state === 'pending') {
      return refuse('same-request-open', { id: known });
    }
  }
  const body: Asked = { schema: 1, id };
  const index = { state: 'asked', createdMs: nowMs, due: {} };
  if ((await commitHead(ctx, key, head, body, [], index)) === 'committed') return undefined;
  const first = (await ctx.store.load(key))?.body as Asked | undefined;
  return refuse('same-request-open', { id: first?.id ?? id });
}
