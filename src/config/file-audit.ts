/** The record, as the file writes it: where its ledger is kept, and with which key. */

import { object } from './shape-object.ts';
import { text } from './shape-scalar.ts';
import { about } from './shape.ts';

export const audit = object({
  ledger: about(
    'Signed blocks that say where every record ended',
    object({
      key: about('A file with an Ed25519 key in PEM', text({ what: 'the path of a file' })),
      directory: about(
        'A second place for the blocks, out of reach of who could rewrite the store',
        text({ what: 'the path of a directory' }),
      ),
    }),
  ),
});
