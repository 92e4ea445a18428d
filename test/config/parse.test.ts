/** Reading the file: everything that is wrong at once, each with its line and column. */

import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/config/parse.ts';
import { problemLine } from '../../src/config/problem.ts';
import { configOf, EXAMPLE, edited, problemsOf } from './example.ts';

const LINES = EXAMPLE.split('\n');
/** Where a text stands in the example: `12:16`. */
const spotOf = (text: string, word = text): string => {
  const line = LINES.findIndex((each) => each.includes(text));
  return `${line + 1}:${(LINES[line] ?? '').indexOf(word) + 1}`;
};

describe('five mistakes', () => {
  const text = edited(
    ['      account: "111122223333"', '      account: 012345678901'],
    ['any: 2', 'any: 0'],
    ['from: [sre-leads]', 'from: [sre-lead]'],
    ['longest: 8h', 'longset: 8h'],
    ['contact: "@platform"', 'contact:'],
  );

  test('are all told at once, in the order of the file, each at its line and column', () => {
    const parsed = parseConfig(text, 'prod-access.yml');
    expect(parsed.ok ? [] : parsed.problems.map(problemLine)).toEqual([
      `prod-access.yml:${spotOf('contact: "@platform"', ' "@plat')} operators.contact: expected ` +
        'a short text such as @platform, got nothing',
      `prod-access.yml:${spotOf('      account: "1111', '"1111')} ` +
        'entitlements[0].target.account: expected twelve digits in quotes, got the number ' +
        '12345678901; write "012345678901"',
      `prod-access.yml:${spotOf('longest: 8h')} entitlements[1].longset: there is no key ` +
        '"longset" here; did you mean "longest"?',
      `prod-access.yml:${spotOf('any: 2', '2')} rules[0].levels[0].any: expected a whole number ` +
        'from 1 to 20, got the number 0',
      `prod-access.yml:${spotOf('from: [sre-leads]', 'sre-leads')} rules[0].levels[0].from[0]: ` +
        'there is no person or group "sre-lead"; did you mean "sre-leads"?',
    ]);
  });

  test('leave nothing else to complain of once they are mended', () => {
    expect(problemsOf(EXAMPLE)).toEqual([]);
  });
});

describe('a text that is no configuration', () => {
  test.each([
    ['', '1:1 is empty; begin with a copy of prod-access.example.yml'],
    ['# only a comment\n', '1:1 is empty; begin with a copy of prod-access.example.yml'],
    ['just words', /^1:1 expected a mapping with workspace, people, .*, got "just words"$/],
    ['- 1', /^1:1 expected a mapping with .*, got a list$/],
  ])('%j is refused', (text, said) => {
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem).toMatch(said);
  });

  test('is refused where its YAML breaks, without guesses about the rest', () => {
    const problems = problemsOf('workspace:\n  slack: "T0PRODDEMO\npeople: [\n');
    expect(problems[0]).toMatch(/^\d+:\d+ /);
    expect(problems.join()).not.toContain('is missing');
  });

  test('is refused when it is two documents', () => {
    expect(problemsOf(`${EXAMPLE}\n---\n${EXAMPLE}`)).toHaveLength(1);
  });

  test('is refused when it is nested without end', () => {
    expect(problemsOf('['.repeat(100_000))).not.toEqual([]);
    expect(problemsOf(`workspace: ${'{a: '.repeat(20_000)}`)).not.toEqual([]);
  });

  test('is refused when it is longer than any configuration', () => {
    expect(problemsOf(`#${'x'.repeat(1_000_001)}`)).toEqual([
      '1:1 is longer than a million characters',
    ]);
  });
});

describe('YAML that means more than it says', () => {
  test('a key twice is refused, and what else is wrong is still told', () => {
    const text = edited(['  open: 3', '  open: 3\n  open: 3'], ['ahead: 90d', 'ahead: 90']);
    const [first, second, ...others] = problemsOf(text);
    const line = spotOf('# After a denial').split(':')[0];
    expect(first).toBe(`${line}:3 this key is there already, further up in the same mapping`);
    expect(second).toContain('limits.ahead: expected a duration');
    expect(others).toEqual([]);
  });

  test('an alias is not followed', () => {
    const text = edited(
      ['engineers: [aiko', 'engineers: &all [aiko'],
      ['sre-leads: [ben, chie, dai]', 'sre-leads: *all'],
    );
    expect(problemsOf(text)).toEqual([
      `${spotOf('  sre-leads: [ben', '[ben')} groups.sre-leads: expected a list or a mapping, ` +
        'got an alias, which is not followed here: write it out',
    ]);
  });

  test('a merge key is a key like any other, and there is none such', () => {
    expect(problemsOf(edited(['  open: 3', '  <<: { open: 9 }'])).join()).toContain(
      'there is no key "<<"',
    );
  });

  test('a tag is refused', () => {
    expect(problemsOf(edited(['open: 3', 'open: !secret 3']))).toHaveLength(1);
  });

  test('a key named like a part of every object is an unknown key', () => {
    expect(problemsOf(edited(['  open: 3', '  constructor: 3'])).join()).toContain('"constructor"');
    expect(problemsOf(edited(['  open: 3', '  __proto__: 3'])).join()).toContain('"__proto__"');
  });
});

describe('one mistake is one problem', () => {
  test('a misspelt key is not reported as missing too', () => {
    expect(problemsOf(edited(['eligible: [engineers]', 'elligible: [engineers]']))).toHaveLength(1);
  });

  test('a person with a wrong account is still known by name', () => {
    expect(problemsOf(edited(['slack: U0BEN00001', 'slack: "@ben"']))).toHaveLength(1);
  });

  test('a wrong target is not reported as missing too', () => {
    expect(problemsOf(edited(['kind: iam-policy', 'kind: iam-polcy']))).toEqual([
      `${spotOf('kind: iam-policy', 'iam-policy')} entitlements[0].target.kind: expected ` +
        'iam-policy or iam-group or ssm-node or ssm-port-forward or identity-center or jitna ' +
        'or ssm-automation, got "iam-polcy"; did you mean "iam-policy"?',
    ]);
  });
});

test('guidance may be of several lines, folded or as it is', () => {
  const said = 'en: The read replica is enough for most questions; ask for prod-logs first.';
  const guidance = (text: string) =>
    configOf(edited([said, text])).catalog.entitlements.get('prod-db')?.guidance?.en;
  expect(guidance('en: >\n        One\n        line.')).toBe('One line.');
  expect(guidance('en: |\n        Two\n        lines.')).toBe('Two\nlines.');
});

describe('what may be left out', () => {
  const bare = EXAMPLE.slice(0, EXAMPLE.indexOf('# Every one of these may be left out'));

  test('limits have the defaults that the example names', () => {
    expect(configOf(bare).limits).toEqual(configOf(EXAMPLE).limits);
  });

  test('a rule without max_total extends nothing beyond max', () => {
    const [rule] = configOf(edited(['    max_total: 8h\n', ''])).rules;
    expect(rule?.maxTotalMs).toBe(rule?.maxMs);
  });

  test('a permission counts only with MFA unless the file says otherwise', () => {
    const target = configOf(edited(['      mfa: true\n', ''])).catalog.entitlements.get('prod-db');
    expect(target?.targets).toMatchObject([{ mfa: true }]);
  });
});
