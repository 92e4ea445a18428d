/** What a message of the bot says, within the limits of Teams or refused. */

import { type JsonObject, listAt, wordAt } from '../slack/json.ts';
import { type Answer, badArgument, refuse } from './call.ts';
import { attachmentFaults } from './card-check.ts';
import type { Message } from './state.ts';

/** Of the whole activity, in UTF-16. */
const MOST_BYTES = 100 * 1024;

export type Content = Pick<Message, 'text' | 'textFormat' | 'attachments' | 'entities'>;
export type Verdict = { readonly content: Content } | { readonly refusal: Answer };

export function messageContent(activity: JsonObject): Verdict {
  if (JSON.stringify(activity).length * 2 > MOST_BYTES) {
    return { refusal: refuse(413, 'MessageSizeTooBig', 'Message size too large.') };
  }
  const content = {
    text: wordAt(activity, 'text'),
    textFormat: wordAt(activity, 'textFormat') || 'markdown',
    attachments: listAt(activity, 'attachments'),
    entities: listAt(activity, 'entities'),
  };
  const faults = [...attachmentFaults(content.attachments), ...mentionFaults(content)];
  if (content.text === '' && content.attachments.length === 0) faults.push('It says nothing.');
  return faults.length > 0 ? { refusal: badArgument(faults.join(' ')) } : { content };
}

function mentionFaults({ text, entities }: Content): readonly string[] {
  return entities
    .filter((entity) => entity['type'] === 'mention')
    .filter((entity) => !text.includes(wordAt(entity, 'text') || '\0'))
    .map((entity) => `The text does not hold the mention ${wordAt(entity, 'text')}.`);
}
