/** The record, as the file writes it: where its ledger is kept, and with which key. */

import { DAY } from '../kernel/time.ts';
import { either } from './shape-either.ts';
import { object } from './shape-object.ts';
import { duration, text, word, yesOrNo } from './shape-scalar.ts';
import { about, mapped, optional, withDefault } from './shape.ts';

// Of an alias nobody knows tomorrow which key it leads to, and blocks name their key.
const kmsKey = text({
  what: 'the ARN of a key, as arn:aws:kms:eu-west-1:111122223333:key/…',
  pattern: /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]+$/,
  max: 300,
});

const keyFile = text({ what: 'the path of a file' });

const key = either({
  text: mapped(keyFile, (file) => ({ file })),
  map: object({ kms: about('The ARN of a key of AWS KMS, ECC_NIST_EDWARDS25519', kmsKey) }),
});

/** What is locked stays locked, so a slip of the pen should not lock it for a century. */
const LONGEST = 3_650 * DAY;

const bucket = object({
  bucket: about(
    'A bucket with Object Lock',
    text({
      what: 'the name of a bucket',
      pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      max: 63,
    }),
  ),
  prefix: about(
    'What the names of its objects begin with',
    withDefault(
      text({
        what: 'a prefix that ends with a slash, as prod-access/',
        pattern: /^[A-Za-z0-9][A-Za-z0-9/_.-]*\/$/,
        max: 200,
      }),
      'prod-access-ledger/',
    ),
  ),
  region: about(
    'Where the bucket is; AWS_REGION unless given',
    optional(
      text({
        what: 'a Region such as eu-west-1',
        pattern: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
        max: 30,
      }),
    ),
  ),
  mode: about(
    'Whether somebody may still delete what is locked: nobody, or who may bypass governance',
    withDefault(word('compliance', 'governance'), 'compliance'),
  ),
  retain: about('How long each block is locked', duration(DAY, LONGEST)),
});

const ledger = object(
  {
    key: about('A file with an Ed25519 key in PEM, or { kms: arn:aws:kms:… }', key),
    directory: about(
      'A second place for the blocks, out of reach of who could rewrite the store',
      optional(text({ what: 'the path of a directory' })),
    ),
    s3: about('Instead of a directory: a bucket with Object Lock', optional(bucket)),
  },
  (_, { has, report }) => {
    if (has('directory') === has('s3')) report('expected either directory or s3');
  },
);

export const audit = object({
  ledger: about('Signed blocks that say where every record ended', optional(ledger)),
  what_was_done: about(
    'Whether the thread says, after an end, what CloudTrail has of it',
    withDefault(yesOrNo, true),
  ),
});
