/** Refused clicks, counted: ten thousand of one person are one entry and a handful of events. */

import type { RefusalCode } from '../kernel/refusal.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Person } from '../kernel/person.ts';
import type { CaseFile } from './case-file.ts';
import { type Outcome, Stepping } from './outcome.ts';

/** So many people at the most; whoever comes after is counted under the last entry. */
const KEPT = 50;

export function countRefused(
  file: CaseFile,
  who: Pick<Person, 'key' | 'name'>,
  what: string,
  code: RefusalCode,
  nowMs: EpochMs,
): Outcome {
  const same = file.refused.findIndex((one) => one.who === who.key && one.code === code);
  const at = same < 0 && file.refused.length >= KEPT ? KEPT - 1 : same;
  const times = (file.refused[at]?.times ?? 0) + 1;
  const entry = { who: who.key, code, times };
  const refused = at < 0 ? [...file.refused, entry] : file.refused.with(at, entry);
  const step = new Stepping(file, nowMs, who.key).set({ refused });
  if (isRound(times)) step.record('click-refused', { by: who.name, what, code, times });
  return step.quietly();
}

/** 1, 10, 100, …: said once, and again when it has become ten times worse. */
export const isRound = (times: number): boolean => /^10*$/.test(String(times));
