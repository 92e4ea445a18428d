/** Filling a form as a person does: by what they read and choose, refused where Slack refuses. */

import { optionsOf } from './element-limits.ts';
import { type Field, fieldsOf, holdsMany, holdsOption, holdsValue, keptAs } from './form-state.ts';
import { isObject, type Json, type JsonObject, stringAt, wordAt } from './json.ts';
import type { Typed, View } from './view.ts';

/** Text for an input, an option by its value or its words, ids for people and channels. */
export type FieldValue = string | number | null | JsonObject | readonly (string | JsonObject)[];
export type FormValues = Readonly<Record<string, FieldValue>>;
type Offered = Readonly<Record<string, readonly JsonObject[]>>;

/** Finds a field by action id, by block id, or by both as "block/action". */
export function findField(blocks: readonly JsonObject[], name: string): Field {
  const fields = fieldsOf(blocks);
  const found = fields.filter(
    ({ blockId, actionId }) =>
      actionId === name || blockId === name || `${blockId}/${actionId}` === name,
  );
  const [field] = found;
  if (field !== undefined && found.length === 1) return field;
  const known = fields.map(({ blockId, actionId }) => `${blockId}/${actionId}`).join(', ');
  throw new Error(`${found.length} fields are called ${name}. There are: ${known || 'none'}.`);
}

export function withValue(
  view: Pick<View, 'blocks' | 'typed'>,
  name: string,
  value: FieldValue,
  offered: Offered,
): Typed {
  const field = findField(view.blocks, name);
  const state = stateOf(field.element, value, offered[field.actionId] ?? []);
  const inBlock = { ...view.typed[field.blockId], [field.actionId]: state };
  return { ...view.typed, [field.blockId]: inBlock };
}

/** One value as the element would hold it. */
export function stateOf(
  element: JsonObject,
  value: FieldValue,
  offered: readonly JsonObject[],
): JsonObject {
  const type = wordAt(element, 'type');
  const key = keptAs(type);
  if (value === null || value === '') return { type, [key]: holdsMany(type) ? [] : null };
  if (!holdsOption(type)) {
    const isWord = type === 'number_input' && typeof value === 'number';
    return { type, [key]: isWord ? String(value) : value };
  }
  const options = type.includes('external') ? offered : optionsOf(element);
  const choose = (one: string | number | JsonObject) => optionCalled(one, options);
  if (!holdsMany(type)) return { type, [key]: choose(value as string) };
  return { type, [key]: (Array.isArray(value) ? value : [value as string]).map(choose) };
}

/** An option by value or by its words. A person cannot choose what is not on offer. */
export function optionCalled(
  wanted: string | number | JsonObject,
  options: readonly JsonObject[],
): JsonObject {
  const value = isObject(wanted) ? stringAt(wanted, 'value') : String(wanted);
  const found = options.find(
    (option) => option['value'] === value || stringAt(option['text'], 'text') === value,
  );
  if (found !== undefined) return found;
  const known = options.map((option) => stringAt(option['text'], 'text')).join(', ');
  throw new Error(`No option ${String(value)} is on offer. There are: ${known || 'none'}.`);
}

/** What Slack's own client refuses before the bot hears of it, by block id. */
export function clientErrors(view: View): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const field of fieldsOf(view.blocks)) {
    const type = wordAt(field.element, 'type');
    if (field.block['type'] !== 'input' || !holdsValue(type)) continue;
    const held = view.typed[field.blockId]?.[field.actionId]?.[keptAs(type)];
    const error = errorOf(field, held ?? null);
    if (error !== undefined) errors[field.blockId] = error;
  }
  return errors;
}

function errorOf({ element, block }: Field, held: Json): string | undefined {
  const isBlank = typeof held === 'string' && held.trim() === '';
  const isEmpty = held === null || isBlank || (Array.isArray(held) && held.length === 0);
  if (isEmpty) {
    return block['optional'] === true ? undefined : 'Please complete this required field.';
  }
  if (typeof held !== 'string') return undefined;
  const { min_length: min, max_length: max } = element;
  const type = element['type'];
  if (typeof min === 'number' && held.length < min) {
    return `Please enter at least ${min} characters.`;
  }
  if (type === 'plain_text_input' && held.length > Number(max ?? 3000)) {
    return `Please enter no more than ${Number(max ?? 3000)} characters.`;
  }
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(held)) {
    return 'Please enter a valid email address.';
  }
  if (type === 'url_text_input' && !URL.canParse(held)) return 'Please enter a valid URL.';
  return type === 'number_input' ? numberError(element, held) : undefined;
}

function numberError(element: JsonObject, held: string): string | undefined {
  const value = Number(held);
  const isDecimal = element['is_decimal_allowed'] === true;
  if (!Number.isFinite(value) || (!isDecimal && !Number.isInteger(value))) {
    return 'Please enter a valid number.';
  }
  const { min_value: min, max_value: max } = element;
  const fits = (min === undefined || value >= Number(min)) && !(value > Number(max ?? Infinity));
  return fits ? undefined : 'Please enter a number within the range.';
}
