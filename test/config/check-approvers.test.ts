/** Whether enough others could approve: said with numbers, so that one sees what would be right. */

import { describe, expect, test } from 'vitest';
import { edited, problemsOf, warningsOf } from './example.ts';

describe('approvers', () => {
  test('a rule that asks for more people than there are is refused', () => {
    expect(problemsOf(edited(['any: 2', 'any: 4']))).toEqual([
      expect.stringContaining(
        'rules[0].levels: nobody could get prod-db: ' +
          'level leads asks for 4, and sre-leads has 3 (ben, chie, dai)',
      ),
    ]);
  });

  test('a rule that leaves some askers without enough others is a warning that names them', () => {
    expect(warningsOf(edited(['any: 2', 'any: 3']))).toEqual([
      expect.stringContaining(
        'too few others could approve prod-db for ben, chie, dai: ' +
          'when ben asks, 2 others are left at level leads, and 3 are needed',
      ),
    ]);
  });

  test('the same three people cannot fill two levels of two', () => {
    const text = edited([
      '        from: [sre-leads]',
      '        from: [sre-leads]\n      - { name: more, any: 2, from: [sre-leads] }',
    ]);
    expect(problemsOf(text).join()).toContain(
      'level more needs 1 more person: chie and dai count at leads already',
    );
  });

  test('who counts at an earlier level is missing at a later one, and named', () => {
    const more = (from: string) =>
      edited([
        '        from: [sre-leads]',
        `        from: [sre-leads]\n      - { name: heads, any: 1, from: [${from}] }`,
      ]);
    const third = more('dai').replace('any: 2', 'any: 3');
    expect(problemsOf(third).join()).toContain(
      'level heads needs 1 more person: dai is the only one, and counts at leads already',
    );
    expect(warningsOf(more('dai')).join()).toContain(
      'for ben, chie, dai: when ben asks, ' +
        'level heads needs 1 more person: dai is the only one, and counts at leads already',
    );
    expect(warningsOf(more('dai').replace('any: 2', 'any: 1')).join()).toContain(
      'for dai: when dai asks, no others are left at level heads, and 1 is needed',
    );
  });

  test('a group that Slack keeps may hold enough people, so nothing is said', () => {
    const kept = 'sre-leads: { slack_usergroup: S0LEADS001 }';
    const text = edited(['any: 2', 'any: 4'], ['sre-leads: [ben, chie, dai]', kept]);
    expect(problemsOf(text)).toEqual([]);
    expect(warningsOf(text)).toEqual([]);
  });
});
