/** Gathers what a card says: the case, how far it is, and what else this person asked for. */

import type { CaseView, LevelView, ProgressView, SilentGroup } from '../card/case-view.ts';
import { titleOf } from '../card/title.ts';
import { type CaseFile, openReviews } from '../case-file/case-file.ts';
import { approvers } from '../case-file/review-case.ts';
import { chatOf, type DrawingId, type PersonKey } from '../kernel/brand.ts';
import type { Person, Reader } from '../kernel/person.ts';
import { DAY } from '../kernel/time.ts';
import type { Decision, Progress } from '../policy/decision.ts';
import { whoName } from '../policy/eligibility.ts';
import { tally } from '../request/tally.ts';
import type { Context } from './context.ts';
import { decideOf } from './decide-case.ts';
import { casesOf } from './past-cases.ts';
import { recentAsks } from './recent-asks.ts';
import { stagesNow } from './who-decides.ts';

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
  const approved = approvers(openReviews(file));
  const decision = await decideOf(ctx, file, DRAWN_MS);
  const said = decision.ok ? decision.value : undefined;
  const about = said ? besides(ctx, said) : {};
  // Where policy says no as things are, it still waits for whom the rules ask.
  const stages = await stagesNow(ctx, file, said, DRAWN_MS);
  if (stages.length === 0) {
    const count = approved.length;
    return { have: count, need: count, by: approved, from: [], ...about };
  }
  const now = tally(stages, approved, file.request);
  const current = now.requirements.filter((one) => one.stage === now.stage);
  const shown = current.length > 0 ? current : now.requirements;
  const level = current[0]?.level;
  return {
    have: now.have,
    need: now.need,
    by: now.counted,
    ...(level === undefined ? {} : { level }),
    from: [...new Set(shown.flatMap((one) => one.from.map(whoName)))],
    levels: now.requirements.map(levelOf),
    ...about,
  };
}

/** What else stands in the way of it, or makes it slower. */
function besides(ctx: Context, said: Decision): Pick<ProgressView, 'frozen' | 'silent'> {
  const isNo = said.kind === 'forbidden';
  const frozen = isNo ? said.trace.frozen : said.frozen;
  const unheard = isNo && said.refusal.code === 'directory-silent' ? said.refusal.facts.what : '';
  const silent = isNo ? unheard.split(', ') : (said.silent ?? []);
  return { ...(frozen.length > 0 ? { frozen } : {}), ...silentOf(ctx, silent) };
}

function silentOf({ config }: Context, ids: readonly string[]): Pick<ProgressView, 'silent'> {
  const silent = ids.flatMap((group): SilentGroup[] => {
    const source = config.groups.get(group)?.source;
    if (!source || source.kind === 'listed') return [];
    const keeper = source.kind === 'channel' ? chatOf(source.group) : source.kind;
    return [{ group, keeper }];
  });
  return silent.length > 0 ? { silent } : {};
}

const levelOf = ({ stage, level, have, need, from, escalatedTo }: Progress): LevelView => ({
  level,
  have,
  need,
  from: from.map(whoName),
  stage,
  who: from,
  ...(escalatedTo && { escalatedTo }),
});

async function recentOf(ctx: Context, file: CaseFile, nowMs: number): Promise<CaseView['recent']> {
  const { requester, entitlement, createdMs } = file.request;
  const asks = await Promise.all(requester.keys.map((key) => recentAsksOf(ctx, requester, key)));
  const week = asks.flat().filter((one) => one.createdMs >= nowMs - 7 * DAY);
  const earlier = week.filter((one) => one.createdMs <= createdMs);
  const denied = week.filter(
    (one) =>
      one.state === 'denied' &&
      one.entitlement === entitlement &&
      nowMs - (one.closedMs ?? 0) < DAY,
  );
  return { asksThisWeek: earlier.length, deniedLast24h: denied.length };
}

const recentAsksOf = (ctx: Context, requester: Person, key: PersonKey) =>
  recentAsks(ctx, key, async () => {
    const fromMs = ctx.clock.nowMs() - 7 * DAY;
    const cases = await casesOf(ctx, { ...requester, keys: [key] }, { fromMs });
    return cases.map(({ request }) => {
      const { id, entitlement, state, createdMs, closedMs } = request;
      return { id, entitlement, state, createdMs, ...(closedMs !== undefined && { closedMs }) };
    });
  });
