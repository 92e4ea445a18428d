/**
 * Some minutes after an end: reads what was done with the access, and puts it on record, from where
 * the thread says it. Reading twice does no harm, so no replica claims it: they come one after
 * another, and whose commit comes first has said it. Nothing of access ever waits for it.
 */

import { activityOf } from '../audit/activity.ts';
import type { EventFacts } from '../audit/event.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import {
  type LookBack,
  lookBackOf,
  lookedBack,
  owedLookBack,
  putOff,
  tryAgainAfter,
} from '../case-file/look-back.ts';
import { logUrl } from '../catalog/session-log.ts';
import type { RequestId } from '../kernel/brand.ts';
import { MINUTE } from '../kernel/time.ts';
import type { TrailPlace, TrailRead } from '../ports/trail.ts';
import type { Context } from './context.ts';
import { changeCase, lastCase } from './records.ts';

const PATIENCE_MS = 3 * MINUTE;

/** @param stopping what is read then is read again after the next start. */
export async function lookBack(ctx: Context, id: RequestId, stopping: AbortSignal): Promise<void> {
  const isDue = (file: CaseFile) => (owedLookBack(file)?.dueMs ?? Infinity) <= ctx.clock.nowMs();
  const file = (await lastCase(ctx, id, isDue))?.body;
  const owed = file && owedLookBack(file);
  if (!file || !owed || owed.dueMs > ctx.clock.nowMs()) return;
  const wanted = ctx.trail && lookBackOf(file);
  if (!wanted) return settle(ctx, file, undefined);
  const read = await readTrail(ctx, file, wanted, stopping);
  if (stopping.aborted) return;
  const waitMs = tryAgainAfter(owed);
  if (waitMs !== undefined && (!read || read.places.some(mayBeReadLater))) {
    await changeCase(ctx, id, (now, nowMs) => putOff(now, waitMs, nowMs));
    return;
  }
  await settle(ctx, file, factsOf(wanted, read, ctx.config.catalog));
}

async function settle(
  ctx: Context,
  { id }: CaseFile,
  facts: EventFacts['what-was-done'] | undefined,
): Promise<void> {
  await changeCase(ctx, id, (file, nowMs) => lookedBack(file, facts, nowMs));
}

/** Undefined when nothing came of it at all. */
async function readTrail(
  { trail, log }: Context,
  { id }: CaseFile,
  { apart: _, ...wanted }: LookBack,
  stopping: AbortSignal,
): Promise<TrailRead | undefined> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const read = await trail?.read({ ...wanted, signal });
    const troubles = read?.places.filter((place) => 'trouble' in place) ?? [];
    if (troubles.length > 0) log.warn('trail-not-read', { case: id, places: troubles });
    return read;
  } catch (error) {
    if (!stopping.aborted) log.warn('trail-not-read', { case: id, why: String(error) });
    return undefined;
  }
}

const mayBeReadLater = (place: TrailRead['places'][number]): boolean =>
  'trouble' in place && place.trouble !== 'denied';

/** A line has room for so many of each. */
const MOST = 6;

function factsOf(
  { holder, apart, fromMs, toMs }: LookBack,
  read: TrailRead | undefined,
  catalog: Catalog,
): EventFacts['what-was-done'] {
  const places = read?.places ?? [];
  const seen = places.flatMap((place) => ('deeds' in place ? [place] : []));
  const whereOf = ({ account, region }: TrailPlace): string =>
    `${catalog.accounts.get(account)?.name ?? account} ${region}`;
  const capped = seen.flatMap(({ newest, ...place }) =>
    newest === undefined ? [] : [{ where: whereOf(place), newest }],
  );
  const unread = places.flatMap((place) =>
    'trouble' in place ? [{ where: whereOf(place), why: place.trouble }] : [],
  );
  const nowhere = read ? [] : [{ where: 'CloudTrail', why: 'silent' as const }];
  return {
    user: holder.user,
    fromMs,
    toMs,
    places: seen.length,
    ...activityOf(seen.flatMap(({ deeds }) => deeds)),
    capped: capped.slice(0, MOST),
    unread: [...unread, ...nowhere].slice(0, MOST),
    apart: apart.map(({ name }) => name).slice(0, MOST),
    logs: (read?.logs ?? []).slice(0, MOST).map((one) => ({ name: one.name, url: logUrl(one) })),
  };
}
