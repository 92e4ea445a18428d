/** Reads cards and messages into the words that a person sees, a line for each element. */

import { type JsonObject, listAt, stringAt, wordAt } from '../slack/json.ts';
import { cardsIn } from './card-check.ts';
import { ANYBODY, markdownWords, messageWords, type Viewer } from './markdown.ts';
import type { Dialog, Message } from './state.ts';

/** A message, a dialog, or a card by itself. */
export type Readable = Message | Dialog | JsonObject;

export function plainText(thing: Readable, viewer: Viewer = ANYBODY, name = ''): string {
  if (isMessage(thing)) return messageText(thing, viewer, name);
  return isDialog(thing) ? dialogText(thing, viewer) : cardText(thing, viewer);
}

const isMessage = (thing: Readable): thing is Message => 'views' in thing;
const isDialog = (thing: Readable): thing is Dialog => 'submitName' in thing;

function messageText(message: Message, viewer: Viewer, name: string): string {
  const text = messageWords(message.text, message.textFormat, viewer);
  return joined([text, ...cardsFor(message, name).map((card) => cardText(card, viewer))]);
}

/** The cards of a message as one person sees them: their own view, if they have one. */
export function cardsFor(message: Message, name: string): readonly JsonObject[] {
  const own = message.views[name];
  return own === undefined ? cardsIn(message.attachments) : [own];
}

function dialogText({ title, card, typed, errors }: Dialog, viewer: Viewer): string {
  return joined([title, cardText(card, viewer, { typed, errors })]);
}

interface Filled {
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
}

const EMPTY: Filled = { typed: {}, errors: {} };
const joined = (lines: readonly string[], by = '\n'): string =>
  lines.filter((line) => line !== '').join(by);

function cardText(card: JsonObject, viewer: Viewer, filled = EMPTY): string {
  const below = (list: readonly JsonObject[]) => list.map((one) => words(one, viewer, filled));
  return joined([...below(listAt(card, 'body')), buttons(listAt(card, 'actions'))]);
}

function words(element: JsonObject, viewer: Viewer, filled: Filled): string {
  if (element['isVisible'] === false) return '';
  const inside = (key: string, by = '\n') =>
    joined(
      listAt(element, key).map((one) => words(one, viewer, filled)),
      by,
    );
  switch (wordAt(element, 'type')) {
    case 'TextBlock':
      return markdownWords(wordAt(element, 'text'), viewer);
    case 'RichTextBlock':
      return richText(element);
    case 'FactSet':
      return joined(listAt(element, 'facts').map((fact) => factWords(fact, viewer)));
    case 'ColumnSet':
      return inside('columns', ' ');
    case 'Table':
      return inside('rows');
    case 'TableRow':
      return inside('cells', ' | ');
    case 'ActionSet':
      return buttons(listAt(element, 'actions'));
    case 'Image':
      return wordAt(element, 'altText');
    default:
      return wordAt(element, 'type').startsWith('Input.')
        ? inputWords(element, filled)
        : inside('items');
  }
}

/** Runs are read as they stand: no markup is known in them. */
function richText(element: JsonObject): string {
  const { inlines } = element;
  if (!Array.isArray(inlines)) return '';
  return inlines
    .map((run: unknown) => (typeof run === 'string' ? run : wordAt(run, 'text')))
    .join('');
}

const factWords = (fact: JsonObject, viewer: Viewer): string =>
  ['title', 'value'].map((key) => markdownWords(wordAt(fact, key), viewer)).join(': ');

const buttons = (actions: readonly JsonObject[]): string =>
  joined(
    actions.map((action) => `[ ${wordAt(action, 'title')} ]`),
    ' ',
  );

function inputWords(input: JsonObject, { typed, errors }: Filled): string {
  const id = wordAt(input, 'id');
  const value = typed[id] ?? stringAt(input, 'value') ?? '';
  const chosen = listAt(input, 'choices').find((choice) => choice['value'] === value);
  const shown = stringAt(chosen, 'title') ?? (value || wordAt(input, 'placeholder'));
  const error = errors[id] === undefined ? '' : `! ${errors[id]}`;
  const label = wordAt(input, 'label') || wordAt(input, 'title');
  return joined([label, `[ ${shown} ]`, error]);
}
