/** How the adapter draws until the renderers are in: plain words, every button, every field. */

import type { Card, Line, Notice } from '../../src/card/card.ts';
import type { Form } from '../../src/card/form.ts';
import type { Payload } from './admit.ts';

export interface Drawn {
  readonly blocks: readonly Payload[];
  readonly text: string;
}

const words = (line: Line): string =>
  line
    .map((one) =>
      'text' in one
        ? one.text
        : 'name' in one
          ? `@${one.name}`
          : 'instant' in one
            ? new Date(one.instant).toISOString()
            : 'link' in one
              ? one.link
              : '',
    )
    .join('');
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (text: string): Payload => ({ type: 'section', text: plain(text || ' ') });
const buttons = (of: Card['buttons']): Payload[] =>
  of.length === 0
    ? []
    : [
        {
          type: 'actions',
          elements: of.map(({ action, label, style, value }) => ({
            type: 'button',
            action_id: action,
            text: plain(label),
            value,
            ...(style ? { style } : {}),
          })),
        },
      ];

export const drawCard = (card: Card): Drawn => ({
  text: card.summary,
  blocks: [
    section(card.headline),
    section(words(card.status)),
    ...card.facts.map((fact) => section(`${fact.name}: ${words(fact.value)}`)),
    ...buttons(card.buttons),
  ],
});
export const drawNotice = (notice: Notice): Drawn => ({
  text: notice.summary,
  blocks: [...notice.lines.map((line) => section(words(line))), ...buttons(notice.buttons)],
});
export const drawLine = (line: Line): Drawn => ({
  text: words(line),
  blocks: [section(words(line))],
});
export const drawForm = (form: Form): Payload => ({
  type: 'modal',
  title: plain(form.title),
  ...(form.submit === undefined ? {} : { submit: plain(form.submit) }),
  close: plain(form.close),
  callback_id: form.kind,
  private_metadata: form.drawing ?? '',
  blocks: form.fields.map((field) => {
    if (field.kind === 'note') {
      return { ...section(field.lines.map(words).join('\n')), block_id: field.id };
    }
    const option = (one: { value: string; label: string }) => ({
      value: one.value,
      text: plain(one.label),
    });
    const element =
      field.kind === 'text'
        ? {
            type: 'plain_text_input',
            action_id: field.id,
            multiline: field.multiline,
            max_length: field.maxLength,
            ...(field.value ? { initial_value: field.value } : {}),
          }
        : {
            type: field.choices ? 'static_select' : 'external_select',
            action_id: field.id,
            ...(field.choices ? { options: field.choices.map(option) } : { min_query_length: 0 }),
            ...(field.value ? { initial_option: option(field.value) } : {}),
          };
    return {
      type: 'input',
      block_id: field.id,
      label: plain(field.label),
      optional: field.optional,
      ...(field.kind === 'select' && field.redraws ? { dispatch_action: true } : {}),
      element,
    };
  }),
});
