/** An expected no is a value; whoever gets one can tell it from a yes. */

import { expect, test } from 'vitest';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';

const answers: readonly Answer<number>[] = [ok(0), refuse('aws-silent', {})];

test('a yes carries its value, a no its code and facts', () => {
  expect(answers.map((one) => (one.ok ? one.value : one.code))).toEqual([0, 'aws-silent']);
  expect(refuse('level-not-reached', { level: 'leads' }).facts.level).toBe('leads');
});
