/** What runbooks did, taken into the case: each a recorded fact, and a line in the thread. */

import type { Holding } from '../holding/holding.ts';
import type { RunNews } from '../holding/run.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { CaseFile } from './case-file.ts';
import { type Outcome, Stepping } from './outcome.ts';

/** Told again after a crash, it is not said again: the holding numbers what it tells. */
export function takeNews(
  file: CaseFile,
  news: readonly RunNews[],
  nowMs: EpochMs,
): Outcome | undefined {
  const fresh = news.filter(({ seq }) => seq > (file.newsSeq ?? 0));
  if (fresh.length === 0) return undefined;
  const newsSeq = Math.max(...fresh.map(({ seq }) => seq));
  const step = new Stepping({ ...file, newsSeq }, nowMs);
  for (const { seq: _, grant: __, ...facts } of fresh) step.record('runbook-told', facts);
  return step.quietly();
}

/** The holding, once the case has it on record. */
export function withoutNews(holding: Holding, told: readonly RunNews[]): Holding {
  const numbers = new Set(told.map(({ seq }) => seq));
  const { news = [], ...rest } = holding;
  const left = news.filter(({ seq }) => !numbers.has(seq));
  return left.length > 0 ? { ...rest, news: left } : rest;
}
