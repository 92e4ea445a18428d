/** A request that was filed at AWS, as its readers see it: card, thread and message, twice. */

import { describe, expect, test } from 'vitest';
import { event } from '../../src/audit/event.ts';
import { noticeFor } from '../../src/card/notices.ts';
import { requestCard } from '../../src/card/request-card.ts';
import { threadLine } from '../../src/card/thread-line.ts';
import { closeElsewhere } from '../../src/case-file/elsewhere.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import type { JitnaTarget } from '../../src/catalog/target.ts';
import type { Reader } from '../../src/kernel/person.ts';
import { plainLine } from '../../src/card/line.ts';
import { active, at, EN, JA, opened, view } from './case-story.ts';
import { cardText } from './plain-text.ts';

const TARGET: JitnaTarget = {
  kind: 'jitna',
  account: '444455556666',
  region: 'ap-northeast-1',
  nodes: ['i-0123456789abcdef0'],
  request: { opsItem: 'oi-0123456789ab', execution: 'e-1', owner: '' },
  reach: [],
  roles: [],
  mfa: false,
};
const filed = (file: CaseFile): CaseFile => {
  const holder = { ...file.request.holder, user: 'ProdRequester/aiko.sato' };
  return { ...file, request: { ...file.request, targets: [TARGET], holder } };
};
const card = (file: CaseFile, reader: Reader) =>
  cardText(requestCard(view(file, '18:08', reader)), reader);
const lines = (reader: Reader) =>
  noticeFor('active', view(filed(active()), '18:10', reader)).lines.map((line) =>
    plainLine(line, reader),
  );

describe('its card', () => {
  test('says which request of AWS it is, and as whom it was filed', () => {
    expect(card(filed(opened()), EN)).toContain('aiko (role session ProdRequester/aiko.sato)');
    expect(card(filed(opened()), EN)).toContain(
      'access request oi-0123456789ab of AWS: shell on i-0123456789abcdef0',
    );
    expect(card(filed(opened()), JA)).toContain('ロールセッション ProdRequester/aiko.sato');
    expect(card(filed(opened()), JA)).toContain('AWS のアクセスリクエスト oi-0123456789ab');
  });

  test('says by whom it was decided at AWS', () => {
    const word = { status: 'approved', by: 'arn:aws:iam::444455556666:user/dai' } as const;
    const closed = closeElsewhere(filed(opened()), word, at('18:07'))?.file ?? opened();
    expect(card(closed, EN)).toContain('Approved at AWS by user/dai, and not here.');
    expect(card(closed, JA)).toContain('AWS 側で user/dai が承認');
  });
});

describe('how to use it', () => {
  test('is said with the commands, and more time is not offered: AWS has none', () => {
    expect(lines(EN).join('\n')).toContain('--access-request-id oi-0123456789ab');
    expect(lines(JA).join('\n')).toContain('15分間有効なトークン');
    const { buttons } = noticeFor('active', view(filed(active()), '18:10'));
    expect(buttons.map(({ action }) => action)).toEqual(['done']);
  });
});

describe('the thread', () => {
  test.each([
    ['cancelled', 'Withdrawn at AWS by ProdRequester/aiko.', '取り下げ'],
    ['timed-out', 'AWS’s own time', '承認期限切れ'],
    ['revoked', 'Revoked at AWS by', '取り消し'],
    ['over', 'Its time at AWS is over.', '期間終了'],
  ])('says what happened there: %s', (status, english, japanese) => {
    const fact = { status, by: 'ProdRequester/aiko' };
    const said = event('decided-at-aws', at('18:07'), 'prod-access', fact);
    const text = (reader: Reader) => plainLine(threadLine(said, reader) ?? [], reader);
    expect(text(EN).replaceAll("'", '’')).toContain(english);
    expect(text(JA)).toContain(japanese);
  });
});
