/** Ticket patterns: letters as they stand, `#` for digits. `INC-#` matches INC-7 and INC-1234. */

/** Case does not matter. A run of `#` stands for one digit or more. Linear in the text. */
export function ticketMatches(pattern: string, text: string): boolean {
  const wanted = pattern.replace(/#+/g, '#').toUpperCase();
  const given = text.toUpperCase();
  let at = 0;
  for (const sign of wanted) {
    if (sign !== '#') {
      if (given[at] !== sign) return false;
      at += 1;
      continue;
    }
    const from = at;
    while (isDigit(given[at])) at += 1;
    if (at === from) return false;
  }
  return at === given.length;
}

/** What would be right, to be shown: `INC-1234`. */
export const ticketExample = (pattern: string): string => pattern.replace(/#+/g, '1234');

const isDigit = (sign: string | undefined): boolean =>
  sign !== undefined && sign >= '0' && sign <= '9';
