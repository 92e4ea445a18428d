/** Reads blocks into the words that a person sees, a line for each block. */

import { isObject, type Json, type JsonObject, listAt, stringAt, wordAt } from './json.ts';
import type { State } from './state.ts';

export interface Readable {
  readonly text?: string;
  readonly blocks: readonly JsonObject[];
  readonly definition?: JsonObject;
  readonly errors?: Readonly<Record<string, string>>;
}

/** Blocks where there are any, else the text. Names for mentions come from the workspace. */
export function plainText(thing: Readable, state?: State): string {
  const title = stringAt(thing.definition?.['title'], 'text');
  const blocks = thing.blocks.map((block) => withError(blockWords(block, state), block, thing));
  const lines = thing.blocks.length > 0 ? blocks : [mrkdwnWords(thing.text ?? '', state)];
  const buttons = ['close', 'submit'].map((key) => stringAt(thing.definition?.[key], 'text'));
  const foot = buttons.filter((label) => label !== undefined).map((label) => `[ ${label} ]`);
  return [title, ...lines, foot.join(' ')].filter((line) => line).join('\n');
}

export type Saying = string | RegExp;

/** Whether a person reads this in it. */
export function says(state: State, thing: Readable, saying: Saying): boolean {
  const words = plainText(thing, state);
  return typeof saying === 'string' ? words.includes(saying) : saying.test(words);
}

function withError(words: string, block: JsonObject, { errors }: Readable): string {
  const error = errors?.[wordAt(block, 'block_id')];
  return error === undefined ? words : `${words}\n! ${error}`;
}

function blockWords(block: JsonObject, state: State | undefined): string {
  const words = (value: Json | undefined) => elementWords(value, state);
  switch (wordAt(block, 'type')) {
    case 'section':
      return [
        words(block['text']),
        ...listAt(block, 'fields').map(words),
        words(block['accessory']),
      ]
        .filter((line) => line)
        .join('\n');
    case 'context':
    case 'actions':
      return listAt(block, 'elements').map(words).join(' ');
    case 'input':
      return [words(block['label']), words(block['element']), words(block['hint'])]
        .filter((line) => line)
        .join('\n');
    case 'divider':
      return '----';
    case 'image':
      return stringAt(block, 'alt_text') ?? '';
    case 'markdown':
      return stringAt(block, 'text') ?? '';
    case 'header':
      return words(block['text']);
    default:
      return deepWords(block, state);
  }
}

function elementWords(value: Json | undefined, state: State | undefined): string {
  if (!isObject(value)) return '';
  const type = wordAt(value, 'type');
  if (type === 'mrkdwn') return mrkdwnWords(stringAt(value, 'text') ?? '', state);
  if (type === 'plain_text') return stringAt(value, 'text') ?? '';
  if (type === 'button') return `[ ${stringAt(value['text'], 'text') ?? ''} ]`;
  if (type === 'image') return stringAt(value, 'alt_text') ?? '';
  if (type === 'overflow') return '[ … ]';
  const initial = stringAt(objectText(value['initial_option']), 'text');
  const shown =
    initial ?? stringAt(value, 'initial_value') ?? stringAt(value['placeholder'], 'text') ?? '';
  return `[ ${shown} ]`;
}

const objectText = (option: Json | undefined) => (isObject(option) ? option['text'] : undefined);

/** Rich text, tables and newer blocks: every text in them, in order. */
function deepWords(value: Json, state: State | undefined): string {
  if (Array.isArray(value)) return value.map((one: Json) => deepWords(one, state)).join('');
  if (!isObject(value)) return '';
  if (value['type'] === 'user') return personName(wordAt(value, 'user_id'), state);
  if (value['type'] === 'usergroup') return groupName(wordAt(value, 'usergroup_id'), state);
  if (value['type'] === 'channel') {
    return referenceWords(`#${wordAt(value, 'channel_id')}`, undefined, state);
  }
  if (value['type'] === 'date') return stringAt(value, 'fallback') ?? '';
  if (value['type'] === 'link') return stringAt(value, 'text') ?? stringAt(value, 'url') ?? '';
  if (value['type'] === 'mrkdwn') return mrkdwnWords(stringAt(value, 'text') ?? '', state);
  const own = value['text'];
  if (typeof own === 'string') return own;
  // Sections and quotes of one rich text stand below each other.
  if (value['type'] === 'rich_text') {
    return listAt(value, 'elements')
      .map((one) => deepWords(one, state))
      .filter((words) => words)
      .join('\n');
  }
  return Object.values(value)
    .map((one) => deepWords(one, state))
    .filter((words) => words)
    .join(Array.isArray(value['rows']) ? '\n' : '');
}

/** Mentions become names, links their labels, dates their fallback; markup and escapes go. */
function mrkdwnWords(text: string, state: State | undefined): string {
  return text
    .replaceAll(/(^|[\s(])([*_~])(\S(?:[^\n]*?\S)?)\2(?=$|[\s).,:;!?])/gm, '$1$3')
    .replaceAll(/`([^`\n]+)`/g, '$1')
    .replaceAll(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_all, target: string, label?: string) =>
      referenceWords(target, label, state),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function referenceWords(target: string, label: string | undefined, state?: State): string {
  if (/^@[UW]/.test(target)) return personName(target.slice(1), state, label);
  if (target.startsWith('#')) {
    return `#${state?.channels[target.slice(1)]?.name ?? label ?? target.slice(1)}`;
  }
  if (target.startsWith('!subteam^')) return groupName(target.slice(9), state, label);
  if (target.startsWith('!date^')) return label ?? '';
  if (target.startsWith('!')) return `@${target.slice(1)}`;
  return label ?? target;
}

const personName = (id: string, state?: State, label?: string) =>
  `@${state?.people[id]?.displayName ?? label ?? id}`;

const groupName = (id: string, state?: State, label?: string) =>
  `@${state?.groups[id]?.handle ?? label ?? id}`;
