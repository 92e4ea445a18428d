/** Draws for one workspace: what the core says, in Slack's blocks. */

import type { types } from '@slack/bolt';
import type { Card, Line, Notice } from '../../src/card/card.ts';
import type { Form } from '../../src/card/form.ts';
import type { Drawn } from './render-blocks.ts';
import { renderCard } from './render-card.ts';
import { renderForm } from './render-form.ts';
import type { Surroundings } from './render-inline.ts';
import { renderLine } from './render-line.ts';
import { renderNotice } from './render-notice.ts';

export interface Pen {
  card(card: Card): Drawn;
  notice(notice: Notice): Drawn;
  line(line: Line): Drawn;
  form(form: Form): types.ModalView;
}

export const createPen = (around: Surroundings): Pen => ({
  card: (card) => renderCard(card, around),
  notice: (notice) => renderNotice(notice, around),
  line: (line) => renderLine(line, around),
  form: (form) => renderForm(form, around),
});
