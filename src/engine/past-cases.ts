/** What one human asked for before, under every account they have. */

import type { CaseFile } from '../case-file/case-file.ts';
import type { Person } from '../kernel/person.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Quota } from '../policy/statement.ts';
import type { RecordKey } from '../ports/store.ts';
import type { Request } from '../request/request.ts';
import type { Deciding } from './context.ts';
import { everyHead } from './every-head.ts';
import { readableCase, readableCases } from './readable-case.ts';
import { caseKey } from './records.ts';

const LOOK_AT = 50;

/** The newest cases of one human, under every account they have. */
export async function casesOf(
  ctx: Deciding,
  person: Person,
  filter: { readonly states?: readonly string[]; readonly fromMs?: EpochMs } = {},
): Promise<readonly CaseFile[]> {
  const pages = await Promise.all(
    person.keys.map((key) =>
      ctx.store.list({ kind: 'case', person: key, limit: LOOK_AT, ...filter }),
    ),
  );
  const files = pages.flatMap(({ heads }) => readableCases(ctx, heads, 'past-cases'));
  return files.sort((left, right) => right.request.createdMs - left.request.createdMs);
}

/** Two that were asked at once may each have been decided without the other. */
const AT_ONCE_MS = MINUTE;

/**
 * How many of this person's requests were approved at once by statements under the quota, before
 * the one that is decided: what is asked after it does not take its place.
 */
export async function autoApprovals(
  ctx: Deciding,
  person: Person,
  { name, perMs }: Quota,
  own?: Pick<Request, 'id' | 'createdMs'>,
): Promise<number> {
  const askedMs = own?.createdMs ?? ctx.clock.nowMs();
  const [fromMs, toMs] = [askedMs - perMs, askedMs + AT_ONCE_MS];
  const ownKey = own && caseKey(own.id);
  const counted = new Set<RecordKey>();
  for (const key of person.keys) {
    for await (const head of everyHead(ctx.store, { kind: 'case', person: key, fromMs })) {
      const { createdMs } = head.index;
      const isBefore = own === undefined || createdMs <= toMs;
      const file = readableCase(ctx, head, 'quota');
      // Of one that cannot be read nobody knows that it was not.
      const isAuto = file === undefined || file.request.auto?.quota === name;
      if (head.key !== ownKey && isBefore && isAuto) counted.add(head.key);
    }
  }
  return counted.size;
}
