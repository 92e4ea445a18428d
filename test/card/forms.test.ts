/** Forms: what they ask, what they say under each field, and what they keep. */

import { describe, expect, test } from 'vitest';
import type { Form } from '../../src/card/form.ts';
import { denyForm, endForm, extendForm, shorterForm } from '../../src/card/forms.ts';
import { requestForm, type RequestFormInput } from '../../src/card/request-form.ts';
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
    ).toMatchInlineSnapshot(`
      "== Production access
      What do you need?
      [ Production database, read and write ]
        role ProdDbOperator, account production 4444-5555-6666
        Up to 4 h · 2 approvals from sre-leads
      For how long?
      [ 2h ]
        2h · 90m · until 18:00 · tomorrow 9:00 for 1h
      Why?
      [ Restart the stuck replica ]
        The approvers see this exactly as you type it.
      Ticket (INC-…) (optional)
      [ ‹INC-1234› ]
      Impact (optional)
      [ ‹› ]
      [ Cancel ] [ Request ]

      == 本番アクセス申請
      対象
      [ 本番データベース（読み書き） ]
        production 4444-5555-6666 の ProdDbOperator ロール
        最長4時間・sre-leads の2名が承認
      期間
      [ 2h ]
        2時間 · 90分 · 18時まで · 明日9時から1時間
      理由
      [ Restart the stuck replica ]
        承認者には入力したとおりに表示されます。
      チケット (INC-…) (optional)
      [ ‹INC-1234› ]
      影響範囲 (optional)
      [ ‹› ]
      [ キャンセル ] [ 申請する ]"
    `);
  });

  test('asks for a choice first', () => {
    const form = requestForm(input(EN));
    expect(form.fields.map(({ id }) => id)).toEqual(['entitlement', 'time', 'why']);
    expect(form.submit).toBe('Request');
  });

  test('says whom to ask when there is nothing one may ask for, and has nothing to send', () => {
    const form = (reader: typeof EN) => requestForm(input(reader, { choices: [] }));
    expect(both(form)).toMatchInlineSnapshot(`
      "== Production access
        There is nothing you may ask for yet. @platform can add you to a group that may. Then type /prod-access again.
      [ Close ]

      == 本番アクセス申請
        申請できるものがまだありません。@platform に、申請できるグループへの追加を依頼してください。追加後に /prod-access をもう一度入力してください。
      [ 閉じる ]"
    `);
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
    expect(formText(form, EN)).toMatchInlineSnapshot(`
      "== Production access
        Not sent. AWS did not answer in time. Nothing was given; try again in a few minutes.
      What do you need?
      [ Production database, read and write ]
        role ProdDbOperator, account production 4444-5555-6666
        Up to 4 h · 2 approvals from sre-leads
      For how long?
      [ 2h ]
        2h · 90m · until 18:00 · tomorrow 9:00 for 1h
      Why?
      [ Restart ]
        The approvers see this exactly as you type it.
      Ticket (INC-…) (optional)
      [ INC-1 ]
      Impact (optional)
      [ none ]
      [ Cancel ] [ Request ]"
    `);
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
    expect(texts.join('\n\n---\n\n')).toMatchInlineSnapshot(`
      "== Deny PA-7K3M2
        aiko · Production database, read and write · “Restart the stuck replica, INC-1234”
      Why not?
      [ ‹Use the read replica instead› ]
        The requester sees this. It ends the request for everybody.
      [ Cancel ] [ Deny ]

      == PA-7K3M2 を却下
        aiko · 本番データベース（読み書き） · 「Restart the stuck replica, INC-1234」
      却下の理由
      [ ‹リードレプリカを使ってください› ]
        申請者に表示されます。この申請はここで終わります。
      [ キャンセル ] [ 却下する ]

      ---

      == Approve PA-7K3M2
        aiko · Production database, read and write · “Restart the stuck replica, INC-1234”
      For how long? (optional)
      [ ‹30m› ]
        Less than 1 h. Left empty: 1 h.
      Anything to say? (optional)
      [ ‹› ]
        Shown in the thread.
      [ Cancel ] [ Approve ]

      == PA-7K3M2 を承認
        aiko · 本番データベース（読み書き） · 「Restart the stuck replica, INC-1234」
      承認する期間 (optional)
      [ ‹30分› ]
        1時間より短く。空欄の場合は1時間。
      コメント (optional)
      [ ‹› ]
        スレッドに表示されます。
      [ キャンセル ] [ 承認する ]

      ---

      == Extend PA-7K3M2
      How much longer?
      [ ‹30m› ]
        The same approvers decide again. The end moves only when they have.
      Why? (optional)
      [ ‹› ]
      [ Cancel ] [ Ask ]

      == PA-7K3M2 を延長
      延長する時間
      [ ‹30分› ]
        同じ承認者が改めて判断します。承認されるまで終了時刻は変わりません。
      理由 (optional)
      [ ‹› ]
      [ キャンセル ] [ 延長を申請する ]

      ---

      == End PA-7K3M2 now
        aiko loses Production database, read and write at once, and it cannot be undone: more time means a new request.
      [ Cancel ] [ End now ]

      == PA-7K3M2 を今すぐ終了
        aiko の「本番データベース（読み書き）」をすぐに終了します。元に戻せません。まだ必要な場合は新しい申請になります。
      [ キャンセル ] [ 終了する ]

      ---

      == End PA-7K3M2 now
        Production database, read and write will not start for aiko. That cannot be undone: it takes a new request.
      [ Cancel ] [ End now ]

      == PA-7K3M2 を今すぐ終了
        aiko の「本番データベース（読み書き）」の開始を取り消します。元に戻せません。必要な場合は新しい申請になります。
      [ キャンセル ] [ 終了する ]"
    `);
  });

  test('carry the drawing they were opened from', () => {
    const drawn = view(one, '18:06');
    const forms = [denyForm(drawn, DRAWING), shorterForm(drawn, DRAWING), endForm(drawn, DRAWING)];
    expect(forms.map(({ drawing }) => drawing)).toEqual([DRAWING, DRAWING, DRAWING]);
  });
});
