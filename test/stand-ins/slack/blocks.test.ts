/** Blocks beyond a limit are refused with the sentence and the pointer that Slack would give. */

import { describe, expect, test } from 'vitest';
import { checkBlocks, type Place } from './block-limits.ts';
import type { Json, JsonObject } from './json.ts';
import { checkView } from './view-limits.ts';

const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
const mrkdwn = (text: string): JsonObject => ({ type: 'mrkdwn', text });
const x = (length: number) => 'x'.repeat(length);
const button = (more: JsonObject = {}): JsonObject => ({
  type: 'button',
  action_id: 'a',
  text: plain('Approve'),
  ...more,
});
const actions = (...elements: Json[]): JsonObject => ({ type: 'actions', elements });
const option = (text: string, value: string): JsonObject => ({ text: plain(text), value });
const select = (more: JsonObject): JsonObject =>
  actions({ type: 'static_select', action_id: 's', ...more });
const section = (more: JsonObject): JsonObject => ({ type: 'section', ...more });
const many = (count: number, make: (index: number) => Json): Json[] =>
  Array.from({ length: count }, (_none, index) => make(index));

const REFUSED: readonly (readonly [string, JsonObject, string])[] = [
  ['text of 3001', section({ text: mrkdwn(x(3001)) }), '/0/text/text'],
  ['an empty text', section({ text: mrkdwn('') }), '/0/text/text'],
  ['a section without words', section({}), '/0'],
  ['eleven fields', section({ fields: many(11, () => mrkdwn('f')) }), '/0/fields'],
  ['a field of 2001', section({ fields: [mrkdwn(x(2001))] }), '/0/fields/0/text'],
  ['a header of 151', { type: 'header', text: plain(x(151)) }, '/0/text/text'],
  ['a header in mrkdwn', { type: 'header', text: mrkdwn('h') }, '/0/text/type'],
  ['a button of 76', actions(button({ text: plain(x(76)) })), '/0/elements/0/text/text'],
  ['a button value of 2001', actions(button({ value: x(2001) })), '/0/elements/0/value'],
  ['an action id of 256', actions(button({ action_id: x(256) })), '/0/elements/0/action_id'],
  ['a green button', actions(button({ style: 'green' })), '/0/elements/0/style'],
  ['an action id twice', actions(button(), button()), '/0/elements/1/action_id'],
  ['26 elements', actions(...many(26, (i) => button({ action_id: `a${i}` }))), '/0/elements'],
  ['eleven in a context', { type: 'context', elements: many(11, () => plain('c')) }, '/0/elements'],
  ['a block id of 256', { type: 'divider', block_id: x(256) }, '/0/block_id'],
  ['a block nobody knows', { type: 'paragraph' }, '/0/type'],
  ['a property nobody knows', section({ text: plain('t'), colour: 'red' }), '/0'],
  ['no option', select({ options: [] }), '/0/elements/0/options'],
  [
    '101 options',
    select({ options: many(101, (i) => option('o', `${i}`)) }),
    '/0/elements/0/options',
  ],
  [
    'an option of 76',
    select({ options: [option(x(76), 'v')] }),
    '/0/elements/0/options/0/text/text',
  ],
  [
    'an option value of 151',
    select({ options: [option('o', x(151))] }),
    '/0/elements/0/options/0/value',
  ],
  [
    'an initial option that is not offered',
    select({ options: [option('o', 'v')], initial_option: option('p', 'w') }),
    '/0/elements/0/initial_option',
  ],
  [
    'an overflow menu of six',
    actions({ type: 'overflow', options: many(6, (i) => option('o', `${i}`)) }),
    '/0/elements/0/options',
  ],
];

describe('a message', () => {
  test.each(REFUSED)('with %s is refused, and the place is pointed at', (_what, block, at) => {
    const faults = checkBlocks([block], 'message', '/blocks');
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(/^\[ERROR\] \S/);
    expect(faults[0]).toContain(`[json-pointer:/blocks${at}]`);
  });

  test('says how long is too long, as Slack counts it', () => {
    const faults = checkBlocks([section({ text: mrkdwn(x(3001)) })], 'message', '/blocks');
    const pointer = '[json-pointer:/blocks/0/text/text]';
    expect(faults).toEqual([`[ERROR] must be less than 3001 characters ${pointer}`]);
  });

  test('with all of it at its limit is taken', () => {
    const blocks = [
      { type: 'header', text: plain(x(150)) },
      section({ text: mrkdwn(x(3000)), fields: many(10, () => mrkdwn(x(2000))) }),
      actions(button({ text: plain(x(75)), value: x(2000), action_id: x(255) })),
      select({ options: many(100, (i) => option(x(75), `${x(140)}${i}`)) }),
    ];
    expect(checkBlocks(blocks, 'message', '/blocks')).toEqual([]);
  });

  test('with the same block id twice is refused', () => {
    const blocks = many(2, () => ({ type: 'divider', block_id: 'same' }));
    expect(checkBlocks(blocks, 'message', '/blocks')).toEqual([
      '[ERROR] `block_id` already exists [json-pointer:/blocks/1/block_id]',
    ]);
  });

  test.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('in a %s has at most %i blocks', (place: Place, most) => {
    const blocks = (count: number) => many(count, () => ({ type: 'divider' }));
    expect(checkBlocks(blocks(most), place, '/blocks')).toEqual([]);
    expect(checkBlocks(blocks(most + 1), place, '/blocks')).toEqual([
      `[ERROR] no more than ${most} items allowed [json-pointer:/blocks]`,
    ]);
  });
});

describe('a modal', () => {
  const modal = (more: JsonObject): JsonObject => ({
    type: 'modal',
    title: plain('Title'),
    blocks: [],
    ...more,
  });
  const input: JsonObject = {
    type: 'input',
    label: plain('Why?'),
    element: { type: 'plain_text_input', action_id: 'why' },
  };

  test.each([
    ['a title of 25', { title: plain(x(25)) }, '/view/title/text'],
    ['a submit of 25', { submit: plain(x(25)) }, '/view/submit/text'],
    ['private metadata of 3001', { private_metadata: x(3001) }, '/view/private_metadata'],
    ['a callback id of 256', { callback_id: x(256) }, '/view/callback_id'],
    ['an input and no submit', { blocks: [input] }, '/view/blocks/0/input'],
  ] as const)('with %s is refused', (_what, more, at) => {
    const verdict = checkView(modal(more), 'modal');
    expect(verdict).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(!verdict.ok && verdict.messages.join()).toContain(`[json-pointer:${at}]`);
  });

  test('beyond 250 kB is too large', () => {
    const blocks = many(99, () => section({ text: mrkdwn('あ'.repeat(1000)) }));
    expect(checkView(modal({ blocks }), 'modal')).toMatchObject({ error: 'view_too_large' });
  });
});
