/** A head as an item: what was packed once is read for ever. */

import { sha256 } from '../../../src/kernel/digest.ts';
import { expect, test } from 'vitest';
import { DICTIONARY } from '../../../adapters/dynamodb/dictionary.ts';
import { dueOf, headItem, headOf } from '../../../adapters/dynamodb/head-item.ts';
import { caseEntries } from '../../corpus/cases.ts';

test('the words it is packed by are those of every item so far', () => {
  expect(sha256(DICTIONARY.toString())).toBe(
    'cc35bfee4bfe0f08899fd0d2d09913c6f2a14a69861aee6aec1eec8562f853c8',
  );
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
