/** Draws a notice: lines under each other, and its buttons. */

import type { Notice } from '../../src/card/card.ts';
import { buttonActions } from './render-actions.ts';
import { newSheet, placeIn, type Surroundings, wordsOf } from './render-inline.ts';
import { clip, fitted, LIMIT } from './render-limits.ts';
import { lineElements } from './render-line.ts';
import { cardOf, messageOf } from './render-message.ts';
import type { Activity } from './render-types.ts';

export const renderNotice = (notice: Notice, around: Surroundings): Activity =>
  fitted(({ notes }) => {
    const sheet = newSheet(around);
    const body = lineElements(notice.lines, placeIn(sheet, notes), { spacing: 'small' });
    const actions = buttonActions(notice.buttons);
    return messageOf(cardOf({ body, actions, isWide: false }, sheet), notice.summary);
  });

/** For answers that are text and nothing else. */
export const noticeWords = ({ lines }: Notice, around: Surroundings): string =>
  clip(
    lines.map((line) => line.map((part) => wordsOf(part, around)).join('')).join('\n'),
    LIMIT.words,
  );
