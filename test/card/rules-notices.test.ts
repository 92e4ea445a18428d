/** What the operators read of a changed configuration, in both languages. */

import { describe, expect, test } from 'vitest';
import { plainLine } from '../../src/card/line.ts';
import type { Notice } from '../../src/card/card.ts';
import {
  confirmedNotice,
  notTakenNotice,
  proposalNotice,
  unsoundNotice,
} from '../../src/card/rules-notices.ts';
import { EN, JA } from './case-story.ts';

const said = ({ lines, buttons }: Notice, reader = EN) => [
  ...lines.map((line) => plainLine(line, reader)),
  ...buttons.map(({ label, value }) => `[ ${label} ] ${value}`),
];
const proposal = (names: readonly string[] | undefined) => ({
  number: 7,
  digest: '0123456789abcdef',
  handle: '7/0123456789abcdef',
  differences: names?.map((name) => ({ what: 'gone', part: 'group', name }) as const),
});

describe('a changed configuration', () => {
  test('is told with its difference and a button', () => {
    expect([
      said(proposalNotice(proposal(['leads']), EN)),
      said(proposalNotice(proposal(['leads']), JA), JA),
    ]).toMatchSnapshot();
  });

  test('that cannot be compared says so; what is too long is counted', () => {
    expect(said(proposalNotice(proposal(undefined), EN))[1]).toContain('not on record');
    const many = Array.from({ length: 25 }, (_, at) => `g${at}`);
    expect(said(proposalNotice(proposal(many), EN)).at(-3)).toContain('and 5 more');
  });

  test('is confirmed by name, is unsound with its place, or cannot be served', () => {
    const problem = 'prod-access.yml:12:16 rules[0].max: expected a duration';
    for (const reader of [EN, JA]) {
      expect([
        said(confirmedNotice('dai', 7, reader), reader),
        said(unsoundNotice([problem], reader), reader),
        said(notTakenNotice('Slack refuses the token.', reader), reader),
      ]).toMatchSnapshot();
    }
  });
});
