/** Facts that belong to no case, kept by the day: refused asks, boots, configurations, drift. */

import { type AuditEvent, event } from '../audit/event.ts';
import { isRound } from '../case-file/refused.ts';
import { Fault } from '../kernel/fault.ts';
import type { Person } from '../kernel/person.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type EpochMs, utcDay } from '../kernel/time.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { commitHead } from './commit-head.ts';
import { moveToLog } from './move-to-log.ts';

interface Journal {
  readonly schema: 1;
  /** Who, what and why → how often today. */
  readonly refused: Readonly<Record<string, number>>;
}

const TRIES = 50;
/** So many different refusals a day are counted apart; the rest together. */
const KEPT = 500;

export async function record(ctx: Context, events: readonly AuditEvent[]): Promise<void> {
  await change(ctx, (journal) => ({ journal, events }));
}

/** They are in the log before more is recorded: a head that carries them all would be too large. */
export async function recordMany(ctx: Context, events: readonly AuditEvent[]): Promise<void> {
  if (events.length === 0) return;
  await record(ctx, events);
  await moveToLog(ctx, keyAt(ctx.clock.nowMs()));
}

const keyAt = (nowMs: EpochMs): RecordKey => `journal/${utcDay(nowMs)}`;

/** Once, at the tenth, the hundredth…: an outsider cannot fill the log. */
export async function recordRefusedAsk(
  ctx: Context,
  who: Pick<Person, 'key' | 'name'>,
  entitlement: string,
  { code }: Refusal,
): Promise<void> {
  await change(ctx, (journal) => {
    const wanted = `${who.key} ${entitlement} ${code}`;
    const isFull = Object.keys(journal.refused).length >= KEPT;
    const key = isFull && journal.refused[wanted] === undefined ? 'others' : wanted;
    const times = (journal.refused[key] ?? 0) + 1;
    const facts = { by: who.name, entitlement, code, times };
    const said = event('ask-refused', ctx.clock.nowMs(), who.key, facts);
    return {
      journal: { ...journal, refused: { ...journal.refused, [key]: times } },
      events: isRound(times) ? [said] : [],
    };
  });
}

type Step = (journal: Journal) => { journal: Journal; events: readonly AuditEvent[] };

interface Waiting {
  readonly step: Step;
  readonly said: PromiseWithResolvers<void>;
}

/** Many a moment, as when AWS differs everywhere: whoever asks meanwhile shares the next commit. */
const queues = new WeakMap<Context, Waiting[]>();

async function change(ctx: Context, step: Step): Promise<void> {
  const queue = queues.get(ctx) ?? [];
  queues.set(ctx, queue);
  const said = Promise.withResolvers<void>();
  queue.push({ step, said });
  if (queue.length === 1) void writeAll(ctx, queue);
  return said.promise;
}

async function writeAll(ctx: Context, queue: Waiting[]): Promise<void> {
  while (queue.length > 0) {
    const together = [...queue];
    try {
      await write(ctx, together);
      for (const { said } of together) said.resolve();
    } catch (error) {
      for (const { said } of together) said.reject(error);
    }
    queue.splice(0, together.length);
  }
}

async function write(ctx: Context, together: readonly Waiting[]): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const nowMs = ctx.clock.nowMs();
    const key = keyAt(nowMs);
    const head = await ctx.store.load(key);
    const events: AuditEvent[] = [];
    let journal = (head?.body ?? { schema: 1, refused: {} }) as Journal;
    for (const { step } of together) {
      const next = step(journal);
      journal = next.journal;
      events.push(...next.events);
    }
    const index = { state: 'open', createdMs: head?.index.createdMs ?? nowMs, due: {} };
    if ((await commitHead(ctx, key, head, journal, events, index)) === 'committed') return;
  }
  throw new Fault('store-failed', 'The journal changed under our hands too often.');
}
