/** Takes access from people who have left since it was given: their account is gone. */

import { endGrant } from '../case-file/end-case.ts';
import type { Context } from './context.ts';
import { everyHead } from './every-head.ts';
import { readableCase } from './readable-case.ts';
import { changeCase } from './records.ts';
import { resolvePerson } from './resolve-person.ts';

/** Silence is no reason to take anything away: only a clear word of the directory is. */
const GONE: readonly string[] = ['person-left', 'person-unknown', 'person-guest'];

export async function sweepPeople(ctx: Context): Promise<void> {
  const query = { kind: 'case', states: ['active', 'scheduled'] } as const;
  for await (const head of everyHead(ctx.store, query)) {
    const file = readableCase(ctx, head, 'people');
    if (!file) continue;
    const { id, request } = file;
    const known = await resolvePerson(ctx, request.beneficiary.key);
    if (known.ok || !GONE.includes(known.code)) continue;
    await changeCase(ctx, id, (now, nowMs) => endGrant(now, 'policy', undefined, nowMs));
  }
}
