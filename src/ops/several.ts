/** A list in a sentence, however long it is. */

/** `a, b, c and 9 more`. */
export function several(names: readonly string[], most: number): string {
  const more = names.length - most;
  const shown = names.slice(0, most).join(', ');
  return more > 0 ? `${shown} and ${more} more` : shown;
}
