/** The first of many sentences, and how many more there are. */

/** Of each sort, where not all were asked for. */
export const SHOWN = 10;

/** @param advice how to have the rest said, as `; --all names them`. */
export function someOf(
  sentences: readonly string[],
  most: number = SHOWN,
  advice = '',
): readonly string[] {
  return withRest(sentences.slice(0, most), sentences.length, advice);
}

export function withRest(shown: readonly string[], count: number, advice = ''): readonly string[] {
  const more = count - shown.length;
  return more === 0 ? shown : [...shown, `${more} more like these are left out${advice}.`];
}
