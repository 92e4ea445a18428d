/** Which cards Teams takes, and how people read them. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../slack/json.ts';
import { cardOf } from './bot-fixture.ts';
import { cardFaults } from './card-check.ts';
import { markdownWords } from './markdown.ts';
import { plainText } from './words.ts';

const text = (words: string): JsonObject => ({ type: 'TextBlock', text: words, wrap: true });
const input = (id: string): JsonObject => ({ type: 'Input.Text', id, label: id });
const execute = { type: 'Action.Execute', title: 'Approve', verb: 'approve' };
const refresh = (userIds: readonly string[], action: JsonObject = execute) => ({
  refresh: { action, userIds },
});

describe('a card', () => {
  test('is taken with texts, inputs, buttons, a refresh and Teams’ own wishes', () => {
    const searched = {
      type: 'Input.ChoiceSet',
      id: 'node',
      choices: [],
      'choices.data': { type: 'Data.Query', dataset: 'nodes' },
    };
    const body = [
      text('hello'),
      { ...input('why'), isRequired: true, errorMessage: 'Say why.' },
      searched,
    ];
    const more = { actions: [execute], ...refresh(['29:a']), msteams: { width: 'Full' } };
    expect(cardFaults(cardOf(body, more))).toEqual([]);
  });

  test.each<[string, JsonObject]>([
    ['of version 1.6', cardOf([text('x')], { version: '1.6' })],
    ['without a version', { type: 'AdaptiveCard', body: [] }],
    ['that is no card', { type: 'Card' }],
    ['with an unknown element', cardOf([{ type: 'Chart' }])],
    ['with an unknown action', cardOf([], { actions: [{ type: 'Action.Shout', title: 'x' }] })],
    ['with a value that is none', cardOf([{ ...text('x'), size: 'enormous' }])],
    ['with an input without an id', cardOf([{ type: 'Input.Text', label: 'x' }])],
    ['with two inputs of one id', cardOf([input('x'), input('x')])],
    ['with no choices', cardOf([{ type: 'Input.ChoiceSet', id: 'x', choices: [] }])],
    ['for 61 people', cardOf([], refresh(Array<string>(61).fill('29:a')))],
    ['refreshed by a submit', cardOf([], refresh([], { type: 'Action.Submit' }))],
  ])('%s is refused', (_, card) => {
    expect(cardFaults(card)).not.toEqual([]);
  });
});

describe('people read', () => {
  test('every part of a card on a line of its own', () => {
    const column = (words: string) => ({ type: 'Column', items: [text(words)] });
    const card = cardOf(
      [
        text('**Production** database'),
        { type: 'RichTextBlock', inlines: ['for ', { type: 'TextRun', text: '**2 h**' }] },
        { type: 'FactSet', facts: [{ title: 'Who', value: 'aiko' }] },
        { type: 'ColumnSet', columns: [column('left'), column('right')] },
        { type: 'Container', items: [text('inside'), { ...text('hidden'), isVisible: false }] },
        { type: 'ActionSet', actions: [{ type: 'Action.Submit', title: 'Ask' }] },
      ],
      { actions: [execute, { type: 'Action.OpenUrl', title: 'Look', url: 'https://a.example' }] },
    );
    expect(plainText(card).split('\n')).toEqual([
      'Production database',
      'for **2 h**',
      'Who: aiko',
      'left right',
      'inside',
      '[ Ask ]',
      '[ Approve ] [ Look ]',
    ]);
  });

  test('what was escaped as it was meant, and links by their words', () => {
    const viewer = { locale: 'en-US', timezone: 'UTC' };
    expect(markdownWords('\\*not bold\\* [docs](https://a.example)', viewer)).toBe(
      '*not bold* docs',
    );
    expect(markdownWords('snake_case_name, 2*3*4, _soft_', viewer)).toBe(
      'snake_case_name, 2*3*4, soft',
    );
  });

  test('times in their own zone', () => {
    const words = '{{DATE(2026-11-22T23:30:00Z, SHORT)}} {{TIME(2026-11-22T23:30:00Z)}}';
    const tokyo = { locale: 'en-US', timezone: 'Asia/Tokyo' };
    expect(markdownWords(words, tokyo)).toBe('Mon, Nov 23, 2026 8:30 AM');
    expect(markdownWords(words, { locale: 'en-US', timezone: 'UTC' })).toBe(
      'Sun, Nov 22, 2026 11:30 PM',
    );
  });
});
