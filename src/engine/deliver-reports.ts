/** What a holding has to say of its leases, told to each case file until it was heard. */

import { targetKey } from '../catalog/target.ts';
import type { CaseFile } from '../case-file/case-file.ts';
import { lateBetween } from '../case-file/ending-word.ts';
import { takeReport } from '../case-file/report-case.ts';
import { takeNews, withoutNews } from '../case-file/take-news.ts';
import type { Holding, OwedReport } from '../holding/holding.ts';
import type { RunNews } from '../holding/run.ts';
import type { PrincipalKey } from '../kernel/brand.ts';
import type { Effect, Owed } from '../work/effect.ts';
import type { Context } from './context.ts';
import { changeCase, changeHolding, lastCase, lastHolding } from './records.ts';
import type { Worked } from './under-way.ts';

type SetLease = Extract<Effect, { kind: 'set-lease' }>;

export const isOrder = (owed: Owed): owed is Owed & { effect: SetLease } =>
  owed.effect.kind === 'set-lease';

/** Tells each case file what the holding has to say of its leases. */
export async function deliverReports(ctx: Context, key: PrincipalKey): Promise<Worked> {
  const loaded = await lastHolding(ctx, key, hasWords);
  const { news = [], owed = [] } = loaded?.body ?? {};
  const faults: unknown[] = [];
  let isLeft = false;
  for (const grant of new Set([...news, ...owed].map((one) => one.grant))) {
    const of = <T extends RunNews | OwedReport>(all: readonly T[]) =>
      all.filter((one) => one.grant === grant);
    try {
      // What a runbook did goes before what came of it.
      await deliverNews(ctx, key, of(news));
      for (const word of of(owed)) if (await isLeftToOrder(ctx, key, word)) isLeft = true;
    } catch (error) {
      // A case that cannot be read keeps no other from hearing of its end.
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
  return isLeft ? 'left' : undefined;
}

/** An order that is on its way back takes the word along: one commit for both. */
async function isLeftToOrder(ctx: Context, key: PrincipalKey, word: OwedReport): Promise<boolean> {
  const taken = await changeCase(ctx, word.grant, (file, nowMs) => takeReport(file, word, nowMs));
  const takesAlong = (file: CaseFile) => hasHeard(file, word) && owesTo(file, key);
  const mayBeOld = (file: CaseFile) => !takesAlong(file);
  const file = taken?.ok ? taken.file : (await lastCase(ctx, word.grant, mayBeOld))?.body;
  if (file && takesAlong(file)) return true;
  await changeHolding(ctx, key, (holding) => holding && withoutWord(holding, word));
  return false;
}

const hasWords = ({ owed, news = [] }: Holding): boolean => owed.length > 0 || news.length > 0;

async function deliverNews(
  ctx: Context,
  key: PrincipalKey,
  news: readonly RunNews[],
): Promise<void> {
  const [first] = news;
  if (!first) return;
  await changeCase(ctx, first.grant, (file, nowMs) => takeNews(file, news, nowMs));
  await changeHolding(ctx, key, (known) => known && withoutNews(known, news));
}

const owesTo = (file: CaseFile, key: PrincipalKey): boolean =>
  file.owed.some((one) => isOrder(one) && one.effect.holding === key);

/** Said again, it would change nothing. */
const hasHeard = (file: CaseFile, { target, revision, report }: OwedReport): boolean =>
  file.grant?.leases.some(
    (lease) =>
      targetKey(lease.target) === target &&
      lease.heard === revision &&
      lease.report.state === report.state &&
      lateBetween(lease.report, report) <= 0,
  ) ?? false;

export const withoutHeard = (holding: Holding, file: CaseFile): Holding => ({
  ...holding,
  owed: holding.owed.filter((word) => word.grant !== file.id || !hasHeard(file, word)),
});

/** What took its place meanwhile is still to be told, though it says of the same state. */
const withoutWord = (holding: Holding, word: OwedReport): Holding => ({
  ...holding,
  owed: holding.owed.filter((one) => !isSameWord(one, word)),
});

const isSameWord = (one: OwedReport, { grant, target, revision, report }: OwedReport): boolean =>
  one.grant === grant &&
  one.target === target &&
  one.revision === revision &&
  one.report.state === report.state &&
  lateBetween(report, one.report) <= 0;
