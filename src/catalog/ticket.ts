/** Tickets by pattern: `INC-####`, where `#` is one digit and `*` one or more. */

/**
 * Case does not matter, and neither do full-width letters and digits as Japanese keyboards give.
 * Takes time in the product of the lengths: a pattern is not a regular expression.
 */
export function matchesTicket(pattern: string, typed: string): boolean {
  const text = foldTicket(typed);
  if (text.length > LONGEST) return false;
  // ends: how many signs of the text can have been used up so far.
  let ends = new Set([0]);
  for (const sign of pattern.toUpperCase()) {
    const next = new Set<number>();
    for (const at of ends) {
      const isDigit = DIGIT.test(text.charAt(at));
      if (sign === '#' ? isDigit : sign !== '*' && text.charAt(at) === sign) next.add(at + 1);
      if (sign !== '*') continue;
      for (let to = at; DIGIT.test(text.charAt(to)) && !next.has(to + 1); ) next.add((to += 1));
    }
    ends = next;
  }
  return ends.has(text.length);
}

/** A ticket that would do, for the sentence that refuses another: `INC-1234`. */
export function ticketExample(pattern: string): string {
  let count = 0;
  return pattern.replaceAll('*', '####').replaceAll('#', () => String((count += 1) % 10));
}

/** As it is recorded: without blanks around it, in capital letters and plain digits. */
export const foldTicket = (typed: string): string => typed.trim().normalize('NFKC').toUpperCase();

const DIGIT = /^[0-9]$/;
const LONGEST = 100;
