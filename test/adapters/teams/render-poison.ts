/** Cards, lines and words in which everything that can be typed or named may be hostile. */

import fc from 'fast-check';
import type { Button, Card, Inline, Line } from '../../../src/card/card.ts';
import { personKey } from '../../../src/kernel/brand.ts';
import { ASKED, DRAWING } from '../../card/case-story.ts';

const POISON = [
  '**bold**',
  '__b__ _i_',
  '[a](https://evil.example)',
  '![a](https://evil.example/x.png)',
  '<at>everyone</at>',
  '<at>aiko</at>',
  '</at >',
  '{{DATE(2026-11-29T09:02:00Z,SHORT)}}',
  '{{TIME(2026-11-29T09:02:00Z)}}',
  '{{{{TIME(',
  '${title}',
  '{',
  '{{',
  '\n- item',
  '\n1. item',
  '\n# head',
  '\n> quoted',
  '\n    code',
  '\n===\n',
  '`code`',
  '~~no~~',
  '&lt;at&gt;aiko&lt;/at&gt;',
  '&amp;&#60;',
  '\\',
  '<b>x</b>',
  '\n\n\n',
  '\r\n',
  '\u202Edenied',
  '\u200B\u0000\uD800',
  '👩🏽‍💻',
  '承認済み',
];
export const text = fc.oneof(
  fc.array(fc.constantFrom(...POISON), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc
    .tuple(fc.constantFrom(...POISON), fc.nat(4000))
    .map(([part, count]) => part.repeat(Math.ceil(count / part.length))),
);

const person = fc
  .tuple(fc.constantFrom('teams:t1', 'teams:t2', 'slack:t1'), fc.constantFrom('a1', 'b2'), text)
  .map(([place, id, name]): Inline => {
    const [platform = '', tenant = ''] = place.split(':');
    return { person: personKey(platform, tenant, id), name };
  });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ text, bold: fc.boolean(), code: fc.boolean() }),
  person,
  fc.record({ group: text, name: text }),
  fc.record({ channel: text }),
  fc.constantFrom('time' as const, 'date-time' as const, 'time-seconds' as const).map((show) => ({
    instant: ASKED,
    show,
  })),
  fc.record({ link: fc.oneof(text, fc.constant('https://example.com/_a_(b)')), label: text }),
);
export const line: fc.Arbitrary<Line> = fc.array(inline, { maxLength: 6 });
const button: fc.Arbitrary<Button> = fc.record({
  action: fc.constantFrom('approve' as const, 'deny' as const, 'why' as const),
  label: text,
  value: fc.constant(DRAWING),
});
export const card: fc.Arbitrary<Card> = fc.record({
  headline: text,
  status: line,
  tone: fc.constantFrom('waiting' as const, 'good' as const, 'bad' as const),
  facts: fc.array(fc.record({ name: text, value: line }), { maxLength: 40 }),
  quoted: fc.record({ label: text, text }),
  notes: fc.array(line, { maxLength: 40 }),
  buttons: fc.array(button, { maxLength: 20 }),
  summary: text,
});
