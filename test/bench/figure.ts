/** What a benchmark comes to: medians, percentiles, a table for people, a line for each figure. */

/** One line a figure, the same in every benchmark: people read it, scripts split it at spaces. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly bound: Bound;
}

export interface Bound {
  readonly is: '>=' | '<=';
  readonly value: number;
}

export function figureLine({ name, value, bound }: Figure): string {
  const limit = `${bound.is}${bound.value.toFixed(2)}`;
  return `figure ${name} ${value.toFixed(2)} ${limit} ${holds(value, bound) ? 'ok' : 'short'}`;
}

/** On the value as it is, not as it is printed. What is no number holds nothing. */
function holds(value: number, bound: Bound): boolean {
  return bound.is === '>=' ? value >= bound.value : value <= bound.value;
}

export const median = (values: readonly number[]): number => {
  const sorted = ascending(values);
  const upper = Math.floor(sorted.length / 2);
  const lower = sorted.length % 2 === 0 ? upper - 1 : upper;
  return (at(sorted, lower) + at(sorted, upper)) / 2;
};

/** The least value that so many percent of all do not exceed. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = ascending(values);
  return at(sorted, Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1));
};

/** Columns as wide as their widest cell; the first holds words, the others figures. */
export function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}

const ascending = (values: readonly number[]): readonly number[] =>
  [...values].sort((left, right) => left - right);
const at = (values: readonly number[], index: number): number => values[index] ?? Number.NaN;
