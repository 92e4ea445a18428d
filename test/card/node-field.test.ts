/** The field in which nodes are picked, as people read it. */

import { describe, expect, test } from 'vitest';
import { listNodes } from '../../src/catalog/node-list.ts';
import { nodeChoices, nodeField } from '../../src/card/node-field.ts';
import { wordsFor } from '../../src/card/words/words.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { NOON } from '../case-file/sample.ts';

const [EN, JA] = [wordsFor('en'), wordsFor('ja')];
const set = { account: '4', region: 'eu-west-1', tag: { key: 'Env', value: 'prod' } };
const WEB = 'i-0123456789abcdef0';
const list = listNodes([
  { id: WEB, name: 'web-01', address: '10.0.1.12', platform: 'Linux', isOnline: true },
  { id: 'i-0fedcba9876543210', name: 'i-0fedcba9876543210', isOnline: false },
]);
const known = { list, readMs: NOON - 3.5 * MINUTE };
const field = (typed: string, more: object = { known }, words = EN) =>
  nodeField('fleet', { set, nowMs: NOON, ...more }, { 'nodes:fleet': typed }, words);

describe('the field', () => {
  test('says how many there are to pick from, and how old that is', () => {
    expect(field('')).toMatchObject({
      hint: 'Up to 2 of the 2 nodes with Env=prod, as of 3 min ago.',
    });
    expect(field('', { known: { list, readMs: NOON } })).toMatchObject({
      hint: 'Up to 2 of the 2 nodes with Env=prod, as of now.',
    });
    expect(field('', { known }, JA)).toMatchObject({
      hint: 'Env=prod のノード2台のうち、2台まで選択できます（3分前の一覧）',
    });
  });

  test('says how many may be picked where there are more, and when there is nothing', () => {
    const hints = (count: number) => {
      const id = (at: number) => `i-${`${at}`.padStart(17, '0')}`;
      const all = Array.from({ length: count }, (_, at) => id(at));
      const nodes = listNodes(all.map((one) => ({ id: one, name: one, isOnline: true })));
      return [EN, JA].map((words) => field('', { known: { list: nodes, readMs: NOON } }, words));
    };
    expect(hints(40)).toMatchObject([
      { hint: 'Up to 15 of the 40 nodes with Env=prod, as of now.' },
      { hint: 'Env=prod のノード40台のうち、15台まで選択できます（現在の一覧）' },
    ]);
    expect(hints(1)).toMatchObject([
      { hint: 'Up to 1 of the 1 node with Env=prod, as of now.' },
      { hint: 'Env=prod のノード1台のうち、1台まで選択できます（現在の一覧）' },
    ]);
    expect(hints(0)).toMatchObject([
      { hint: 'There is no node with Env=prod, as of now.' },
      { hint: 'Env=prod のノードはありません（現在の一覧）' },
    ]);
  });

  test('says so while there is no list yet', () => {
    expect(field('', {})).toMatchObject({ hint: expect.stringContaining('has not been read yet') });
  });

  test('keeps what was picked, known or not, and drops what is no id', () => {
    const values = [
      { value: WEB, label: `web-01 (${WEB})`, detail: 'online · 10.0.1.12 · Linux' },
      {
        value: 'i-0aaaaaaaaaaaaaaaa',
        label: 'i-0aaaaaaaaaaaaaaaa',
        detail: 'not in the list; looked up when you ask',
      },
    ];
    expect(field(`${WEB} i-0aaaaaaaaaaaaaaaa web`)).toMatchObject({ values });
  });
});

describe('what is offered', () => {
  test('says whether it answers, in the language of the reader', () => {
    expect(nodeChoices(known, 'fedc', 100, EN)).toMatchObject([{ detail: 'does not answer' }]);
    expect(nodeChoices(known, 'fedc', 100, JA)).toMatchObject([{ detail: '応答なし' }]);
  });

  test('is a whole id that the list does not have, since it may be newer', () => {
    const [fresh] = nodeChoices(known, ' I-0AAAAAAAAAAAAAAAA ', 100, EN);
    expect(fresh).toMatchObject({ value: 'i-0aaaaaaaaaaaaaaaa' });
    expect(nodeChoices(undefined, 'i-0aaaaaaaaaaaaaaaa', 100, EN)).toHaveLength(1);
    expect(nodeChoices(undefined, 'web', 100, EN)).toEqual([]);
  });

  test('shows the whole id, however long the name', () => {
    const long = listNodes([{ id: WEB, name: 'n'.repeat(200), isOnline: true }]);
    const [choice] = nodeChoices({ list: long, readMs: NOON }, '', 1, EN);
    expect(choice?.label).toHaveLength(75);
    expect(choice?.label).toContain(`… (${WEB})`);
  });
});
