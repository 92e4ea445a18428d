/** The one card of a case: from the ask to the end, the same facts in the same places. */

import { isClearing, openExtension, phaseOf } from '../case-file/case-file.ts';
import { isReviewOwed } from '../case-file/review-after.ts';
import { askedText } from './asked-time.ts';
import { reviewButtons } from './break-glass-card.ts';
import type { Button, ButtonAction, Card } from './card.ts';
import type { CaseView } from './case-view.ts';
import { factsOf } from './facts.ts';
import { code, plainLine, say } from './line.ts';
import { notesOf } from './notes.ts';
import { cleanLine, cleanText } from './sanitize.ts';
import { statusOf } from './status.ts';
import { wordsFor } from './words/words.ts';

/** Longer than any justification the limits let through; shorter than what platforms take. */
const LONGEST_QUOTE = 2000;

export function requestCard(view: CaseView): Card {
  const { file, reader, title } = view;
  const { card, breakGlass } = wordsFor(reader.locale);
  const { request, id } = file;
  const status = statusOf(view);
  const plain = card.headline(cleanLine(title, 120), askedText(request.asked, view));
  const headline = request.breakGlass ? breakGlass.headline(plain) : plain;
  const isNew = phaseOf(file) === 'pending' && view.progress.have === 0;
  const asks = card.summary(cleanLine(request.requester.name, 80), headline);
  return {
    headline,
    status: say`${code(id)}${card.between}${status.line}`,
    tone: status.tone,
    facts: factsOf(view),
    quoted: { label: card.why, text: cleanText(request.justification, LONGEST_QUOTE) },
    notes: notesOf(view),
    buttons: [...reviewButtons(view), ...buttonsOf(view)],
    ...(mayChange(view) ? { drawing: view.drawing } : {}),
    summary: isNew ? `${id}: ${asks}` : `${id}: ${headline}, ${plainLine(status.line, reader)}`,
  };
}

/** Also where nobody may press anything: while it ends, or while what failed is taken back. */
const mayChange = ({ file }: CaseView): boolean =>
  isClearing(file) || isReviewOwed(file) || !LAST.includes(phaseOf(file));
const LAST: readonly string[] = ['denied', 'cancelled', 'lapsed', 'revoked', 'failed'];

/** A finished card has none. */
function buttonsOf(view: CaseView): readonly Button[] {
  const { buttons } = wordsFor(view.reader.locale).card;
  const button = (
    action: ButtonAction,
    label: string,
    style?: NonNullable<Button['style']>,
  ): Button => ({ action, label, value: view.drawing, ...(style ? { style } : {}) });

  switch (phaseOf(view.file)) {
    case 'pending':
      return [
        button('approve', buttons.approve, 'primary'),
        button('approve-shorter', buttons.approveShorter),
        button('deny', buttons.deny, 'danger'),
        button('why', buttons.why),
      ];
    case 'scheduled':
      return [button('end-now', buttons.cancelStart, 'danger')];
    case 'provisioning':
      return [button('end-now', buttons.endNow, 'danger')];
    case 'active': {
      const endNow = button('end-now', buttons.endNow, 'danger');
      if (!openExtension(view.file)) return [endNow];
      return [
        button('approve', buttons.approveExtension, 'primary'),
        button('deny', buttons.denyExtension),
        endNow,
        button('why', buttons.why),
      ];
    }
    case 'denied':
    case 'cancelled':
    case 'lapsed':
    case 'revoking':
    case 'revoked':
    case 'failed':
      return [];
  }
}
