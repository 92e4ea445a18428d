/** Forms: what they ask, what they say under each field, and what they keep. */

import { describe, expect, test } from 'vitest';
import type { Form } from '../../src/card/form.ts';
import { denyForm, endForm, extendForm, shorterForm } from '../../src/card/forms.ts';
import { requestForm, type RequestFormInput } from '../../src/card/request-form.ts';
import { wordsFor } from '../../src/card/words/words.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import {
  active,
  approved,
  at,
  BEN,
  CATALOG,
  CHIE,
  DRAWING,
  EN,
  ID,
  JA,
  opened,
  PROD_DB,
  view,
} from './case-story.ts';
import { formText } from './plain-text.ts';

const both = (draw: (reader: typeof EN) => Form) =>
  [EN, JA].map((reader) => formText(draw(reader), reader)).join('\n\n');

const input = (reader: typeof EN, more: Partial<RequestFormInput> = {}): RequestFormInput => ({
  choices: [
    { value: 'prod-db', label: PROD_DB.title[reader.locale] ?? '' },
    { value: 'prod-shell', label: 'Production shell' },
  ],
  typed: {},
  catalog: CATALOG,
  operators: '@platform',
  reader,
  ...more,
});
const CHOSEN = {
  entitlement: PROD_DB,
  maxMs: 4 * HOUR,
  levels: [{ count: 2, from: ['sre-leads'] }],
};

describe('the form of an ask', () => {
  test('says under the choice what it is, the cap, and who decides', () => {
    const typed = { entitlement: 'prod-db', time: '2h', why: 'Restart the stuck replica' };
    expect(
      both((reader) => requestForm(input(reader, { chosen: CHOSEN, typed }))),
    ).toMatchSnapshot();
  });

  test('asks for a choice first', () => {
    const form = requestForm(input(EN));
    expect(form.fields.map(({ id }) => id)).toEqual(['entitlement', 'time', 'why']);
    expect(form.submit).toBe('Request');
  });

  test('says whom to ask when there is nothing one may ask for, and has nothing to send', () => {
    const form = (reader: typeof EN) => requestForm(input(reader, { choices: [] }));
    expect(both(form)).toMatchSnapshot();
    expect(form(EN).submit).toBeUndefined();
  });

  test('says why the last attempt was refused, and keeps all that was typed', () => {
    const refusal = refuse('aws-silent', {});
    const typed = {
      entitlement: 'prod-db',
      time: '2h',
      why: 'Restart',
      ticket: 'INC-1',
      'answer:impact': 'none',
    };
    const form = requestForm(input(EN, { chosen: CHOSEN, typed, refusal }));
    expect(formText(form, EN)).toMatchSnapshot();
  });

  test('says so at the choice when it could not be had as things are', () => {
    const refusal = refuse('nobody-could-approve', { entitlement: 'prod-db', level: 'sre' });
    const chosen = { entitlement: PROD_DB, refusal };
    expect(formText(requestForm(input(EN, { chosen })), EN)).toContain('  Nobody could approve');
  });

  test('is searched when there are more choices than a platform shows', () => {
    const many = Array.from({ length: 101 }, (_, index) => ({ value: `e${index}`, label: `E` }));
    const [select] = requestForm(input(EN, { choices: many })).fields;
    expect(select).toMatchObject({ kind: 'select', redraws: true });
    expect(select).not.toHaveProperty('choices');
    const [exactly] = requestForm(input(EN, { choices: many.slice(0, 100) })).fields;
    expect(exactly).toHaveProperty('choices.length', 100);
  });
});

describe('the forms behind the buttons', () => {
  const one = approved(opened(), BEN, '18:05', { shorterMs: HOUR }).file;

  test('ask for what they need, and say what happens', () => {
    const asked = { kind: 'window', startMs: at('19:00'), endMs: at('20:00') } as const;
    const ahead = approved(approved(opened({ asked }), BEN, '18:05').file, CHIE, '18:07').file;
    const texts = [
      both((reader) => denyForm(view(opened(), '18:03', reader), DRAWING)),
      both((reader) => shorterForm(view(one, '18:06', reader), DRAWING)),
      both((reader) => extendForm(ID, DRAWING, reader)),
      both((reader) => endForm(view(active(), '18:08', reader), DRAWING)),
      both((reader) => endForm(view(ahead, '18:08', reader), DRAWING)),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchSnapshot();
  });

  test('of a start that is ahead cancel it, and never say that something ends', () => {
    const asked = { kind: 'window', startMs: at('19:00'), endMs: at('20:00') } as const;
    const ahead = approved(approved(opened({ asked }), BEN, '18:05').file, CHIE, '18:07').file;
    const said = (file: CaseFile) =>
      [EN, JA].map((reader) => {
        const { title, close, submit } = endForm(view(file, '18:08', reader), DRAWING);
        return { title, buttons: [close, submit] };
      });
    expect(said(ahead)).toEqual([
      { title: 'Cancel start of PA-7K3M2', buttons: ['Go back', 'Cancel the start'] },
      { title: 'PA-7K3M2 の開始を取り消す', buttons: ['戻る', '開始を取り消す'] },
    ]);
    expect(said(active())).toEqual([
      { title: 'End PA-7K3M2 now', buttons: ['Cancel', 'End now'] },
      { title: 'PA-7K3M2 を今すぐ終了', buttons: ['キャンセル', '終了する'] },
    ]);
  });

  test('have titles that are not cut, or what they say is lost', () => {
    const forms = [EN, JA].flatMap((reader) => {
      const { form, breakGlass } = wordsFor(reader.locale);
      const { deny, shorter, extend, end, cancelStart } = form;
      const { formJustified, formUnjustified } = breakGlass;
      return [deny, shorter, extend, end, cancelStart, formJustified, formUnjustified];
    });
    const titles = forms.map((titled) => titled(ID));
    expect(titles.filter((title) => title.length > 24)).toEqual([]);
  });

  test('carry the drawing they were opened from', () => {
    const drawn = view(one, '18:06');
    const forms = [denyForm(drawn, DRAWING), shorterForm(drawn, DRAWING), endForm(drawn, DRAWING)];
    expect(forms.map(({ drawing }) => drawing)).toEqual([DRAWING, DRAWING, DRAWING]);
  });
});
