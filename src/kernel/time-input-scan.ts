/** The reading head of the time grammar: matches one token at a place and notes how far it got. */

/** `reached` is where understanding ended. A problem points there. */
export interface Source {
  readonly text: string;
  reached: number;
}

export interface Found<T> {
  readonly value: T;
  readonly from: number;
  readonly to: number;
}

/** Patterns are sticky and without nested repetition, so reading takes linear time. */
export function matchAt(source: Source, at: number, pattern: RegExp): Token | undefined {
  pattern.lastIndex = at;
  const groups = pattern.exec(source.text);
  if (!groups) return undefined;
  const to = at + groups[0].length;
  source.reached = Math.max(source.reached, to);
  return { groups, from: at, to };
}

export interface Token {
  readonly groups: RegExpExecArray;
  readonly from: number;
  readonly to: number;
}

/** A word of the justification starts only after one of these: `2hours` never ends at `2h`. */
export const isWordEnd = (text: string, at: number): boolean => {
  WORD_END.lastIndex = at;
  return WORD_END.test(text);
};
const WORD_END = /$|[\s,;、。]|[.:](?:\s|$)/y;
