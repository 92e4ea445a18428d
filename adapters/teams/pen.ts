/** Draws for one tenant: what the core says, in Adaptive Cards and messages of Teams. */

import type { Card, Line, Notice } from '../../src/card/card.ts';
import type { Form } from '../../src/card/form.ts';
import { type CardOptions, renderCard } from './render-card.ts';
import { type Dialog, type FormMore, renderForm } from './render-form.ts';
import type { Surroundings } from './render-inline.ts';
import { noticeWords, renderNotice } from './render-notice.ts';
import { renderText } from './render-text.ts';
import type { Activity } from './render-types.ts';

export interface Pen {
  card(card: Card, options?: CardOptions): Activity;
  notice(notice: Notice): Activity;
  line(line: Line): Activity;
  form(form: Form, more?: FormMore): Dialog;
  /** For answers to a press and messages of a dialog, which are text and nothing else. */
  words(notice: Notice): string;
}

export const createPen = (around: Surroundings): Pen => ({
  card: drawnOnce((card, options) => renderCard(card, around, options)),
  notice: (notice) => renderNotice(notice, around),
  line: (line) => renderText(line, around),
  form: (form, more) => renderForm(form, around, more),
  words: (notice) => noticeWords(notice, around),
});

/** Whoever has no say is shown the card without its buttons, where clients ask for that. */
export const EVERYBODY: CardOptions = { refreshFor: 'everybody' };

/** The card that answers a click is the one that everybody else's is changed to. */
function drawnOnce(draw: Pen['card']): Pen['card'] {
  const drawn = new WeakMap<Card, { readonly options?: CardOptions; readonly as: Activity }>();
  return (card, options) => {
    const known = drawn.get(card);
    if (known && known.options === options) return known.as;
    const as = draw(card, options);
    drawn.set(card, { ...(options && { options }), as });
    return as;
  };
}
