/** Puts what was drawn into messages: a card with its mentions, and the words to notify with. */

import { clip, LIMIT } from './render-limits.ts';
import type { Activity, AdaptiveCard, CardAction, Element, Refresh } from './render-types.ts';
import type { Sheet } from './render-inline.ts';

export interface CardParts {
  readonly body: readonly Element[];
  readonly actions: readonly CardAction[];
  readonly refresh?: Refresh;
  /** As wide as the channel, where it is read beside other messages. */
  readonly isWide: boolean;
}

/** In no language: dates and times are then printed as each reader's own client does. */
export function cardOf(parts: CardParts, { mentions }: Sheet): AdaptiveCard {
  const { body, actions, refresh, isWide } = parts;
  const isPlain = !isWide && mentions.length === 0;
  const msteams = {
    ...(isWide ? { width: 'Full' as const } : {}),
    ...(mentions.length > 0 ? { entities: mentions } : {}),
  };
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body,
    ...(actions.length > 0 ? { actions } : {}),
    ...(refresh ? { refresh } : {}),
    ...(isPlain ? {} : { msteams }),
  };
}

export const messageOf = (card: AdaptiveCard, summary: string): Activity => ({
  type: 'message',
  summary: clip(summary, LIMIT.summary),
  attachmentLayout: 'list',
  attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }],
});
