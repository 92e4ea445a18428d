/** How Teams draws lines of a thread: text messages in the one format that can be escaped. */

import { describe, expect, test } from 'vitest';
import { createPen } from '../../../adapters/teams/pen.ts';
import { clip, LIMIT } from '../../../adapters/teams/render-limits.ts';
import type { Line } from '../../../src/card/card.ts';
import { personKey } from '../../../src/kernel/brand.ts';
import { ASKED, EN } from '../../card/case-story.ts';

const pen = createPen({
  tenant: 't1',
  reader: EN,
  member: () => ({ mri: '29:1ben', name: 'Ben <b>&amp;' }),
  channelName: () => undefined,
});
const ben = { person: personKey('teams', 't1', 'ben'), name: 'ben' };
const drawn = (...line: Line) => pen.line(line);

describe('a line', () => {
  test('is words, with our own people mentioned and others named', () => {
    const aiko = { person: personKey('slack', 'T1', 'U1'), name: 'aiko' };
    expect(drawn(aiko, { text: ' and ' }, ben)).toEqual({
      type: 'message',
      text: '<strong>aiko</strong> and <at>Ben b amp</at>',
      textFormat: 'xml',
      entities: [
        {
          type: 'mention',
          text: '<at>Ben b amp</at>',
          mentioned: { id: '29:1ben', name: 'Ben b amp' },
        },
      ],
    });
  });

  test('has what was typed escaped, and mentions nobody beside a mention that was typed', () => {
    expect(drawn(ben, { text: ': <at>Ben b amp</at> & "**x**"\n[a](b)' })).toEqual({
      type: 'message',
      text:
        '<strong>ben</strong>: &lt;at&gt;Ben b amp&lt;/at&gt; &amp; &quot;**x**&quot;' +
        '<br/>[a](b)',
      textFormat: 'xml',
    });
  });

  test('shows moments with their zone, code as code, and links only to https', () => {
    const line: Line = [
      { instant: ASKED, show: 'time' },
      { text: ' a<b', code: true },
      { link: 'https://example.com/?a=1&b="', label: 'no' },
      { link: 'https://example.com/?a=1&b', label: 'here' },
    ];
    expect(drawn(...line).text).toBe(
      '18:02 (JST)<code> a&lt;b</code>no<a href="https://example.com/?a=1&amp;b">here</a>',
    );
  });

  test('is never empty, and never longer than Teams takes', () => {
    expect(drawn().text).toBe(' ');
    const long = drawn(...Array.from({ length: 400 }, () => ({ text: '<'.repeat(4000) })));
    expect(JSON.stringify(long).length * 2).toBeLessThanOrEqual(LIMIT.message);
  });
});

test('a text is cut between letters', () => {
  expect(clip('abcdef', 4)).toBe('abc…');
  expect(clip('abcd', 4)).toBe('abcd');
  expect(clip('ab👩🏽‍💻cd', 6)).toBe('ab…');
});
