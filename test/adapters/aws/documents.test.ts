/** A38: whatever stands in the catalogue, a policy document says that and nothing else. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowDocument, fenceDocument } from '../../../adapters/aws/policy-document.ts';
import { HOUR } from '../../../src/kernel/time.ts';
import { NOON } from './ground.ts';

const texts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), {
  minLength: 1,
  maxLength: 4,
});
const reaches = fc.array(fc.record({ actions: texts, resources: texts }), {
  minLength: 1,
  maxLength: 3,
});
const read = (document: object) => JSON.parse(JSON.stringify(document)) as typeof document;
const list = (one: string | readonly string[]) => (typeof one === 'string' ? [one] : one);

test('any string comes back equal, in a statement of its own, with its dates', () => {
  fc.assert(
    fc.property(reaches, fc.boolean(), (reach, mfa) => {
      const windows = [{ reach, mfa, startMs: NOON, endMs: NOON + HOUR }];
      const allow = allowDocument({ windows });
      const place = { on: 'user' } as const;
      const denials = [{ reach, fromMs: NOON }];
      const fence = fenceDocument({ place, target: 'abcdef012345', generation: 1, denials });
      for (const [document, effect] of [[allow, 'Allow'] as const, [fence, 'Deny'] as const]) {
        expect(read(document)).toEqual(document);
        expect(document.Statement).toHaveLength(reach.length);
        for (const [at, statement] of document.Statement.entries()) {
          expect(statement.Effect).toBe(effect);
          expect(list(statement.Action)).toEqual(reach[at]?.actions);
          expect(list(statement.Resource)).toEqual(reach[at]?.resources);
          expect(JSON.stringify(statement.Condition)).toContain('aws:CurrentTime');
        }
      }
    }),
  );
});
