/** What is drawn, as it is sent: written out once, to be measured and then to be posted. */

const texts = new WeakMap<object, string>();

/** Of something that nobody changes any more. */
export function written(drawn: object): string {
  const known = texts.get(drawn);
  if (known !== undefined) return known;
  const text = JSON.stringify(drawn);
  texts.set(drawn, text);
  return text;
}
