/** Break-glass in the file: whoever may use it can be reviewed, and every rule has to allow it. */

import { describe, expect, test } from 'vitest';
import { edited, problemsOf, warningsOf } from './example.ts';

const LAPSE = '    # Unanswered for so long, a request is over. At most 7d.\n';
const glass = (from: string, eligible = 'engineers', more = '') =>
  `    break_glass:\n      eligible: [${eligible}]\n      channel: C0GENERAL1\n` +
  `      review: { from: [${from}] }\n${more}`;
const withGlass = (from: string, eligible?: string, more?: string) =>
  edited([LAPSE, glass(from, eligible, more)]);
const SECOND =
  '  - id: prod-second\n    for: prod-db\n    eligible: [engineers]\n' +
  '    levels: [{ name: leads, any: 1, from: [sre-leads] }]\n    lapse: 1h\n    max: 4h\n\n' +
  '  - id: prod-one-person\n';

describe('break-glass', () => {
  test('that others can review is sound', () => {
    expect(problemsOf(withGlass('sre-leads'))).toEqual([]);
    expect(warningsOf(withGlass('sre-leads'))).toEqual([]);
  });

  test('that nobody else could review is refused', () => {
    expect(problemsOf(withGlass('ben', 'ben'))).toEqual([
      expect.stringContaining('rules[0].break_glass.review: nobody else could review prod-db'),
    ]);
  });

  test('that nobody else could review for some of them is a warning that names them', () => {
    expect(warningsOf(withGlass('ben', 'aiko, ben'))).toEqual([
      expect.stringContaining('nobody else could review prod-db for ben'),
    ]);
  });

  test('that a rule beside it does not allow is a warning, for it opens nothing', () => {
    const text = edited([LAPSE, glass('sre-leads')], ['  - id: prod-one-person\n', SECOND]);
    expect(warningsOf(text).join('\n')).toContain(
      'rules[0].break_glass: does not open prod-db: not allowed by prod-second',
    );
  });
});
