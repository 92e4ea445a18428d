/** Draws the fields of a form: the input, what is wrong with it, and the hint under it. */

import type { Choice, Field, Typed } from '../../src/card/form.ts';
import { TEAMS_WORDS } from '../../src/card/words/teams-words.ts';
import { actionTitle } from './render-actions.ts';
import type { Place } from './render-inline.ts';
import { clip, LIMIT } from './render-limits.ts';
import { lineElements, runsOf } from './render-line.ts';
import { harmlessLabel } from './render-markup.ts';
import type {
  ActionData,
  ActionSet,
  ChoiceInput,
  Element,
  Input,
  TextInput,
} from './render-types.ts';

/** What is known of one form while its fields are drawn. */
export interface FormSheet {
  readonly place: Place;
  /** What was typed before, which counts more than what the form begins with. */
  readonly typed: Typed;
  readonly problems: Readonly<Record<string, string>>;
  /** Sent with the button that draws the form anew. */
  readonly redraw: ActionData;
  readonly choiceLength: number;
}

export function fieldElements(field: Field, sheet: FormSheet): readonly Element[] {
  if (field.kind === 'note') return noteElements(field, sheet);
  // Nobody could be found by searching either, and Teams draws no choice without a choice.
  if (field.kind === 'people' && field.values.length + field.offered.length === 0) return [];
  const problem = sheet.problems[field.id];
  const hint = 'hint' in field ? field.hint : undefined;
  const redraws = field.kind === 'select' && field.redraws;
  return [
    inputOf(field, sheet),
    ...(problem === undefined ? [] : [problemText(problem)]),
    ...(hint === undefined ? [] : [runsOf(clip(hint, LIMIT.hint), SMALL_PRINT)]),
    ...(redraws ? [redrawButton(sheet)] : []),
  ];
}

export const problemText = (problem: string) =>
  runsOf(clip(problem, LIMIT.problem), { color: 'attention', spacing: 'small' });

const SMALL_PRINT = { size: 'small', isSubtle: true, spacing: 'small' } as const;

type NoteField = Extract<Field, { kind: 'note' }>;
type SelectField = Extract<Field, { kind: 'select' }>;
type PickField = Extract<Field, { kind: 'pick' | 'people' }>;
type TextField = Extract<Field, { kind: 'text' }>;

/** Plain words are small print under a field; whatever has more in it stands on its own. */
function noteElements({ lines }: NoteField, { place }: FormSheet): readonly Element[] {
  const isPlain = lines.every((line) => line.every((part) => 'text' in part && !part.bold));
  return lineElements(lines, place, isPlain ? SMALL_PRINT : { spacing: 'small' });
}

function inputOf(field: Exclude<Field, NoteField>, sheet: FormSheet): Input {
  switch (field.kind) {
    case 'select':
      return select(field, sheet);
    case 'pick':
    case 'people':
      return pick(field, sheet);
    case 'text':
      return input(field, sheet);
  }
}

/** What there is no room to list is searched for. */
function select(field: SelectField, sheet: FormSheet): ChoiceInput {
  const { id, choices, value } = field;
  const chosen = sheet.typed[id] ?? value?.value ?? '';
  const known = choices ?? (value ? [value] : []);
  const listed = listedWith(known, chosen === '' ? [] : [chosen]);
  return {
    type: 'Input.ChoiceSet',
    ...base(field, sheet),
    style: choices ? 'compact' : 'filtered',
    choices: listed.map((choice) => choiceOf(choice, sheet)),
    ...(choices ? {} : { 'choices.data': { type: 'Data.Query', dataset: id } }),
    ...(chosen === '' ? {} : { value: chosen }),
  };
}

/** Too many are shown as well: the core says that they are, and which to drop is theirs to say. */
function pick(field: PickField, sheet: FormSheet): ChoiceInput {
  const { id, values } = field;
  const known = field.kind === 'people' ? unique([...values, ...field.offered]) : values;
  const typed = sheet.typed[id];
  const before = values.map(({ value }) => value);
  const all = typed === undefined ? before : typed.split(/\s+/).filter((one) => one !== '');
  const picked = all.slice(0, LIMIT.values);
  return {
    type: 'Input.ChoiceSet',
    ...base(field, sheet),
    style: 'filtered',
    isMultiSelect: true,
    choices: listedWith(known, picked).map((choice) => choiceOf(choice, sheet)),
    'choices.data': { type: 'Data.Query', dataset: id },
    ...(picked.length > 0 ? { value: picked.join(',') } : {}),
  };
}

const unique = (choices: readonly Choice[]): readonly Choice[] => [
  ...new Map(choices.map((choice) => [choice.value, choice])).values(),
];

/** A value that no choice has would be shown as nothing: then it stands for itself. */
function listedWith(choices: readonly Choice[], values: readonly string[]): readonly Choice[] {
  const shown = choices.slice(0, LIMIT.choices);
  const missing = values.filter((one) => !shown.some(({ value }) => value === one));
  const found = (value: string) => choices.find((choice) => choice.value === value);
  return [...shown, ...missing.map((value) => found(value) ?? { value, label: value })];
}

const choiceOf = (choice: Choice, { choiceLength }: FormSheet) =>
  choiceWithin(choice, choiceLength);

/** Listed in a form, or found by typing: Teams has one line for both. */
export function choiceWithin(
  { value, label, detail }: Choice,
  length: number = LIMIT.choice + LIMIT.detail,
): { readonly title: string; readonly value: string } {
  const words = detail === undefined ? label : `${label} · ${clip(detail, LIMIT.detail)}`;
  return { title: clip(harmlessLabel(words), length) || value, value };
}

function input(field: TextField, sheet: FormSheet): TextInput {
  const value = sheet.typed[field.id] ?? field.value ?? '';
  return {
    type: 'Input.Text',
    ...base(field, sheet),
    isMultiline: field.multiline,
    maxLength: field.maxLength,
    ...(value === '' ? {} : { value: clip(value, field.maxLength) }),
  };
}

function base(field: Exclude<Field, NoteField>, { place }: FormSheet) {
  const { id, label, placeholder } = field;
  const { optional } = TEAMS_WORDS[place.around.reader.locale];
  const words = clip(harmlessLabel(label), LIMIT.label);
  return {
    id,
    label: 'optional' in field && field.optional ? optional(words) : words,
    isRequired: false,
    ...(placeholder ? { placeholder: clip(harmlessLabel(placeholder), LIMIT.placeholder) } : {}),
    spacing: 'medium',
  } as const;
}

/** Teams tells nobody that something was chosen until a button is pressed. */
function redrawButton({ place, redraw }: FormSheet): ActionSet {
  const { showDetails } = TEAMS_WORDS[place.around.reader.locale];
  const title = actionTitle(showDetails);
  return {
    type: 'ActionSet',
    spacing: 'small',
    actions: [{ type: 'Action.Submit', title, data: redraw, associatedInputs: 'auto' }],
  };
}
