/** Finding what to click in a message or view, by action id or by the words on it. */

import { optionsOf } from './element-limits.ts';
import { type FieldValue, type FormValues, optionCalled, stateOf } from './form-fill.ts';
import { carryTyped, type Field, fieldsOf, holdsValue } from './form-state.ts';
import { type JsonObject, stringAt, wordAt } from './json.ts';
import type { Typed } from './view.ts';

export interface ClickOptions {
  /** The option chosen, for a select or an overflow menu. */
  readonly value?: FieldValue;
  /** Values of other fields of the same message, by action id. */
  readonly state?: FormValues;
  /** The answer to the confirmation dialog, if the element has one. */
  readonly confirm?: boolean;
}

/** The one element so called. Two of the same words need "block/action" to tell them apart. */
export function findTarget(blocks: readonly JsonObject[], target: string): Field {
  const fields = fieldsOf(blocks);
  const names = ({ blockId, actionId, element }: Field) => [
    actionId,
    `${blockId}/${actionId}`,
    stringAt(element['text'], 'text'),
  ];
  const found = fields.filter((field) => names(field).includes(target));
  const [field] = found;
  if (field !== undefined && found.length === 1) return field;
  const known = fields.map((one) => `${one.actionId} (${names(one)[2] ?? ''})`).join(', ');
  throw new Error(`${found.length} elements are called ${target}. There are: ${known || 'none'}.`);
}

/** What clicking or choosing puts into the action. */
export function chosenIn({ element }: Field, value: FieldValue | undefined): JsonObject {
  const type = wordAt(element, 'type');
  if (type === 'overflow') {
    return { selected_option: optionCalled(value as string, optionsOf(element)) };
  }
  if (!holdsValue(type) || value === undefined) return {};
  const { type: _type, ...chosen } = stateOf(element, value, []);
  return chosen;
}

/** The state of a message's own fields: initial values, then what the person set. */
export function typedIn(
  blocks: readonly JsonObject[],
  clicked: Field,
  { value, state = {} }: ClickOptions,
): Typed {
  let typed = carryTyped(blocks, {}, []);
  const set = (field: Field, to: FieldValue) => {
    const inBlock = {
      ...typed[field.blockId],
      [field.actionId]: stateOf(field.element, to, []),
    };
    typed = { ...typed, [field.blockId]: inBlock };
  };
  for (const [name, to] of Object.entries(state)) set(findTarget(blocks, name), to);
  if (value !== undefined && holdsValue(wordAt(clicked.element, 'type'))) set(clicked, value);
  return typed;
}

export const isCalledOff = ({ element }: Field, { confirm }: ClickOptions): boolean =>
  element['confirm'] !== undefined && confirm === false;
