/** How Teams draws lines in cards: people, moments, links, and words that need an escape. */

import { describe, expect, test } from 'vitest';
import { createPen } from '../../../adapters/teams/pen.ts';
import type { Element, TextBlock } from '../../../adapters/teams/render-types.ts';
import type { Inline, Line } from '../../../src/card/card.ts';
import { noticeFor } from '../../../src/card/notices.ts';
import { personKey } from '../../../src/kernel/brand.ts';
import { active, ASKED, EN, view } from '../../card/case-story.ts';
import { cardIn, faultsOf, ofType, runsIn } from './render-reading.ts';

const ID = '49c4641c-ab91-4248-aebb-6a7de286397b';
const pen = createPen({
  tenant: 't1',
  reader: EN,
  member: (person) =>
    person === 'teams:t1:known' ? { mri: '29:1known', name: 'Ben [SRE] Ito' } : undefined,
  channelName: (id) => (id === '19:a@thread.tacv2' ? 'prod-approvals' : undefined),
});
const noticed = (...line: Line) =>
  cardIn(pen.notice({ lines: [line], buttons: [], summary: 'summary' }));
const person = (id: string, name: string, tenant = 't1', platform = 'teams'): Inline => ({
  person: personKey(platform, tenant, id),
  name,
});

describe('people', () => {
  const blockOf = (...line: Line) => ofType<TextBlock>(noticed(...line), 'TextBlock')[0]?.text;

  test('of our tenant are mentioned, by a name that needs no escape', () => {
    const card = noticed(person('known', 'ben'), { text: ' approved' });
    expect(card.body).toMatchObject([{ text: '<at>Ben SRE Ito</at> approved' }]);
    expect(card.msteams?.entities).toEqual([
      {
        type: 'mention',
        text: '<at>Ben SRE Ito</at>',
        mentioned: { id: '29:1known', name: 'Ben SRE Ito' },
      },
    ]);
  });

  test('that are not known yet are mentioned by their id in the directory', () => {
    const card = noticed(person(ID, '佐藤 愛子'));
    expect(card.msteams?.entities).toMatchObject([{ mentioned: { id: ID, name: '佐藤 愛子' } }]);
  });

  test.each([
    person('U1', 'aiko', 'T1', 'slack'),
    person(ID, 'aiko', 't2'),
    person('<at>x</at>', 'aiko'),
    person('', 'aiko'),
  ])('of elsewhere are named: %j', (someone) => {
    const card = noticed(someone);
    expect(card.msteams).toBeUndefined();
    expect(ofType(card, 'TextRun')).toEqual([{ type: 'TextRun', text: 'aiko', weight: 'bolder' }]);
  });

  test('of one name are never mixed up', () => {
    const card = noticed(person('a1', 'Ken'), { text: ', ' }, person('a2', 'Ken'));
    expect(card.body).toMatchObject([{ text: '<at>Ken</at>, **Ken**' }]);
    expect(card.msteams?.entities).toMatchObject([{ mentioned: { id: 'a1' } }]);
  });

  test('are mentioned once, however often they are named', () => {
    const card = noticed(person('a1', 'Ken'), { text: ' and ' }, person('a1', 'Ken'));
    expect(card.body).toMatchObject([{ text: '<at>Ken</at> and <at>Ken</at>' }]);
    expect(card.msteams?.entities).toHaveLength(1);
  });

  test('are named, not mentioned, beside what somebody typed as a mention or a function', () => {
    const card = noticed(person('a1', 'Ken'), { text: ': <at>Ken</at> ${x} {{TIME(y)}}' });
    expect(card.msteams).toBeUndefined();
    expect(runsIn(card)).toBe('Ken: <at>Ken</at> ${x} {{TIME(y)}}');
  });

  test('stand beside words that are escaped, and beside names that need no escape', () => {
    const text = '*a* [b](https://evil.example) <b>_c_ aiko_sato & &lt;';
    expect(blockOf(person('a1', 'Ken'), { text: `\n1. ${text}` })).toBe(
      '<at>Ken</at>\n\n1\\. \\*a\\* \\[b\\](https://evil.example) &lt;b&gt;\\_c\\_ aiko_sato ' +
        '&amp; &amp;lt;',
    );
  });
});

describe('the other pieces of a line', () => {
  const first = (...line: Line): Element | undefined => noticed(...line).body[0];

  test("an instant is shown in each reader's own zone", () => {
    const line: Line = [
      { text: 'until ', bold: true },
      { instant: ASKED + 999, show: 'date-time' },
    ];
    expect(first(...line, { text: ' or ' }, { instant: ASKED, show: 'time' })).toMatchObject({
      type: 'TextBlock',
      text:
        'until {{DATE(2026-11-24T09:02:00Z,SHORT)}} {{TIME(2026-11-24T09:02:00Z)}} or ' +
        '{{TIME(2026-11-24T09:02:00Z)}}',
    });
  });

  test('a second is shown with its zone, since Teams shows none', () => {
    expect(first({ instant: ASKED, show: 'time-seconds' })).toMatchObject({
      inlines: [{ text: '18:02:00 (JST)' }],
    });
  });

  test('a link leads nowhere but to https', () => {
    const url = 'https://signin.aws.amazon.com/switchrole?a=(1)_*';
    const selectAction = { type: 'Action.OpenUrl', url };
    expect(first({ link: url, label: 'here' })).toMatchObject({
      inlines: [{ text: 'here', selectAction }],
    });
    expect(first({ link: 'javascript:alert(1)' })).toEqual(
      expect.objectContaining({ inlines: [{ type: 'TextRun', text: 'javascript:alert(1)' }] }),
    );
    const line: Line = [
      { link: url, label: 'a]b' },
      { instant: ASKED, show: 'time' },
    ];
    expect(first(...line)).toMatchObject({
      text:
        String.raw`[a\]b](https://signin.aws.amazon.com/switchrole?a=%281%29%5F%2A)` +
        '{{TIME(2026-11-24T09:02:00Z)}}',
    });
  });

  test('groups and channels are named', () => {
    const line: Line = [
      { group: 'sre', name: 'sre-leads' },
      { channel: '19:a@thread.tacv2' },
      { channel: '19:b' },
    ];
    expect(runsIn(first(...line))).toBe('sre-leadsprod-approvalsthe approver channel');
  });

  test('nothing at all is a blank, which Teams takes', () => {
    expect(faultsOf(noticed())).toEqual([]);
    expect(runsIn(noticed())).toBe(' ');
  });
});

test('a notice says the same in plain words', () => {
  const notice = noticeFor('active', view(active(), '18:08'));
  expect(pen.words(notice)).toMatch(
    /^You have Production database, read and write until 20:07 \(JST\)\.\nSwitch role: https:/,
  );
});
