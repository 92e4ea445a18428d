/** Patterns as IAM writes them: `*` is any run of characters, `?` any one. */

/**
 * Whether some text matches both. Takes time in the product of the lengths, whatever they say.
 *
 * A policy variable, `${aws:username}`, stands for a text that nobody knows here: it is read as
 * `*`, so that the answer errs towards yes.
 */
export function patternsMeet(left: string, right: string): boolean {
  if (!WILD.test(left) && !WILD.test(right)) return left === right;
  if (beginApart(left, right)) return false;
  const [one, other] = [signsOf(left), signsOf(right)];
  // row[j]: whether what has been read of `one` and the first j signs of `other` have a text in
  // common. A star is left empty, or takes one more sign of the other side.
  let row = [true];
  for (const [j, sign] of other.entries()) row.push(row[j] === true && sign === '*');
  for (const sign of one) {
    const next = [row[0] === true && sign === '*'];
    for (const [j, facing] of other.entries()) {
      const isRun = sign === '*' || facing === '*';
      const meets = sign === facing || sign === '?' || facing === '?';
      next.push(isRun ? row[j + 1] === true || next[j] === true : meets && row[j] === true);
    }
    row = next;
  }
  return row.at(-1) === true;
}

/** Whether they differ before anything in them is open; nearly all do, and the rest is slow. */
function beginApart(left: string, right: string): boolean {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const [one, other] = [left.charAt(at), right.charAt(at)];
    if (OPENS.includes(one) || OPENS.includes(other)) return false;
    if (one !== other) return true;
  }
  return false;
}

/** The same for actions, where case does not matter. */
export const actionsMeet = (left: string, right: string): boolean =>
  patternsMeet(left.toLowerCase(), right.toLowerCase());

const signsOf = (pattern: string): readonly string[] =>
  Array.from(pattern.replaceAll(/\$\{[^}]*\}/g, '*').replaceAll(/\*+/g, '*'));
const OPENS = '*?$';
const WILD = /[*?]|\$\{/;
