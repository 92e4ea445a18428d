/** Finding what a person presses, by the words on it. */

import { type JsonObject, listAt, wordAt } from '../slack/json.ts';
import { everyPart } from './card-check.ts';

export interface Button {
  readonly action: JsonObject;
  /** The card around it, with the inputs that go along. */
  readonly card: JsonObject;
}

const isAction = (part: JsonObject): boolean => wordAt(part, 'type').startsWith('Action.');

export function buttonNamed(cards: readonly JsonObject[], label: string): Button {
  const buttons = cards.flatMap((card) =>
    everyPart(card)
      .filter(isAction)
      .map((action) => ({ action, card })),
  );
  const found = buttons.find(
    ({ action }) => action['isEnabled'] !== false && wordAt(action, 'title') === label,
  );
  if (found !== undefined) return found;
  const labels = buttons.map(({ action }) => wordAt(action, 'title'));
  throw new Error(`There is nothing "${label}" to press among ${labels.join(', ') || 'nothing'}.`);
}

/** The button that Enter would press: one below the whole card before one within it. */
export function submitButton(card: JsonObject): Button {
  const all = [...listAt(card, 'actions'), ...everyPart(card)];
  const action = all.find((part) => part['type'] === 'Action.Submit');
  if (action === undefined) throw new Error('This dialog has no button to submit it.');
  return { action, card };
}
