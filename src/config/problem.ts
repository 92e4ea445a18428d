/** What is wrong in a configuration file, and where. */

/** Line and column count from 1, as editors do. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

export interface Problem extends Spot {
  readonly file: string;
  /** `entitlements[1].target.account`; empty for the file as a whole. */
  readonly path: string;
  /** What is wrong and what would be right, as one sentence without its full stop. */
  readonly message: string;
}

/** `prod-access.yml:12:16 entitlements[1].target.account: expected …`, as editors open it. */
export function problemLine({ file, line, column, path, message }: Problem): string {
  return `${file}:${line}:${column} ${path ? `${path}: ` : ''}${message}`;
}

/** In the order of the file. */
export const inFileOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
