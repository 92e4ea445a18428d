/** The ledger in the configuration: left out, named, or wrong with its place. */

import { expect, test } from 'vitest';
import { DAY } from '../../src/kernel/time.ts';
import { configOf, EXAMPLE, problemsOf } from './example.ts';

const withAudit = (text: string) => `${EXAMPLE}\naudit:\n${text}\n`;

test('without the section there is no ledger', () => {
  expect(configOf(EXAMPLE).ledger).toBeUndefined();
});

test('what was done is said, unless it is switched off; that decides nothing either', () => {
  expect(configOf(EXAMPLE).saysWhatWasDone).toBe(true);
  expect(configOf(withAudit('  ledger: { key: k, directory: d }')).saysWhatWasDone).toBe(true);
  const off = configOf(withAudit('  what_was_done: false'));
  expect([off.saysWhatWasDone, off.ledger]).toEqual([false, undefined]);
  expect(off.digest).toBe(configOf(EXAMPLE).digest);
});

test('the example needs no more than its comment signs taken away', () => {
  const text = EXAMPLE.replace('# audit:\n#   ledger', 'audit:\n  ledger');
  expect(configOf(text).ledger).toEqual({
    key: { file: '/run/secrets/ledger-key.pem' },
    place: { directory: '/ledger' },
  });
});

const ARN = 'arn:aws:kms:eu-west-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab';

test('so does the one with a key in KMS and a bucket that locks', () => {
  const commented = EXAMPLE.slice(EXAMPLE.indexOf('# audit:\n#   ledger:\n'));
  const plain = commented.replaceAll(/^# ?/gm, '');
  expect(configOf(`${EXAMPLE}\n${plain}`).ledger).toEqual({
    key: { kms: ARN },
    place: {
      bucket: 'example-prod-access-ledger',
      prefix: 'prod-access-ledger/',
      region: undefined,
      mode: 'compliance',
      retainMs: 400 * DAY,
    },
  });
});

test('it decides nothing: the digest stays', () => {
  const text = withAudit('  ledger: { key: k, directory: d }');
  expect(configOf(text).digest).toBe(configOf(EXAMPLE).digest);
});

test.each([
  ['  ledger: { key: k }', ':11 audit.ledger: expected either directory or s3'],
  ['  ledger: { key: k, directory: d, s3: { bucket: abc, retain: 1d } }', 'either directory or s3'],
  ['  ledger: { key: k, directory: 3 }', 'audit.ledger.directory: expected the path'],
  ['  legder: { key: k, directory: d }', 'did you mean "ledger"?'],
  ['  ledger: { key: { kms: alias/a }, directory: d }', 'audit.ledger.key.kms: expected the ARN'],
  ['  ledger: { key: { file: k }, directory: d }', 'audit.ledger.key.file: there is no key "file"'],
  ['  what_was_done: never', 'audit.what_was_done: expected'],
  ['  ledger: { key: k, s3: { bucket: abc } }', 'audit.ledger.s3.retain: is missing'],
  [
    '  ledger: { key: k, s3: { bucket: ABC, retain: 1d } }',
    'bucket: expected the name of a bucket',
  ],
  ['  ledger: { key: k, s3: { bucket: abc, retain: 9999d } }', 'from 1d to 3650d'],
  ['  ledger: { key: k, s3: { bucket: abc, retain: 400 } }', '; write its unit: 400h or 400d'],
  ['  ledger: { key: k, s3: { bucket: abc, retain: 1d, mode: COMPLIANCE } }', '"compliance" or'],
  ['  ledger: { key: k, s3: { bucket: abc, retain: 1d, prefix: a } }', 'that ends with a slash'],
  ['  ledger: { key: k, s3: { bucket: abc, retain: 1d, region: Ireland } }', 'a Region such as'],
])('%s is wrong, and where', (text, words) => {
  expect(problemsOf(withAudit(text)).join()).toContain(words);
});
