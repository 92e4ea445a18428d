/** What no file gets past: it is refused where it is written. */

import { expect, test } from 'vitest';
import { LONGEST_BREAK_GLASS_MS } from '../../src/policy/floors.ts';
import { configOf, edited, problemsOf } from './example.ts';

const glass = (longest: string) =>
  edited([
    '    lapse: 1h',
    `    break_glass: { eligible: [aiko], longest: ${longest}, channel: C0APPROVE1,\n` +
      '      review: { from: [ben] } }\n    lapse: 1h',
  ]);

test.each([
  ['a total of more than 14 days', edited(['max_total: 8h', 'max_total: 15d']), 'max_total'],
  ['a grant of more than 14 days', edited(['longest: 4h', 'longest: 15d']), 'longest'],
  ['a lapse of more than 7 days', edited(['lapse: 1h', 'lapse: 8d']), 'lapse'],
  ['break-glass for more than an hour', glass('61m'), 'longest'],
  ['a level of nobody', edited(['any: 2', 'any: 0']), 'any'],
  [
    'approvers who are only the requester',
    edited(
      ['eligible: [engineers]', 'eligible: [ben]'],
      ['from: [sre-leads]', 'from: [ben]'],
      ['any: 2', 'any: 1'],
    ),
    'levels',
  ],
])('%s is an error with its place', (_, text, where) => {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(new RegExp(`^\\d+:\\d+ \\S*${where}`));
});

test('break-glass for an hour is taken', () => {
  const rule = configOf(glass('1h')).rules.find(({ breakGlass }) => breakGlass);
  expect(rule?.breakGlass?.maxMs).toBe(LONGEST_BREAK_GLASS_MS);
});
