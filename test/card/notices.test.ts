/** Direct messages: what happened, what it means for me, what I can do now. */

import { describe, expect, test } from 'vitest';
import type { Notice } from '../../src/card/card.ts';
import type { CaseView } from '../../src/card/case-view.ts';
import { noticeFor } from '../../src/card/notices.ts';
import {
  actedNotice,
  adoptedNotice,
  driftSettledNotice,
  requestedNotice,
} from '../../src/card/whisper.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { cancelCase, endGrant, writeOff } from '../../src/case-file/end-case.ts';
import { failGrant } from '../../src/case-file/grant-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { NoticeTopic } from '../../src/work/effect.ts';
import {
  active,
  AIKO,
  approved,
  at,
  BEN,
  CHIE,
  DAI,
  denied,
  done,
  EN,
  extensionAsked,
  extensionReviewed,
  ID,
  JA,
  opened,
  reported,
  view,
} from './case-story.ts';
import { noticeText } from './plain-text.ts';

const both = (topic: NoticeTopic, file: CaseFile, clock: string, beforeMs?: number) =>
  [EN, JA]
    .map((reader) => noticeText(noticeFor(topic, view(file, clock, reader), beforeMs), reader))
    .join('\n\n');

const removed = { state: 'ended', atMs: at('20:07:21'), how: 'removed' } as const;
const over = (file: CaseFile, report: Parameters<typeof reported>[1] = removed) =>
  reported(done(tickCase(file, at('20:07'))).file, report, '20:07:30').file;
const given = () => approved(approved(opened(), BEN, '18:05').file, CHIE, '18:07').file;
const scheduled = () => {
  const asked = { kind: 'window', startMs: at('19:00'), endMs: at('20:00') } as const;
  return approved(approved(opened({ asked }), BEN, '18:05').file, CHIE, '18:07').file;
};

describe('on the way to access', () => {
  test('what waits, and what was scheduled', () => {
    expect(both('approved', given(), '18:07')).toMatchInlineSnapshot(`
      "Production database, read and write was approved by ben and chie. Access is being given; a message follows when it works.

      「本番データベース（読み書き）」は ben、chie に承認されました。付与中です。使えるようになったらお知らせします。"
    `);
    expect(both('scheduled', scheduled(), '18:07')).toMatchInlineSnapshot(`
      "Production database, read and write was approved by ben and chie. Access starts 19:00 (JST); a message follows when it works.
      No longer needed? /prod-access cancel PA-7K3M2 before it starts.

      「本番データベース（読み書き）」は ben、chie に承認されました。19:00 (JST)に開始します。使えるようになったらお知らせします。
      不要になった場合は、開始前に /prod-access cancel PA-7K3M2 で取り消せます。"
    `);
  });

  test('access, ready to be pasted', () => {
    expect(both('active', active(), '18:07')).toMatchInlineSnapshot(`
      "You have Production database, read and write until 20:07 (JST).
      Switch role: https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ProdDbOperator&displayName=PA-7K3M2
      Shell: aws sts assume-role --role-arn arn:aws:iam::444455556666:role/ProdDbOperator --role-session-name PA-7K3M2
      [ I'm done ] [ Extend… ]

      「本番データベース（読み書き）」を20:07 (JST)まで使えます。
      ロールの切り替え：https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ProdDbOperator&displayName=PA-7K3M2
      シェル：aws sts assume-role --role-arn arn:aws:iam::444455556666:role/ProdDbOperator --role-session-name PA-7K3M2
      [ 使い終わった ] [ 延長… ]"
    `);
  });

  test('the name of the session is the one the trust policy forces', () => {
    const role = { account: '444455556666', name: 'ProdDbOperator' };
    const named = { ...role, maxSessionMs: HOUR, userid: '*:aiko.sato' };
    const facts = [{ reach: [], namedRoles: [named], tailMs: 0 }];
    expect(both('active', active({ facts }), '18:07')).toContain('--role-session-name aiko.sato\n');
  });

  test.each([
    [{ kind: 'iam-group', account: '111122223333', group: 'ops-prod', roles: [] }],
    [
      {
        kind: 'iam-policy',
        account: '111122223333',
        reach: [{ actions: ['ssm:StartSession'], resources: ['*'] }],
        roles: [],
        mfa: false,
      },
    ],
  ] as const)('access without a role to take on: %j', (target) => {
    expect(both('active', active({ targets: [target] }), '18:07')).toMatchSnapshot();
  });

  test('that MFA is asked for, and that a session may live on', () => {
    const role = { account: '444455556666', name: 'ProdDbOperator' };
    const target = {
      kind: 'iam-policy',
      account: '111122223333',
      reach: [],
      roles: [role],
      mfa: true,
    } as const;
    expect(both('active', active({ targets: [target], tailMs: HOUR }), '18:07')).toMatchSnapshot();
  });
});

describe('when it did not work', () => {
  test('denied, lapsed, failed, held, stuck', () => {
    const failed = failGrant(given(), refuse('aws-silent', {}), at('18:08')).file;
    const no = denied(opened(), CHIE, '18:05', 'use the read replica instead').file;
    const texts = [
      both('denied', no, '18:05'),
      both('lapsed', done(tickCase(opened(), at('19:02'))).file, '19:02'),
      both('failed', failed, '18:08'),
      both('held', scheduled(), '18:45'),
      both('stuck', opened(), '18:30'),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchInlineSnapshot(`
      "chie denied Production database, read and write: “use the read replica instead”.
      Talk to chie before asking again: the denial holds for a while.

      「本番データベース（読み書き）」は chie に却下されました「use the read replica instead」。
      再申請の前に chie にご相談ください。しばらくの間、同じ申請はできません。

      ---

      Production database, read and write was not approved in time, so the request lapsed.
      Still needed? Ask again, and tell an approver that you did.

      「本番データベース（読み書き）」は時間内に承認されず、申請は失効しました。
      まだ必要な場合は再申請し、承認者に声をかけてください。

      ---

      Production database, read and write was approved, but could not be given. You have no access.
      AWS did not answer in time. Nothing was given; try again in a few minutes.

      「本番データベース（読み書き）」は承認されましたが、付与できませんでした。アクセスはありません。
      AWS から応答がありませんでした。何も付与されていません。数分後にもう一度お試しください。

      ---

      Production database, read and write, which should start 19:00 (JST), would be refused as things are.
      It is looked at again at the start. “Why” says what changed; an approver or the operators can help.
      [ Why ] [ Withdraw ]

      19:00 (JST)開始予定の「本番データベース（読み書き）」は、このままでは開始できません。
      開始時刻にもう一度確認します。何が変わったかは「理由」で確認できます。承認者か運用担当にご相談ください。
      [ 理由 ] [ 取り下げる ]

      ---

      Nobody is left who could approve Production database, read and write.
      The operators have been told. You can wait, or withdraw the request.
      [ Withdraw ]

      「本番データベース（読み書き）」を承認できる人がいなくなりました。
      運用担当に連絡済みです。待つか、申請を取り下げてください。
      [ 取り下げる ]"
    `);
  });
});

describe('towards the end', () => {
  test('warned, extended, or not', () => {
    const asked = extensionAsked(active(), '19:58').file;
    const one = extensionReviewed(asked, BEN, 'approve', '19:59').file;
    const two = extensionReviewed(one, DAI, 'approve', '20:00').file;
    const longer = reported(two, { state: 'active', sinceMs: at('18:07') }, '20:01').file;
    const texts = [
      both('warning', active(), '19:57', 10 * MINUTE),
      both('warning', active({ tailMs: HOUR }), '19:57', 10 * MINUTE),
      both('extended', longer, '20:01'),
      both('extension-closed', extensionReviewed(asked, BEN, 'deny', '19:59').file, '19:59'),
      both('extension-closed', done(tickCase(asked, at('20:07'))).file, '20:07'),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchInlineSnapshot(`
      "Production database, read and write ends in 10 min (20:07 (JST)).
      Sessions will be closed then.
      [ I'm done ] [ Extend… ]

      「本番データベース（読み書き）」はあと10分（20:07 (JST)）で終了します。
      セッションもその時に切断されます。
      [ 使い終わった ] [ 延長… ]

      ---

      Production database, read and write ends in 10 min (20:07 (JST)).
      A role session still open at the end may live until 21:07 (JST).
      [ I'm done ] [ Extend… ]

      「本番データベース（読み書き）」はあと10分（20:07 (JST)）で終了します。
      終了時に開いているロールのセッションは、最長21:07 (JST)まで残ることがあります。
      [ 使い終わった ] [ 延長… ]

      ---

      Production database, read and write is extended until 20:37 (JST). What you have open goes on.
      [ I'm done ] [ Extend… ]

      「本番データベース（読み書き）」は20:37 (JST)まで延長されました。開いているものはそのまま使えます。
      [ 使い終わった ] [ 延長… ]

      ---

      ben denied more time: “not tonight”. Access still ends at 20:07 (JST).
      [ I'm done ] [ Extend… ]

      ben が延長を却下しました「not tonight」。予定どおり20:07 (JST)に終了します。
      [ 使い終わった ] [ 延長… ]

      ---

      More time was not approved in time. Access still ends at 20:07 (JST).
      [ I'm done ] [ Extend… ]

      延長は時間内に承認されませんでした。予定どおり20:07 (JST)に終了します。
      [ 使い終わった ] [ 延長… ]"
    `);
  });

  test('ended: what was removed, what may live on and until when', () => {
    const kept = { ...removed, how: 'kept', keptFor: requestId('PA-9Q2X7') } as const;
    const revoking = done(endGrant(active(), 'approver', BEN, at('19:00'))).file;
    const early = reported(revoking, removed, '19:00:20').file;
    const ops1 = { ...DAI, key: BEN.key, keys: BEN.keys };
    const stuck = done(tickCase(active(), at('20:07'))).file;
    const proposed = done(writeOff(stuck, ops1, 'account closed', at('20:30'))).file;
    const texts = [
      both('ended', over(active()), '20:08'),
      both('ended', over(active({ tailMs: HOUR })), '20:08'),
      both('ended', over(active(), { ...kept, keptUntilMs: at('21:00') }), '20:08'),
      both('ended', over(active(), { ...removed, how: 'gone' }), '20:08'),
      both('ended', early, '19:01'),
      both('ended', done(endGrant(scheduled(), 'requester', AIKO, at('18:30'))).file, '18:30'),
      both('ended', done(writeOff(proposed, CHIE, 'account closed', at('20:40'))).file, '20:40'),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchInlineSnapshot(`
      "Production database, read and write ended at 20:07 (JST), and the access is removed.

      「本番データベース（読み書き）」は20:07 (JST)に終了し、アクセスは削除されました。

      ---

      Production database, read and write ended at 20:07 (JST), and the access is removed.
      A role session you opened before may live until 21:07 (JST).

      「本番データベース（読み書き）」は20:07 (JST)に終了し、アクセスは削除されました。
      終了前に開いたロールのセッションは、最長21:07 (JST)まで残ることがあります。

      ---

      This grant of Production database, read and write ended. You keep the access for PA-9Q2X7 until 21:00 (JST).

      「本番データベース（読み書き）」のこの申請分は終了しました。PA-9Q2X7 のため、アクセスは21:00 (JST)まで続きます。

      ---

      Production database, read and write ended: your IAM user no longer exists.

      「本番データベース（読み書き）」は終了しました。IAM ユーザーがすでに存在しません。

      ---

      ben ended Production database, read and write at 19:00 (JST), and the access is removed.
      Still needed? /prod-access asks anew.

      ben が19:00 (JST)に「本番データベース（読み書き）」を終了し、アクセスは削除されました。
      まだ必要な場合は、/prod-access で改めて申請してください。

      ---

      Production database, read and write ended before anything was given.

      「本番データベース（読み書き）」は付与される前に終了しました。

      ---

      Production database, read and write was written off by two operators. AWS did not confirm that it is removed.

      「本番データベース（読み書き）」の削除確認は運用担当2名により打ち切られました。AWS での削除は確認できていません。"
    `);
  });

  test('a message that comes late offers nothing that is over', () => {
    const late: CaseView = view(over(active()), '20:08');
    expect(noticeFor('warning', late, MINUTE).buttons).toEqual([]);
    expect(noticeFor('active', late).buttons).toEqual([]);
  });
});

describe('whispers to the one who acted', () => {
  const two = (whisper: (reader: typeof EN) => Notice) =>
    [EN, JA].map((reader) => noticeText(whisper(reader), reader)).join('\n');

  test('say what comes of it', () => {
    const ending = done(endGrant(active(), 'requester', AIKO, at('19:00'))).file;
    const asked = extensionAsked(active(), '19:58').file;
    const withdrawn = done(cancelCase(opened(), AIKO, at('18:04'))).file;
    const cancelled = done(endGrant(scheduled(), 'requester', AIKO, at('18:30'))).file;
    const stuck = done(tickCase(active(), at('20:07'))).file;
    const proposed = done(writeOff(stuck, BEN, 'account closed', at('20:30'))).file;
    const texts = [
      two((reader) => requestedNotice(ID, 'C0PROD', reader)),
      two((reader) => actedNotice('done', ending, reader)),
      two((reader) => actedNotice('extend', asked, reader)),
      two((reader) => actedNotice('cancel', withdrawn, reader)),
      two((reader) => actedNotice('cancel', cancelled, reader)),
      two((reader) => actedNotice('write-off', proposed, reader)),
      two((reader) => adoptedNotice(reader)),
      two((reader) => driftSettledNotice('member:ops-prod', 'restore', reader)),
      two((reader) => driftSettledNotice('member:ops-prod', 'leave', reader)),
    ];
    expect(texts.join('\n\n')).toMatchInlineSnapshot(`
      "PA-7K3M2 is filed; the approvers see it in C0PROD. You get a direct message when it is decided. To take it back: /prod-access cancel PA-7K3M2.
      PA-7K3M2 を申請しました。承認者には C0PROD で表示されます。結果はダイレクトメッセージでお知らせします。取り下げるには /prod-access cancel PA-7K3M2 と入力してください。

      PA-7K3M2 is ending now. The thread says when AWS has confirmed that the access is gone.
      PA-7K3M2 の終了処理を始めました。AWS での削除が確認され次第、スレッドに表示されます。

      You asked for 30 min more on PA-7K3M2. The same approvers decide; until then it ends at 20:07 (JST).
      PA-7K3M2 に30分の延長を申請しました。同じ承認者が判断します。承認されるまで、終了は20:07 (JST)のままです。

      PA-7K3M2 is withdrawn. Nobody can approve it any more.
      PA-7K3M2 を取り下げました。今後は承認されません。

      PA-7K3M2 is cancelled and will not start.
      PA-7K3M2 を取り消しました。開始されません。

      Noted for PA-7K3M2. A second operator has to confirm; until then the bot goes on trying.
      PA-7K3M2 の打ち切りを受け付けました。運用担当もう1名の確認が必要です。それまで再試行が続きます。

      From now on the bot removes what carries its mark and nobody wants. It is recorded as your word.
      今後、このボットの印が付いた不要なものは削除されます。ご本人の判断として記録されました。

      member:ops-prod is being put back.
      member:ops-prod を元に戻しています。

      member:ops-prod stays as it is. It is recorded as your word.
      member:ops-prod はそのままにします。ご本人の判断として記録されました。"
    `);
  });
});
