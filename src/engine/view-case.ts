/** Gathers what a card says: the case, how far it is, and what else this person asked for. */

import type { CaseView } from '../card/case-view.ts';
import { titleOf } from '../card/title.ts';
import { type CaseFile, openExtension } from '../case-file/case-file.ts';
import type { DrawingId } from '../kernel/brand.ts';
import type { Reader } from '../kernel/person.ts';
import { DAY } from '../kernel/time.ts';
import type { Progress } from '../policy/decision.ts';
import { whoName } from '../policy/eligibility.ts';
import { approvers } from '../case-file/review-case.ts';
import { tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { decideCase } from './decide-case.ts';
import { casesOf } from './limits.ts';

export const channelReader = (ctx: Context): Reader => ({
  locale: ctx.config.language,
  zone: ctx.config.zone,
});

const NO_DRAWING = '' as DrawingId;

export async function viewCase(
  ctx: Context,
  file: CaseFile,
  reader: Reader = channelReader(ctx),
): Promise<CaseView> {
  const nowMs = ctx.clock.nowMs();
  const { account } = file.request;
  const entitlement = ctx.config.catalog.entitlements.get(file.request.entitlement);
  return {
    file,
    reader,
    nowMs,
    drawing: file.drawings.at(-1)?.id ?? NO_DRAWING,
    title: entitlement
      ? titleOf(entitlement, reader.locale, ctx.config.catalog, account)
      : file.request.entitlement,
    ...(entitlement ? { entitlement } : {}),
    catalog: ctx.config.catalog,
    progress: await progressOf(ctx, file),
    recent: await recentOf(ctx, file, nowMs),
  };
}

/** Good enough for drawing: what counts is decided anew at every click. */
const DRAWN_MS = 5 * 60_000;

async function progressOf(ctx: Context, file: CaseFile): Promise<CaseView['progress']> {
  const reviews = openExtension(file)?.reviews ?? file.reviews;
  const approved = approvers(reviews);
  const decision = await decideCase(ctx, file, DRAWN_MS);
  if (!decision.ok) return { have: approved.length, need: approved.length, by: approved, from: [] };
  const now = tally(decision.value.stages, approved, file.request);
  const current = now.requirements.filter((one) => one.stage === now.stage);
  const shown = current.length > 0 ? current : now.requirements;
  const level = current[0]?.level;
  return {
    have: now.have,
    need: now.need,
    by: now.counted,
    ...(level === undefined ? {} : { level }),
    from: [...new Set(shown.flatMap((one) => one.from.map(whoName)))],
    ...(now.requirements.length > 1 ? { levels: now.requirements.map(levelOf) } : {}),
  };
}

const levelOf = ({ level, have, need, from }: Progress) => ({
  level,
  have,
  need,
  from: from.map(whoName),
});

async function recentOf(ctx: Context, file: CaseFile, nowMs: number): Promise<CaseView['recent']> {
  const { requester, entitlement, createdMs } = file.request;
  const cases = await casesOf(ctx, requester, { fromMs: nowMs - 7 * DAY });
  const earlier = cases.filter((one) => one.request.createdMs <= createdMs);
  const denied = cases.filter(
    ({ request }) =>
      request.state === 'denied' &&
      request.entitlement === entitlement &&
      nowMs - (request.closedMs ?? 0) < DAY,
  );
  return { asksThisWeek: earlier.length, deniedLast24h: denied.length };
}
