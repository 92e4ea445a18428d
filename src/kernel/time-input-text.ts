/** Folds typed text to one spelling of each sign, remembering where every sign came from. */

export interface FoldedText {
  readonly text: string;
  /** The place, in the text as typed, of a stretch of the folded text. */
  place(from: number, to: number): { readonly at: number; readonly length: number };
}

export function foldTypedText(typed: string): FoldedText {
  let text = '';
  const starts: number[] = [];
  let at = 0;
  for (const sign of typed) {
    const folded = foldSign(sign);
    for (let i = 0; i < folded.length; i += 1) starts.push(at);
    text += folded;
    at += sign.length;
  }
  const startOf = (index: number) => starts[index] ?? typed.length;

  return {
    text,
    place: (from, to) => ({ at: startOf(from), length: startOf(to) - startOf(from) }),
  };
}

// One sign at a time, so that places can be traced back. Signs that only look like a digit (², ①,
// ㏠) stay as they are and are refused: NFKC would make 22h of 2²h.
function foldSign(sign: string): string {
  if (DASH.test(sign)) return '-';
  if (WAVE.test(sign)) return '~';
  const folded = sign.normalize('NFKC').toLowerCase();
  return /\d/.test(folded) && !/^[\d０-９]$/.test(sign) ? sign : folded;
}

/** Hyphens, dashes, the minus sign, and the long-vowel mark that Japanese keyboards offer first. */
const DASH = /^[-‐‑‒–—―−－ーｰ]$/;
const WAVE = /^[~〜～∼]$/;
