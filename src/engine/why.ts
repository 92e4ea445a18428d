/** Why policy says what it says, of a case or of an entitlement. */

import type { Notice } from '../card/card.ts';
import { whyNotice } from '../card/listings.ts';
import { type CaseFile, openExtension, openReviews } from '../case-file/case-file.ts';
import { approvers } from '../case-file/review-case.ts';
import type { Entitlement } from '../catalog/entitlement.ts';
import type { PersonKey, RequestId } from '../kernel/brand.ts';
import type { Person, Reader } from '../kernel/person.ts';
import { type Answer, ok, refuse } from '../kernel/refusal.ts';
import { MINUTE } from '../kernel/time.ts';
import type { Decision } from '../policy/decision.ts';
import { type ExplainLine, explain } from '../policy/explain.ts';
import { type Tally, tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { decideAsk, decideOf } from './decide-case.ts';
import { casesOf } from './past-cases.ts';
import { loadCase } from './records.ts';
import { nameOf } from './resolve-person.ts';

/** Of neither, it is the person's last request. */
export interface About {
  readonly id?: RequestId;
  readonly entitlement?: string;
}

const WARM_MS = 5 * MINUTE;

export async function why(
  ctx: Context,
  person: Person,
  { id, entitlement }: About,
  reader: Reader,
): Promise<Answer<Notice>> {
  const { entitlements } = ctx.config.catalog;
  if (entitlement !== undefined) {
    const known = entitlements.get(entitlement);
    return known
      ? ok(await ofEntitlement(ctx, person, known, reader))
      : refuse('entitlement-unknown', { typed: entitlement, known: [...entitlements.keys()] });
  }
  const file = id ? (await loadCase(ctx, id))?.body : (await casesOf(ctx, person))[0];
  if (!file) return refuse('request-unknown', { typed: id ?? '' });
  const decision = await decideOf(ctx, file, WARM_MS);
  if (!decision.ok) return decision;
  const asked = asOpen(file, decision.value);
  const now =
    asked.kind === 'forbidden'
      ? undefined
      : tally(asked.stages, approvers(openReviews(file)), file.request);
  return ok(await noticeOf(ctx, file.id, asked, now, reader));
}

/** More time waits for people, also where what was asked first did not wait for any. */
const asOpen = (file: CaseFile, decision: Decision): Decision =>
  decision.kind === 'forbidden' || !openExtension(file)
    ? decision
    : { ...decision, kind: 'needs-approval' };

/** As if they asked now, for the shortest time. */
async function ofEntitlement(
  ctx: Context,
  person: Person,
  entitlement: Entitlement,
  reader: Reader,
): Promise<Notice> {
  const ask = { requester: person, beneficiary: person, entitlement, durationMs: MINUTE };
  return noticeOf(ctx, entitlement.id, await decideAsk(ctx, ask, WARM_MS), undefined, reader);
}

async function noticeOf(
  ctx: Context,
  about: string,
  decision: Decision,
  now: Tally | undefined,
  reader: Reader,
): Promise<Notice> {
  const lines = explain(decision, now);
  return whyNotice(about, lines, await namesIn(ctx, lines), reader);
}

/** Names for the people that the lines mention. */
export async function namesIn(
  ctx: Context,
  lines: readonly ExplainLine[],
): Promise<ReadonlyMap<PersonKey, string>> {
  const keys = lines.flatMap((line) => (line.code === 'level' ? line.facts.could : []));
  const names = new Map<PersonKey, string>();
  for (const key of new Set(keys)) names.set(key, await nameOf(ctx, key));
  return names;
}
