/** Filling a card's inputs as a person does: by label, refused where the client refuses. */

import { type JsonObject, listAt, objectAt, stringAt, wordAt } from '../slack/json.ts';
import { everyPart } from './card-check.ts';

export type FieldValue = string | number | boolean | readonly string[];
export type FormValues = Readonly<Record<string, FieldValue>>;
export type Typed = Readonly<Record<string, string>>;
/** Choices that a search offered, by the dataset that was searched. */
export type Offered = Readonly<Record<string, readonly JsonObject[]>>;

export const inputsOf = (card: JsonObject): readonly JsonObject[] =>
  everyPart(card).filter((part) => wordAt(part, 'type').startsWith('Input.'));

/** What stands in the inputs before anybody typed. */
export function initialTyped(card: JsonObject): Typed {
  const filled = inputsOf(card).map((input): [string, string] => {
    const off = input['type'] === 'Input.Toggle' ? (stringAt(input, 'valueOff') ?? 'false') : '';
    const { value } = input;
    const isFilled = typeof value === 'string' || typeof value === 'number';
    return [wordAt(input, 'id'), isFilled ? String(value) : off];
  });
  return Object.fromEntries(filled);
}

export function fill(card: JsonObject, typed: Typed, values: FormValues, offered: Offered): Typed {
  const next = { ...typed };
  for (const [name, value] of Object.entries(values)) {
    const input = inputNamed(card, name);
    next[wordAt(input, 'id')] = typedIn(input, value, offered);
  }
  return next;
}

function inputNamed(card: JsonObject, name: string): JsonObject {
  const inputs = inputsOf(card);
  const found = inputs.find((input) =>
    ['id', 'label', 'title'].some((key) => wordAt(input, key) === name),
  );
  if (found !== undefined) return found;
  const names = inputs.map((input) => wordAt(input, 'label') || wordAt(input, 'id'));
  throw new Error(`There is no input "${name}" among ${names.join(', ')}.`);
}

function typedIn(input: JsonObject, value: FieldValue, offered: Offered): string {
  switch (wordAt(input, 'type')) {
    case 'Input.Toggle':
      if (typeof value !== 'boolean') return String(value);
      return value
        ? (stringAt(input, 'valueOn') ?? 'true')
        : (stringAt(input, 'valueOff') ?? 'false');
    case 'Input.ChoiceSet':
      return [value]
        .flat()
        .map((one) => chosen(input, String(one), offered))
        .join(',');
    case 'Input.Text':
      // The client takes no more letters than fit.
      return String(value).slice(0, Number(input['maxLength'] ?? Infinity));
    default:
      return String(value);
  }
}

/** A choice by its words or its value; nobody can choose what is not there. */
function chosen(input: JsonObject, name: string, offered: Offered): string {
  if (name === '') return '';
  const searched = offered[wordAt(objectAt(input, 'choices.data'), 'dataset')] ?? [];
  const choices = [...listAt(input, 'choices'), ...searched];
  const found = choices.find((one) => one['title'] === name || one['value'] === name);
  if (found !== undefined) return wordAt(found, 'value');
  const titles = choices.map((one) => wordAt(one, 'title')).join(', ');
  throw new Error(`There is no choice "${name}" among ${titles}.`);
}

/** Messages below the inputs that keep a form from being sent, by input id. */
export function clientErrors(card: JsonObject, typed: Typed): Readonly<Record<string, string>> {
  const wrong = inputsOf(card).filter((input) => !isRight(input, typed[wordAt(input, 'id')] ?? ''));
  const message = (input: JsonObject) => wordAt(input, 'errorMessage') || 'This is not valid.';
  return Object.fromEntries(wrong.map((input) => [wordAt(input, 'id'), message(input)]));
}

function isRight(input: JsonObject, value: string): boolean {
  const isToggle = input['type'] === 'Input.Toggle';
  const on = stringAt(input, 'valueOn') ?? 'true';
  if (input['isRequired'] === true && (value === '' || (isToggle && value !== on))) return false;
  if (value === '') return true;
  switch (wordAt(input, 'type')) {
    case 'Input.Text':
      return new RegExp(stringAt(input, 'regex') ?? '').test(value);
    case 'Input.Number':
      return isWithin(Number(value), Number(input['min'] ?? NaN), Number(input['max'] ?? NaN));
    case 'Input.Date':
      return /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'Input.Time':
      return /^\d{2}:\d{2}$/.test(value);
    default:
      return true;
  }
}

const isWithin = (value: number, min: number, max: number): boolean =>
  !Number.isNaN(value) && !(value < min) && !(value > max);

/** What is sent with an action: its own data, and every input that was filled. */
export function dataOf(action: JsonObject, card: JsonObject, typed: Typed): JsonObject {
  const own = objectAt(action, 'data');
  if (action['associatedInputs'] === 'none') return own;
  const ids = inputsOf(card).map((input) => wordAt(input, 'id'));
  const filled = ids.filter((id) => (typed[id] ?? '') !== '');
  return { ...own, ...Object.fromEntries(filled.map((id) => [id, typed[id] ?? ''])) };
}
