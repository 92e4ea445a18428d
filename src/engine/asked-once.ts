/** The same ask that comes again within moments is one: Teams sends it anew, under a new id. */

import type { CaseFile } from '../case-file/case-file.ts';
import { sha256 } from '../kernel/digest.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type Refusal, refuse } from '../kernel/refusal.ts';
import { type DurationMs, SECOND } from '../kernel/time.ts';
import type { RecordKey } from '../ports/store.ts';
import { FILED_WITHIN_MS, REPEATED_WITHIN_MS } from '../request/repeated.ts';
import type { Context } from './context.ts';
import { sameAsk } from './limits.ts';
import type { ReadAsk } from './read-ask.ts';
import { commitHead } from './commit-head.ts';
import { loadCase } from './records.ts';

interface Asked {
  readonly schema: 1;
  readonly id: RequestId;
}

export async function askedOnce(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
  id: RequestId,
): Promise<Refusal | undefined> {
  const what = sameAsk({ ...ask, entitlement: ask.entitlement.id });
  const who = [...person.keys].sort().join(' ');
  const digest = sha256(`${who} ${what}`).slice(0, 32);
  return ctx.claims ? onceAmongAll(ctx, `meta/ask-${digest}`, id) : onceHere(ctx, digest, id);
}

interface Taken {
  readonly id: RequestId;
  readonly atMs: number;
}

/** Oldest first; what nobody sends again any more is forgotten when the next one comes. */
const taken = new WeakMap<Context, Map<string, Taken>>();

/** Where nobody else files anything, it takes no commit to know what was filed. */
async function onceHere(ctx: Context, ask: string, id: RequestId): Promise<Refusal | undefined> {
  const asks = taken.get(ctx) ?? new Map<string, Taken>();
  taken.set(ctx, asks);
  const nowMs = ctx.clock.monotonicMs();
  for (const [one, { atMs }] of asks) if (nowMs - atMs >= HERE.repeatedMs) asks.delete(one);
  const before = asks.get(ask);
  if (before) {
    const file = (await loadCase(ctx, before.id))?.body;
    // While the store was asked, another one may have come.
    const latest = asks.get(ask) ?? before;
    if (latest !== before) return refuse('same-request-open', { id: latest.id });
    const no = again(before.id, file, nowMs - before.atMs, HERE);
    if (no) return no;
  }
  asks.delete(ask);
  asks.set(ask, { id, atMs: nowMs });
  return undefined;
}

interface Within {
  readonly filedMs: DurationMs;
  readonly repeatedMs: DurationMs;
}

/** By one clock, which does not jump. */
const HERE: Within = { filedMs: 15 * SECOND, repeatedMs: 45 * SECOND };
const AMONG_ALL: Within = { filedMs: FILED_WITHIN_MS, repeatedMs: REPEATED_WITHIN_MS };

/** Also when it was decided or taken back meanwhile: it may be the same, sent anew. */
function again(
  id: RequestId,
  file: CaseFile | undefined,
  ageMs: DurationMs,
  { filedMs, repeatedMs }: Within,
): Refusal | undefined {
  if (!file) return ageMs < filedMs ? refuse('same-request-open', { id }) : undefined;
  const { state } = file.request;
  if (state !== 'pending' && ageMs >= repeatedMs) return undefined;
  const withdrawn = state === 'cancelled' ? { isWithdrawn: true } : {};
  return refuse('same-request-open', { id, ...withdrawn });
}

/** Lists of a shared store lag behind it: this record is read as it is, and taken by one alone. */
async function onceAmongAll(
  ctx: Context,
  key: RecordKey,
  id: RequestId,
): Promise<Refusal | undefined> {
  const head = await ctx.store.load(key);
  const nowMs = ctx.clock.nowMs();
  if (head) {
    const known = (head.body as Asked).id;
    const file = (await loadCase(ctx, known))?.body;
    const no = again(known, file, nowMs - head.index.createdMs, AMONG_ALL);
    if (no) return no;
  }
  const body: Asked = { schema: 1, id };
  const index = { state: 'asked', createdMs: nowMs, due: {} };
  if ((await commitHead(ctx, key, head, body, [], index)) === 'committed') return undefined;
  const first = (await ctx.store.load(key))?.body as Asked | undefined;
  return refuse('same-request-open', { id: first?.id ?? id });
}
