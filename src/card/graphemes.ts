/** What a reader takes for one letter: with its accents, or an emoji with all it is made of. */

let segmenter: Intl.Segmenter | undefined;

/**
 * The graphemes of a text, each with where it begins in UTF-16 units. The tables behind it take
 * longer to open than the store: only when a text is really long.
 */
export function graphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}
