/** A question that `prod-access explain` does not understand, and what it says of it. */

import { describe, expect, test } from 'vitest';
import { configOf, explained, type Typed } from './explaining.ts';

const BREAK_NOW = 'Break-glass opens at once';
const SEVERAL = (text: string) =>
  text.replace('account: "111122223333"', 'accounts: ["111122223333", "444455556666"]');

describe('a question that is not understood', () => {
  const said = async (typed: Typed, locale: 'en' | 'ja' = 'en', config = configOf()) => {
    const { outcome, lines, json } = await explained(typed, config, locale);
    expect(outcome).toBe('unclear');
    expect(json).toEqual({ problem: lines.join() });
    return lines.join();
  };

  test.each([
    [{ person: 'nobody' }, 'not in the people file'],
    [{ what: 'prod-nothing' }, 'There is no entitlement'],
    [{ time: 'soon' }, '“soon” is not a time I understand'],
    [{ time: '10:00-11:00' }, 'is over already. Try: tomorrow 10:00-11:00.'],
    [{ time: 'until 11:00' }, 'is over already. Try: until tomorrow 11:00.'],
    [{ time: '99999h' }, 'That is longer than 366 days, which nobody may have.'],
    [{ time: '0m' }, 'That is no time at all. Ask for at least a minute.'],
    [{ time: '1h30' }, '30 of what?'],
    [{ time: '2026-02-30 9:00 for 1h' }, 'There is no such day.'],
    [{ at: 'at Christmas' }, 'Try "2026-12-24 03:00 Asia/Tokyo"'],
    [{ account: '999999999999' }, 'prod-db leaves no account to choose. Leave out --account.'],
    [{ time: '2027-03-30 9:00 for 1h' }, 'That starts too far ahead: at most 90 days from now.'],
    [{ time: '20:00-20:30', breakGlass: true }, BREAK_NOW],
  ])('%o is told what would be right', async (typed, words) => {
    expect(await said(typed)).toContain(words);
  });

  test.each([
    [{ person: 'nobody' }, 'nobody は people に登録されていません'],
    [{ what: 'prod-nothing' }, 'prod-nothing という対象はありません'],
    [{ time: 'soon' }, '「soon」を期間として読み取れません'],
    [{ time: 'until 11:00' }, 'すでに過ぎています'],
    [{ at: 'at Christmas' }, '「at Christmas」を日時として読み取れません'],
    [{ account: '999999999999' }, 'prod-db にはアカウントの選択肢がありません'],
  ])('%o is told so in Japanese', async (typed, words) => {
    expect(await said(typed, 'ja')).toContain(words);
  });

  test('where the file lists nobody, it says who knows people', async () => {
    const nobody = { ...configOf(), people: { ...configOf().people, listed: [] } };
    expect(await said({}, 'en', nobody)).toContain('lists nobody, and whom tags or addresses name');
    expect(await said({}, 'ja', nobody)).toContain('people に登録された人はいません。');
  });

  test('so is an account that is none of those it is given in', async () => {
    const several = configOf(SEVERAL);
    expect(await said({ account: '999999999999' }, 'en', several)).toContain(
      '“999999999999” is not one of the accounts this is given in',
    );
    // Nobody can ask for it in none of them, so nothing is said of that.
    expect(await said({}, 'en', several)).toContain('with --account: production, jump.');
    expect(await said({}, 'ja', several)).toContain(
      '--account で指定してください：production、jump',
    );
    const { json } = await explained({ account: '444455556666' }, several);
    expect(json).toMatchObject({ decision: 'needs-approval', account: '444455556666' });
  });

  test.each([
    [
      '2026-12-24 03:00 Asia/Tokio',
      'There is no time zone Asia/Tokio; did you mean Asia/Tokyo?',
      'Asia/Tokio というタイムゾーンはありません。Asia/Tokyo のことですか。',
    ],
    [
      '2026-12-24 03:00 JST',
      'There is no time zone JST; did you mean Asia/Tokyo?',
      'JST というタイムゾーンはありません。Asia/Tokyo のことですか。',
    ],
    [
      '2026-12-24 03:00 Mars',
      'There is no time zone Mars; write one such as Asia/Tokyo.',
      'Mars というタイムゾーンはありません。Asia/Tokyo のように入力してください。',
    ],
    [
      '2026-02-30 03:00',
      'There is no such day as 2026-02-30.',
      '2026-02-30 という日付はありません。',
    ],
    [
      '2026-03-08 02:30 America/New_York',
      'There is no 02:30 on 2026-03-08 in America/New_York: the clocks go forward.',
      'America/New_York の 2026-03-08 に 02:30 は存在しません（夏時間への切り替え）。',
    ],
    [
      '2026-11-01 01:30 America/New_York',
      '01:30 comes twice on that day. Add the offset: 2026-11-01 01:30 -04:00.',
      'この日は 01:30 が2回あります。-04:00 のように時差を付けてください。',
    ],
  ])('%s is no moment, and why', async (at, en, ja) => {
    expect(await said({ at })).toBe(en);
    expect(await said({ at }, 'ja')).toBe(ja);
  });
});
