/**
 * Whether this store may remove what carries our mark but is unknown to it.
 *
 * An empty store, or one restored from a backup, does not know of grants that others made; it
 * only reports until an operator confirms.
 */

import { event } from '../audit/event.ts';
import type { Person } from '../kernel/person.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';
import { commitHead } from './records.ts';

interface Adoption {
  readonly schema: 1;
  readonly confirmedBy?: string;
}

const KEY: RecordKey = 'meta/adoption';

export async function adopted(ctx: Context): Promise<boolean> {
  const head = await ctx.store.load(KEY);
  return (head?.body as Adoption | undefined)?.confirmedBy !== undefined;
}

export async function confirmAdoption(ctx: Context, by: Person): Promise<void> {
  const head = await ctx.store.load(KEY);
  const body: Adoption = { schema: 1, confirmedBy: by.key };
  const index = { state: 'confirmed', createdMs: ctx.clock.nowMs(), due: {} };
  const answer = await commitHead(ctx, KEY, head, body, [], index);
  if (answer === 'conflict') return;
  await record(ctx, [event('adoption-confirmed', ctx.clock.nowMs(), by.key, { by: by.name })]);
}
