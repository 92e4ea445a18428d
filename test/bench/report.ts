/** What a benchmark hands back, and how it is printed: one table, then one line a figure. */

import { type Figure, figureLine, tableLines } from './figure.ts';

export interface Report {
  readonly title: string;
  /** How it was measured. */
  readonly notes: readonly string[];
  /** The first one names the columns. */
  readonly rows: readonly (readonly string[])[];
  readonly figures: readonly Figure[];
}

export const reportLines = ({ title, notes, rows, figures }: Report): readonly string[] => [
  title,
  ...notes.map((note) => `  ${note}`),
  '',
  ...tableLines(rows),
  '',
  ...figures.map(figureLine),
];
