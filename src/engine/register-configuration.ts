/** The configuration in force, by digest and number: whoever is behind stops granting. */

import { event } from '../audit/event.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Context } from './context.ts';
import { record } from './journal.ts';
import { commitHead } from './commit-head.ts';

interface InForce {
  readonly schema: 1;
  readonly digest: string;
  readonly number: number;
}

const KEY: RecordKey = 'meta/configuration';

/** `register` at boot makes ours the one in force; `look` only says whether it still is. */
export async function registerConfiguration(
  ctx: Context,
  how: 'register' | 'look',
): Promise<'current' | 'behind'> {
  const head = await ctx.store.load(KEY);
  const known = head?.body as InForce | undefined;
  if (known?.digest === ctx.config.digest) return 'current';
  if (how === 'look') return 'behind';
  const number = (known?.number ?? 0) + 1;
  const nowMs = ctx.clock.nowMs();
  const body: InForce = { schema: 1, digest: ctx.config.digest, number };
  const index = { state: 'in-force', createdMs: nowMs, due: {} };
  if ((await commitHead(ctx, KEY, head, body, [], index)) === 'conflict') {
    return registerConfiguration(ctx, how);
  }
  const facts = { digest: ctx.config.digest, number };
  await record(ctx, [event('configuration-loaded', nowMs, 'prod-access', facts)]);
  return 'current';
}
