/** What one human asked for before, under every account they have. */

import type { CaseFile } from '../case-file/case-file.ts';
import type { RequestId } from '../kernel/brand.ts';
import type { Person } from '../kernel/person.ts';
import { type EpochMs, MINUTE } from '../kernel/time.ts';
import type { Quota } from '../policy/statement.ts';
import type { Head } from '../ports/store.ts';
import type { Request } from '../request/request.ts';
import type { Deciding } from './context.ts';
import { everyHead } from './every-head.ts';
import { bodyOf } from './records.ts';

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
  const files = pages.flatMap((page) => page.heads.map((head: Head) => bodyOf(head, 'case')));
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
  const counted = new Set<RequestId>();
  for (const key of person.keys) {
    for await (const head of everyHead(ctx.store, { kind: 'case', person: key, fromMs })) {
      const { id, request } = bodyOf(head, 'case');
      const isBefore = own === undefined || request.createdMs <= toMs;
      if (id !== own?.id && isBefore && request.auto?.quota === name) counted.add(id);
    }
  }
  return counted.size;
}
