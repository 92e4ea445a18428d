/** Elements made of text, never of markup. */

/** `el('button', {class: 'x', onclick}, 'text', child)` */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true && !key.startsWith('aria-') ? '' : String(value));
  }
  for (const child of children.flat(3)) {
    if (child !== undefined && child !== null && child !== false) node.append(child);
  }
  return node;
}

/** Draws anew without losing where the reader was, or what they were on. */
export function redraw(place, ...children) {
  const key = document.activeElement?.getAttribute?.('data-key');
  const scrolled = [...place.querySelectorAll('[data-scroll]')].map((one) => [
    one.getAttribute('data-scroll'),
    one.scrollTop,
    one.scrollHeight - one.scrollTop - one.clientHeight < 40,
  ]);
  place.replaceChildren(...children.flat(3).filter(Boolean));
  for (const [name, top, wasAtEnd] of scrolled) {
    const one = place.querySelector(`[data-scroll="${name}"]`);
    const follows = wasAtEnd && !name.startsWith('aws');
    if (one) one.scrollTop = follows ? one.scrollHeight : top;
  }
  if (key) place.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
