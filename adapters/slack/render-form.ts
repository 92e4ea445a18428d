/** Draws a form as a modal. It carries the id of a drawing, or nothing. */

import type { types } from '@slack/bolt';
import type { Choice, Field, Form } from '../../src/card/form.ts';
import { plainLine } from '../../src/card/line.ts';
import type { PersonKey } from '../../src/kernel/brand.ts';
import { linesBlock, plain } from './render-blocks.ts';
import { type Surroundings, userOf } from './render-inline.ts';
import { clip, LIMIT } from './render-limits.ts';

/** A field's id names its block and its element alike. */
export function renderForm(form: Form, around: Surroundings): types.ModalView {
  return {
    type: 'modal',
    callback_id: form.kind,
    title: plain(clip(form.title, LIMIT.modalTitle)),
    ...(form.submit === undefined ? {} : { submit: plain(clip(form.submit, LIMIT.modalTitle)) }),
    close: plain(clip(form.close, LIMIT.modalTitle)),
    private_metadata: form.drawing ?? '',
    blocks: form.fields.map((field) => fieldBlock(field, around)),
  };
}

/** What a search box is answered with. */
export const renderOptions = (choices: readonly Choice[]): types.PlainTextOption[] =>
  choices.slice(0, LIMIT.options).map(option);

function fieldBlock(field: Field, around: Surroundings): types.KnownBlock {
  if (field.kind === 'note') return noteBlock(field, around);
  return {
    type: 'input',
    block_id: field.id,
    label: plain(clip(field.label, LIMIT.label)),
    optional: 'optional' in field && field.optional,
    ...(field.kind === 'select' && field.redraws ? { dispatch_action: true } : {}),
    ...('hint' in field && field.hint ? { hint: plain(clip(field.hint, LIMIT.hint)) } : {}),
    element: elementOf(field, around),
  };
}

function elementOf(field: Exclude<Field, NoteField>, around: Surroundings) {
  switch (field.kind) {
    case 'select':
      return select(field);
    case 'pick':
      return pick(field);
    case 'people':
      return people(field, around.team);
    case 'text':
      return input(field);
  }
}

type NoteField = Extract<Field, { kind: 'note' }>;
type SelectField = Extract<Field, { kind: 'select' }>;
type PickField = Extract<Field, { kind: 'pick' }>;
type PeopleField = Extract<Field, { kind: 'people' }>;
type TextField = Extract<Field, { kind: 'text' }>;

/** Plain words are small print under a field; whatever has more in it stands on its own. */
function noteBlock({ id, lines }: NoteField, around: Surroundings): types.KnownBlock {
  const isPlain = lines.every((line) => line.every((part) => 'text' in part && !part.bold));
  if (!isPlain) return { ...linesBlock(lines, around, { left: LIMIT.richText }), block_id: id };
  const text = lines.map((line) => plainLine(line, around.reader)).join('\n');
  return { type: 'context', block_id: id, elements: [plain(clip(text, LIMIT.context))] };
}

function select(field: SelectField): types.StaticSelect | types.ExternalSelect {
  const base = {
    action_id: field.id,
    ...(field.placeholder
      ? { placeholder: plain(clip(field.placeholder, LIMIT.placeholder)) }
      : {}),
    ...(field.value ? { initial_option: option(field.value) } : {}),
  };
  return field.choices
    ? { type: 'static_select', ...base, options: renderOptions(field.choices) }
    : { type: 'external_select', ...base, min_query_length: 0 };
}

function pick({ id, placeholder, values, most }: PickField): types.MultiExternalSelect {
  return {
    type: 'multi_external_select',
    action_id: id,
    placeholder: plain(clip(placeholder, LIMIT.placeholder)),
    ...(values.length > 0 ? { initial_options: renderOptions(values) } : {}),
    max_selected_items: most,
    min_query_length: 0,
  };
}

/** Slack offers bots and guests as well: whom it does not want, the core refuses. */
function people(
  { id, placeholder, values, most }: PeopleField,
  team: string,
): types.MultiUsersSelect {
  const users = values.flatMap(({ value }) => userOf(value as PersonKey, team) ?? []);
  return {
    type: 'multi_users_select',
    action_id: id,
    placeholder: plain(clip(placeholder, LIMIT.placeholder)),
    ...(users.length > 0 ? { initial_users: users.slice(0, most) } : {}),
    max_selected_items: most,
  };
}

function input(field: TextField): types.PlainTextInput {
  const max = Math.min(field.maxLength, LIMIT.typed);
  return {
    type: 'plain_text_input',
    action_id: field.id,
    multiline: field.multiline,
    max_length: max,
    ...(field.value ? { initial_value: clip(field.value, max) } : {}),
    ...(field.placeholder
      ? { placeholder: plain(clip(field.placeholder, LIMIT.placeholder)) }
      : {}),
  };
}

const option = ({ value, label, detail }: Choice): types.PlainTextOption => ({
  text: plain(clip(label, LIMIT.option)),
  value,
  ...(detail ? { description: plain(clip(detail, LIMIT.option)) } : {}),
});
