/** The ledger in the configuration: left out, named, or wrong with its place. */

import { expect, test } from 'vitest';
import { configOf, EXAMPLE, problemsOf } from './example.ts';

const withAudit = (text: string) => `${EXAMPLE}\naudit:\n${text}\n`;

test('without the section there is no ledger', () => {
  expect(configOf(EXAMPLE).ledger).toBeUndefined();
});

test('the example needs no more than its comment signs taken away', () => {
  const text = EXAMPLE.replace('# audit:\n#   ledger', 'audit:\n  ledger');
  expect(configOf(text).ledger).toEqual({
    key: '/run/secrets/ledger-key.pem',
    directory: '/ledger',
  });
});

test('it decides nothing: the digest stays', () => {
  const text = withAudit('  ledger: { key: k, directory: d }');
  expect(configOf(text).digest).toBe(configOf(EXAMPLE).digest);
});

test.each([
  ['  ledger: { key: k }', 'audit.ledger.directory: is missing'],
  ['  ledger: { key: k, directory: 3 }', 'audit.ledger.directory: expected the path'],
  ['  legder: { key: k, directory: d }', 'did you mean "ledger"?'],
])('%s is wrong, and where', (text, words) => {
  expect(problemsOf(withAudit(text)).join()).toContain(words);
});
