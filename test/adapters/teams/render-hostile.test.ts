/** Whatever anybody types, Teams is sent text: never a mention, a link, or a line of ours. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPen } from '../../../adapters/teams/pen.ts';
import { LIMIT, sizeOf } from '../../../adapters/teams/render-limits.ts';
import type { Activity } from '../../../adapters/teams/render-types.ts';
import type { Card } from '../../../src/card/card.ts';
import { requestCard } from '../../../src/card/request-card.ts';
import { requestForm } from '../../../src/card/request-form.ts';
import { personKey } from '../../../src/kernel/brand.ts';
import { ASKED, CATALOG, DRAWING, EN, JA, opened, PROD_DB, view } from '../../card/case-story.ts';
import { card, line, text } from './render-poison.ts';
import { cardIn, faultsOf, markupIn, ofType, runsIn } from './render-reading.ts';

const names = ['aiko', 'Aiko <at>x</at> [y](z)', '**', ''];
const penFor = (name: string) =>
  createPen({
    tenant: 't1',
    reader: JA,
    member: (key) => (key.endsWith('a1') ? { mri: '29:1a1', name } : undefined),
    channelName: () => undefined,
  });

function expectSendable(activity: Activity): void {
  const drawn = cardIn(activity);
  expect({
    faults: faultsOf(drawn),
    markup: markupIn(drawn),
    isSmall: sizeOf(activity) <= LIMIT.message,
    mentioned: (drawn.msteams?.entities ?? []).filter(
      ({ mentioned }) => !['29:1a1', 'a1', 'b2'].includes(mentioned.id),
    ),
  }).toEqual({ faults: [], markup: [], isSmall: true, mentioned: [] });
}

describe('hostile strings', () => {
  test('are text in any card, which is taken and small enough', () => {
    fc.assert(
      fc.property(card, fc.constantFrom(...names), (one, name) => {
        const refreshFor = Array.from({ length: 90 }, (_, at) => `29:${'x'.repeat(80)}${at}`);
        expectSendable(penFor(name).card(one, { refreshFor }));
      }),
      { numRuns: 600 },
    );
  }, 300_000);

  test('are text in any notice', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 120 }), text, (lines, summary) => {
        expectSendable(penFor('aiko').notice({ lines, summary, buttons: [] }));
      }),
      { numRuns: 300 },
    );
  }, 300_000);

  test('are text in any line of a thread', () => {
    fc.assert(
      fc.property(line, (one) => {
        const { text = '', entities = [] } = penFor('aiko').line(one);
        const ours = entities.reduce((rest, tag) => rest.replaceAll(tag.text, ''), text);
        const own = /<\/?(?:strong|code|br\/|a)>|<br\/>|<a href="https:\/\/[^"<>]*">/g;
        expect(ours.replace(own, '')).not.toMatch(/[<>"]|&(?!(?:amp|lt|gt|quot);)/);
      }),
      { numRuns: 2000 },
    );
  }, 300_000);

  test('are text in forms, and stay as typed', () => {
    fc.assert(
      fc.property(text, text, text, (why, label, problem) => {
        const choices = [{ value: 'prod-db', label }];
        const chosen = { entitlement: { ...PROD_DB, guidance: { en: label } }, maxMs: 1 };
        const typed = { entitlement: 'prod-db', why, time: label };
        const input = { choices, typed, catalog: CATALOG, operators: label, reader: EN, chosen };
        const problems = { why: problem };
        const { card } = penFor('aiko').form(requestForm(input), { problems, typed: { why } });
        expect([faultsOf(card), markupIn(card)]).toEqual([[], []]);
      }),
      { numRuns: 300 },
    );
  }, 300_000);

  test('in the reason are shown letter by letter', () => {
    fc.assert(
      fc.property(text, (justification) => {
        const drawn = requestCard(view(opened({ justification }), '18:04'));
        const [box] = ofType(cardIn(penFor('aiko').card(drawn)), 'Container');
        expect(runsIn(box)).toBe(`${drawn.quoted?.label}${drawn.quoted?.text || ' '}`);
      }),
      { numRuns: 1000 },
    );
  }, 300_000);
});

describe('a monstrous card', () => {
  const base = requestCard(view(opened(), '18:04'));
  const huge = (words: string): Card => ({
    ...base,
    headline: words,
    status: [{ text: words }],
    facts: Array.from({ length: 300 }, () => ({ name: words, value: [{ text: words }] })),
    quoted: { label: words, text: words },
    notes: Array.from({ length: 3000 }, () => [
      { text: words },
      { person: personKey('teams', 't1', 'a1'), name: words },
      { instant: ASKED, show: 'date-time' as const },
    ]),
    buttons: Array.from({ length: 200 }, () => ({
      action: 'approve' as const,
      label: words,
      value: DRAWING,
    })),
    summary: words,
  });

  test.each(['あ', '<at>', '👩🏽‍💻', '\n', '{{DATE(', '\\', '\u0000', '', '${'])(
    'of %j can be sent, and is drawn the same each time',
    (sign) => {
      const one = huge(sign.repeat(30_000));
      const drawn = penFor('aiko').card(one);
      expectSendable(drawn);
      expect(penFor('aiko').card(one)).toEqual(drawn);
    },
  );

  test('loses its notes before anything of the reason', () => {
    const quoted = { label: 'Why', text: 'あ'.repeat(2000) };
    const notes = Array.from({ length: 200 }, () => [{ text: 'い'.repeat(500) }]);
    const drawn = cardIn(penFor('aiko').card({ ...base, quoted, notes }));
    expect(runsIn(drawn)).toContain(quoted.text);
    expect(runsIn(drawn.body.at(-1))).toBe('…');
  });
});
