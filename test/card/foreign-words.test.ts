/** A33: what AWS says in an answer is foreign text, wherever it is repeated. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusalText } from '../../src/card/refusal-text.ts';
import { refuse } from '../../src/kernel/refusal.ts';

const INVISIBLE = /[\p{Cc}\p{Bidi_Control}\u200b\u2060\ufeff]/u;
const marks = fc.constantFrom('\u202e', '\u200b', '\n', '\0', '\u2066', '<!channel>', '*b*', 'é');
const hostile = fc
  .array(fc.oneof(fc.string(), marks), { maxLength: 30 })
  .map((all) => all.join(''));

test.each(['en', 'ja'] as const)('in %s nothing invisible of it is passed on', (locale) => {
  fc.assert(
    fc.property(hostile, (message) => {
      for (const refusal of [
        refuse('aws-refused', { action: 'iam:PutUserPolicy', message }),
        refuse('target-missing', { what: message }),
        refuse('already-held', { user: message, what: message }),
      ]) {
        const said = refusalText(refusal, { locale, zone: 'UTC' });
        expect(said.replaceAll('\n', ' ')).not.toMatch(INVISIBLE);
      }
    }),
  );
});
