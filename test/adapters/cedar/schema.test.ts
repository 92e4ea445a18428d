/** What we hand to Cedar is what its schemas say, and what the documentation says is there. */

import {
  preparseSchema,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jitnaRequests } from '../../../adapters/cedar/jitna-request.ts';
import { JITNA_SCHEMA } from '../../../adapters/cedar/jitna-schema.ts';
import { type CedarRequest, ourRequests } from '../../../adapters/cedar/our-request.ts';
import { OUR_SCHEMA } from '../../../adapters/cedar/our-schema.ts';
import type { PolicyQuestion } from '../../../src/ports/policy-engine.ts';
import { AIKO, BEN, EVE, QUESTION } from './questions.ts';

const FULL: PolicyQuestion = {
  ...QUESTION,
  requester: EVE,
  beneficiary: BEN,
  heldGroups: ['contractors'],
  nodes: [
    { id: 'i-1', tags: { env: 'prod' } },
    { id: 'mi-1', tags: {} },
  ],
  attributes: {
    costCenter: '42',
    division: 'Finance',
    employeeNumber: 'E-1',
    organization: 'Platform',
    centerGroups: ['g-1'],
    centerUser: 'u-1',
    principalTags: { Team: 'payments' },
  },
  account: '111122223333',
  closed: ['year-end'],
  ticket: 'INC-1',
};

/** As Cedar checks a request, which the engine does not have it do each time. */
function complaints(schema: string, requests: readonly CedarRequest[]): readonly string[] {
  preparseSchema('checked', schema);
  preparsePolicySet('checked', { staticPolicies: '' });
  const named = { preparsedSchemaName: 'checked', preparsedPolicySetId: 'checked' };
  return requests.flatMap((request) => {
    const answer = statefulIsAuthorized({ ...request, ...named, validateRequest: true });
    return answer.type === 'failure' ? answer.errors.map(({ message }) => message) : [];
  });
}

describe('every request is one that its schema knows', () => {
  test.each([
    ['with little', QUESTION, 1, 0],
    ['with all that there is', FULL, 6, 2],
  ])('%s', (_, question, ours, jitna) => {
    const [mine, theirs] = [ourRequests(question, [AIKO, BEN]), jitnaRequests(question)];
    expect([mine.length, theirs.length]).toEqual([ours, jitna]);
    expect(complaints(OUR_SCHEMA, mine)).toEqual([]);
    expect(complaints(JITNA_SCHEMA, theirs)).toEqual([]);
  });

  test('or Cedar would say so', () => {
    const [first] = ourRequests(QUESTION, []);
    if (!first) throw new Error('There is no request.');
    const wrong = { ...first, context: { ...first.context, hour: 'nine' } };
    expect(complaints(OUR_SCHEMA, [wrong])).not.toEqual([]);
  });
});

test('docs/policies.md speaks of all that the schema has', () => {
  const text = readFileSync(new URL('../../../docs/policies.md', import.meta.url), 'utf8');
  const names = [...OUR_SCHEMA.matchAll(/(?:entity )?(\w+)(?=\??: | in \[| = \{|;)/g)];
  const known = new Set(names.map(([, name = '']) => name));
  expect(known.size).toBeGreaterThan(25);
  const untold = ['PrincipalTags', 'iam', 'String', 'principal', 'resource', 'context', 'name'];
  const missing = [...known].filter((name) => !untold.includes(name) && !text.includes(name));
  expect(missing).toEqual([]);
});
