/** What a form element holds, spelled as `view.state.values` spells it. */

import { optionsOf } from './element-limits.ts';
import { isObject, type Json, type JsonObject, wordAt } from './json.ts';
import type { Typed } from './view.ts';

export interface Field {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: JsonObject;
  /** The block around it: an input block has a label, may be optional, may dispatch. */
  readonly block: JsonObject;
}

/** Where each kind keeps its value, in the state and as the initial value in the element. */
const KEPT: Readonly<Record<string, { readonly as: string; readonly initial: string }>> = {
  static_select: { as: 'selected_option', initial: 'initial_option' },
  external_select: { as: 'selected_option', initial: 'initial_option' },
  radio_buttons: { as: 'selected_option', initial: 'initial_option' },
  multi_static_select: { as: 'selected_options', initial: 'initial_options' },
  multi_external_select: { as: 'selected_options', initial: 'initial_options' },
  checkboxes: { as: 'selected_options', initial: 'initial_options' },
  users_select: { as: 'selected_user', initial: 'initial_user' },
  multi_users_select: { as: 'selected_users', initial: 'initial_users' },
  conversations_select: { as: 'selected_conversation', initial: 'initial_conversation' },
  multi_conversations_select: { as: 'selected_conversations', initial: 'initial_conversations' },
  channels_select: { as: 'selected_channel', initial: 'initial_channel' },
  multi_channels_select: { as: 'selected_channels', initial: 'initial_channels' },
  datepicker: { as: 'selected_date', initial: 'initial_date' },
  timepicker: { as: 'selected_time', initial: 'initial_time' },
  datetimepicker: { as: 'selected_date_time', initial: 'initial_date_time' },
  rich_text_input: { as: 'rich_text_value', initial: 'initial_value' },
  plain_text_input: { as: 'value', initial: 'initial_value' },
  email_text_input: { as: 'value', initial: 'initial_value' },
  url_text_input: { as: 'value', initial: 'initial_value' },
  number_input: { as: 'value', initial: 'initial_value' },
};

export const keptAs = (type: string): string => KEPT[type]?.as ?? 'value';
export const holdsValue = (type: string): boolean => KEPT[type] !== undefined;
export const holdsMany = (type: string): boolean =>
  type === 'checkboxes' || type.startsWith('multi_');
export const holdsOption = (type: string): boolean => keptAs(type).startsWith('selected_option');

/** Every interactive element of these blocks, however deep it stands. */
export const fieldsOf = (blocks: readonly JsonObject[]): readonly Field[] =>
  blocks.flatMap((block) => elementsIn(block, block, wordAt(block, 'block_id')));

function elementsIn(value: Json, block: JsonObject, blockId: string): readonly Field[] {
  if (Array.isArray(value)) return value.flatMap((one: Json) => elementsIn(one, block, blockId));
  if (!isObject(value)) return [];
  const { action_id: actionId } = value;
  if (typeof actionId === 'string') return [{ blockId, actionId, element: value, block }];
  const inner = typeof value['block_id'] === 'string' ? value['block_id'] : blockId;
  return Object.values(value).flatMap((one) => elementsIn(one, block, inner));
}

/** The state of a fresh or redrawn form: what was typed where ids stay, else the initial values. */
export function carryTyped(
  blocks: readonly JsonObject[],
  typed: Typed,
  before: readonly JsonObject[],
): Typed {
  const old = new Map(fieldsOf(before).map((field) => [keyOf(field), field.element['type']]));
  const values: Record<string, Record<string, JsonObject>> = {};
  for (const field of fieldsOf(blocks)) {
    const type = wordAt(field.element, 'type');
    if (!holdsValue(type)) continue;
    const kept =
      old.get(keyOf(field)) === type ? typed[field.blockId]?.[field.actionId] : undefined;
    const stays = kept !== undefined && isStillOffered(field.element, kept);
    const inBlock = values[field.blockId] ?? {};
    inBlock[field.actionId] = stays ? kept : initialOf(field.element, type);
    values[field.blockId] = inBlock;
  }
  return values;
}

const keyOf = (field: Field) => JSON.stringify([field.blockId, field.actionId]);

function initialOf(element: JsonObject, type: string): JsonObject {
  const { as, initial } = KEPT[type] ?? { as: 'value', initial: 'initial_value' };
  return { type, [as]: element[initial] ?? (holdsMany(type) ? [] : null) };
}

/** A chosen option that the redrawn select no longer has is gone from the form, too. */
function isStillOffered(element: JsonObject, kept: JsonObject): boolean {
  const chosen = kept['selected_option'];
  if (element['type'] !== 'static_select' || !isObject(chosen)) return true;
  return optionsOf(element).some((option) => option['value'] === chosen['value']);
}
