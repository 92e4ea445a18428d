/** A head as an item: what was packed once is read for ever. */

import { sha256 } from '../../../src/kernel/digest.ts';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DICTIONARIES } from '../../../adapters/dynamodb/dictionary.ts';
import { dueOf, headItem, headOf } from '../../../adapters/dynamodb/head-item.ts';
import { caseEntries } from '../../corpus/cases.ts';

test('the words that items are packed by are those of every item so far', () => {
  expect(DICTIONARIES.map(([name, words]) => [name, sha256(words.toString())])).toEqual([
    ['packed2', 'cc35bfee4bfe0f08899fd0d2d09913c6f2a14a69861aee6aec1eec8562f853c8'],
    ['packed3', '30b787bc7bb72724f5a6de8cde9bc20af52e438979a2ce5e008fa13b2d106d96'],
  ]);
});

test('an item that was packed by the words of before is read as it was', () => {
  const [{ head } = expect.fail('There is none.')] = Object.values(caseEntries());
  const whole = JSON.parse(JSON.stringify(head)) as typeof head;
  const { packed3: _, ...plain } = headItem(whole, 'token');
  const own = ['state', 'due', 'person', 'place'].map((name) => plain[name]?.S ?? '').join(' ');
  const [[, words]] = DICTIONARIES;
  const { chain, index, body, sealed } = whole;
  const dictionary = Buffer.concat([words, Buffer.from(own)]);
  const text = JSON.stringify({ chain, index, body, sealed });
  const packed2 = { B: deflateRawSync(text, { dictionary }) };
  expect(headOf({ ...plain, packed2 })).toEqual(whole);
});

test('an item says again what its head said', () => {
  for (const { head } of Object.values(caseEntries())) {
    const whole = JSON.parse(JSON.stringify(head)) as typeof head;
    expect(headOf(headItem(whole, 'token'))).toEqual(whole);
  }
});

test('the index says of each lane from when on it has work', () => {
  const { head } = Object.values(caseEntries())[0] ?? {};
  const due = { timer: 1_795_510_937_586, chat: 1_795_510_939_603 };
  const item = head && headItem({ ...head, index: { ...head.index, due } }, 'token');
  expect(dueOf(item?.['due']?.S ?? '')).toEqual(due);
  expect(dueOf('')).toEqual({});
});
