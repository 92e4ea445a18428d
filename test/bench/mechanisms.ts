/** What the mechanisms cost: one part for each question, put together into one report. */

import { measureCalls } from './mechanism-calls.ts';
import { measureMixedStorm } from './mixed-storm.ts';
import type { Report } from './report.ts';
import { measureTypeahead } from './typeahead.ts';

const PARTS: readonly (() => Promise<Report>)[] = [
  measureTypeahead,
  measureCalls,
  measureMixedStorm,
];

/** One after another: two at once would measure each other. */
export async function measureMechanisms(): Promise<Report> {
  const reports: Report[] = [];
  for (const measure of PARTS) reports.push(await measure());
  return {
    title: 'What the mechanisms cost',
    notes: reports.flatMap(({ title, notes }) => [title, ...notes.map((note) => `  ${note}`)]),
    rows: reports.flatMap(({ rows }) => [...rows, []]),
    figures: reports.flatMap(({ figures }) => figures),
  };
}
