/**
 * The same ask that comes again within moments is one: Teams sends it anew, under a new id. It is
 * noted under which id it is filed; where that was never done it is filed under the same one, so
 * that whoever tries again after a failure is neither refused nor heard twice.
 */

import type { CaseFile } from '../case-file/case-file.ts';
import { sha256 } from '../kernel/digest.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type Answer, ok, type Refusal, refuse } from '../kernel/refusal.ts';
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

/** The id to file it under: of two who are told the same, the store lets one. */
export async function askedOnce(
  ctx: Context,
  person: Person,
  ask: ReadAsk,
  id: RequestId,
): Promise<Answer<RequestId>> {
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
async function onceHere(ctx: Context, ask: string, id: RequestId): Promise<Answer<RequestId>> {
  const asks = taken.get(ctx) ?? new Map<string, Taken>();
  taken.set(ctx, asks);
  const nowMs = ctx.clock.monotonicMs();
  for (const [one, { atMs }] of asks) if (nowMs - atMs >= HERE.repeatedMs) asks.delete(one);
  const before = asks.get(ask);
  if (before) {
    const file = (await loadCase(ctx, before.id))?.body;
    // While the store was asked, another one may have come.
    const latest = asks.get(ask) ?? before;
    if (latest !== before) return ok(latest.id);
    const ageMs = nowMs - before.atMs;
    if (!file && ageMs < HERE.filedMs) return ok(before.id);
    const no = again(before.id, file, ageMs, HERE);
    if (no) return no;
  }
  asks.delete(ask);
  asks.set(ask, { id, atMs: nowMs });
  return ok(id);
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
  { repeatedMs }: Within,
): Refusal | undefined {
  if (!file) return undefined;
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
): Promise<Answer<RequestId>> {
  const head = await ctx.store.load(key);
  const nowMs = ctx.clock.nowMs();
  if (head) {
    const known = (head.body as Asked).id;
    const file = (await loadCase(ctx, known))?.body;
    const ageMs = nowMs - head.index.createdMs;
    if (!file && ageMs < AMONG_ALL.filedMs) return ok(known);
    const no = again(known, file, ageMs, AMONG_ALL);
    if (no) return no;
  }
  const body: Asked = { schema: 1, id };
  const index = { state: 'asked', createdMs: nowMs, due: {} };
  if ((await commitHead(ctx, key, head, body, [], index)) === 'committed') return ok(id);
  const first = (await ctx.store.load(key))?.body as Asked | undefined;
  return ok(first?.id ?? id);
}
