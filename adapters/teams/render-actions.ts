/** Buttons: each carries the id of one drawing, and says what was pressed. */

import type { Button, ButtonAction } from '../../src/card/card.ts';
import { clip, LIMIT } from './render-limits.ts';
import { harmlessLabel } from './render-markup.ts';
import type { CardAction, ExecuteAction, SubmitAction } from './render-types.ts';

/** `value` is never cut. What does not find room beside the others stands in a menu. */
export function buttonActions(buttons: readonly Button[]): readonly CardAction[] {
  return buttons
    .slice(0, LIMIT.buttons)
    .map((button, at) => buttonAction(button, at < LIMIT.shownButtons ? {} : BEHIND));
}

const BEHIND = { mode: 'secondary' } as const;

/** These are answered with a form, which only a dialog can show. */
const OPENS_A_FORM: ReadonlySet<ButtonAction> = new Set([
  'approve-shorter',
  'deny',
  'extend',
  'end-now',
  'review-justified',
  'review-unjustified',
]);

function buttonAction(button: Button, mode: { readonly mode?: 'secondary' }): CardAction {
  const { action, label, style, value } = button;
  const look = {
    title: actionTitle(label),
    ...(style ? { style: STYLES[style] } : {}),
    ...mode,
  };
  const data = { act: action, value };
  if (OPENS_A_FORM.has(action)) {
    return { type: 'Action.Submit', ...look, data: { msteams: { type: 'task/fetch' }, ...data } };
  }
  // Clients that do not know Action.Execute send the same as a message.
  const fallback: SubmitAction = { type: 'Action.Submit', ...look, data };
  return { type: 'Action.Execute', ...look, verb: 'act', data, fallback };
}

const STYLES = { primary: 'positive', danger: 'destructive' } as const;

/** Asked by clients that draw the card for one person alone. */
export const lookAction = (value: string): ExecuteAction => ({
  type: 'Action.Execute',
  verb: 'look',
  data: { value },
});

/** Teams takes no empty title. */
export const actionTitle = (label: string): string =>
  clip(harmlessLabel(label), LIMIT.button) || '…';
