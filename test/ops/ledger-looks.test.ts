/** What is said of a ledger's surroundings: at every start in the log, and by `doctor`. */

import { expect, test } from 'vitest';
import { looksAtLedger } from '../../src/beside.ts';
import { ledgerLooks, watchLedger } from '../../src/ops/ledger-looks.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { configOf } from './explaining.ts';

const unasked = () => Promise.reject(new Error('Nobody should have asked that.'));

const ledgerWith = (key: Promise<string>, place: Promise<string>): Ledger => ({
  key: { id: unasked, sign: unasked, isOwn: unasked, look: () => key },
  place: { put: unasked, get: unasked, all: unasked, look: () => place },
});

test('at the start, what is unfit is said in its own words, one beside the other', async () => {
  const said: unknown[] = [];
  const log = { info() {}, warn() {}, error: (...words: readonly unknown[]) => said.push(words) };
  const unfit = (why: string) => Promise.reject(new Error(why));
  await watchLedger(ledgerWith(unfit('It is disabled.'), unfit('It locks nothing.')), log);
  expect(said).toEqual([
    ['ledger-unfit', { what: 'Ledger key', why: 'It is disabled.' }],
    ['ledger-unfit', { what: 'Ledger blocks', why: 'It locks nothing.' }],
  ]);
});

test('what is fit is nothing to write home about', async () => {
  const fit = Promise.resolve('fit');
  const error = () => expect.unreachable();
  await watchLedger(ledgerWith(fit, fit), { info() {}, warn() {}, error });
});

test('a key that cannot even be opened is a finding of both looks, and no more', async () => {
  const looks = ledgerLooks(() => Promise.reject(new Error('There is no such file.')));
  expect(looks).toHaveLength(2);
  for (const { look } of looks) await expect(look()).rejects.toThrow('There is no such file.');
});

test('of a database that is not there nothing is said but that', async () => {
  const key = { file: '/nowhere/key.pem' };
  const config = { ...configOf(), ledger: { key, place: { directory: '/nowhere' } } };
  const looks = looksAtLedger(config, { PROD_ACCESS_DATABASE: '/nowhere/else.db' });
  expect(await looks.at(-1)?.look()).toBe('there is no database at /nowhere/else.db yet');
});
