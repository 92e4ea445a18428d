/** Lists and explanations: help, mine, pending, who, why; and what operators are told. */

import { describe, expect, test } from 'vitest';
import { type AuditEvent, event, type EventFacts, type EventType } from '../../src/audit/event.ts';
import type { Notice } from '../../src/card/card.ts';
import {
  helpNotice,
  mineNotice,
  pendingNotice,
  whoNotice,
  whyNotice,
} from '../../src/card/listings.ts';
import { driftNotice, foreignNotice, operatorNotice } from '../../src/card/operator-notices.ts';
import { failGrant } from '../../src/case-file/grant-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import type { DriftKind } from '../../src/holding/holding.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { explain } from '../../src/policy/explain.ts';
import { tally } from '../../src/request/tally.ts';
import {
  active,
  approved,
  at,
  BEN,
  CHIE,
  DAI,
  DECISION,
  done,
  EN,
  ID,
  JA,
  opened,
  PROD_DB,
  view,
} from './case-story.ts';
import { noticeText } from './plain-text.ts';

const both = (draw: (reader: typeof EN) => Notice) =>
  [EN, JA].map((reader) => noticeText(draw(reader), reader)).join('\n\n');

test('help names every command', () => {
  expect(both(helpNotice)).toMatchInlineSnapshot(`
    "/prod-access: opens the form
    /prod-access prod-db 2h Restart the replica: asks in one line
    /prod-access mine: what you asked for and hold
    /prod-access pending: what waits for your approval
    /prod-access who prod-db: who holds it now
    /prod-access why PA-7K3M: which rules apply, and who could approve
    /prod-access done, extend 30m, cancel: give back, ask for more time, withdraw; add an id if you have several
    /prod-access revoke PA-7K3M: end somebody's access, as approver or operator
    Times: 2h · 90m · until 18:00 · 18:00-19:00 · tomorrow 9:00 for 1h

    /prod-access：申請画面を開く
    /prod-access prod-db 2時間 レプリカの復旧：1行で申請
    /prod-access mine：自分の申請と有効なアクセス
    /prod-access pending：自分の承認待ち
    /prod-access who prod-db：現在の利用者
    /prod-access why PA-7K3M：適用されるルールと承認できる人
    /prod-access done、extend 30m、cancel：返却、延長の申請、取り下げ。複数ある場合は番号を付ける
    /prod-access revoke PA-7K3M：他の人のアクセスを終了（承認者・運用担当）
    期間の例：2時間 · 90分 · 18時まで · 18:00〜19:00 · 明日9時から1時間"
  `);
});

describe('lists', () => {
  const one = approved(opened(), BEN, '18:05').file;
  const revoking = done(tickCase(active(), at('20:07'))).file;

  test('of what is mine', () => {
    expect(both((reader) => mineNotice([], reader))).toMatchInlineSnapshot(`
      "You hold nothing and wait for nothing. /prod-access asks.

      有効なアクセスも承認待ちの申請もありません。/prod-access で申請できます。"
    `);
    expect(
      both((reader) =>
        mineNotice([view(one, '18:06', reader), view(active(), '18:08', reader)], reader),
      ),
    ).toMatchInlineSnapshot(`
      "What you asked for and hold:
      PA-7K3M2 Production database, read and write — 2 h · waiting, 1 of 2 (ben)
      PA-7K3M2 Production database, read and write — 2 h · active until 20:07 (JST)

      ご自身の申請と有効なアクセス：
      PA-7K3M2 本番データベース（読み書き） — 2時間 · 承認待ち 1/2名（ben）
      PA-7K3M2 本番データベース（読み書き） — 2時間 · 有効、20:07 (JST)まで"
    `);
  });

  test('of what waits for my verdict', () => {
    expect(both((reader) => pendingNotice([], reader))).toMatchInlineSnapshot(`
      "Nothing waits for your approval.

      承認待ちの申請はありません。"
    `);
    expect(
      both((reader) => pendingNotice([view(one, '18:06', reader)], reader)),
    ).toMatchInlineSnapshot(`
      "Waiting for your approval:
      PA-7K3M2 aiko: Production database, read and write — 2 h · waiting, 1 of 2 (ben)
      “Restart the stuck replica, INC-1234”

      ご自身の承認待ち：
      PA-7K3M2 aiko：本番データベース（読み書き） — 2時間 · 承認待ち 1/2名（ben）
      「Restart the stuck replica, INC-1234」"
    `);
  });

  test('of who holds it, as of when, and what is being removed', () => {
    expect(both((reader) => whoNotice(PROD_DB, [], at('20:08'), reader))).toMatchInlineSnapshot(`
      "Nobody holds Production database, read and write, as of 20:08:00 (JST).

      20:08:00 (JST)現在、「本番データベース（読み書き）」の利用者はいません。"
    `);
    expect(
      both((reader) => {
        const views = [active(), revoking].map((file) => view(file, '20:08', reader));
        return whoNotice(PROD_DB, views, at('20:08'), reader);
      }),
    ).toMatchInlineSnapshot(`
      "Production database, read and write, as of 20:08:00 (JST):
      aiko (IAM user aiko.sato) · active until 20:07 (JST) · PA-7K3M2
      aiko (IAM user aiko.sato) · being removed since 20:07 (JST) · PA-7K3M2

      本番データベース（読み書き）（20:08:00 (JST)現在）：
      aiko（IAM ユーザー aiko.sato） · 有効、20:07 (JST)まで · PA-7K3M2
      aiko（IAM ユーザー aiko.sato） · 20:07 (JST)から削除中 · PA-7K3M2"
    `);
  });
});

describe('why', () => {
  const names = new Map([BEN, CHIE, DAI].map(({ key, name }) => [key, name]));

  test('names the rule, the limits, and whose approval would help', () => {
    const now = tally(DECISION.stages, [BEN], { requester: DAI, beneficiary: DAI });
    const lines = explain(DECISION, now);
    expect(both((reader) => whyNotice(ID, lines, names, reader))).toMatchInlineSnapshot(`
      "Why it is as it is, for PA-7K3M2:
      Rule prod-two-people applies (it names prod-db).
      At most 4 h, 6 h with extensions; a request waits 1 h.
      Approvals: 1 of 2 from sre-leads, given by ben. Could approve: chie.

      PA-7K3M2 の判断の根拠：
      ルール prod-two-people が適用されます（対象：prod-db）。
      最長4時間、延長を含めて6時間まで。承認待ちは1時間です。
      承認：sre-leads から2名、現在1名（ben）。承認できる人：chie。"
    `);
  });

  test('has a sentence for every kind of line', () => {
    const scope = { by: 'tag', tag: 'env', value: 'prod' } as const;
    const refusal = refuse('no-rule', { entitlement: 'prod-db', operators: '@platform' });
    const notice = (reader: typeof EN) =>
      whyNotice(
        ID,
        [
          { code: 'rule-used', facts: { rule: 'a', scope: { by: 'all' }, eligible: false } },
          { code: 'rule-too-general', facts: { rule: 'b', scope } },
          { code: 'rule-not-matching', facts: { rule: 'c' } },
          { code: 'rules-combined', facts: { rules: ['a', 'd'] } },
          { code: 'refused', facts: { refusal } },
          { code: 'enough', facts: { by: [BEN, CHIE] } },
          {
            code: 'level',
            facts: {
              stage: 2,
              stages: 2,
              state: 'later',
              rule: 'a',
              level: 'leads',
              have: 0,
              need: 1,
              from: ['leads'],
              by: [],
              could: [],
            },
          },
        ],
        names,
        reader,
      );
    expect(both(notice)).toMatchInlineSnapshot(`
      "Why it is as it is, for PA-7K3M2:
      Rule a applies (it is for everything). The requester is not eligible by it.
      Rule b would match (it is for env=prod), but another one matches more closely.
      Rule c does not match.
      a and d match equally, so every one of them must be satisfied.
      No rule says who approves prod-db, so nobody can get it. Tell @platform: a rule is missing.
      Nothing is missing: approved by ben and chie.
      Level 2 of 2 (leads): 0 of 1 from leads. Its turn comes later. Nobody could approve.

      PA-7K3M2 の判断の根拠：
      ルール a が適用されます（対象：すべて）。申請者はこのルールの対象外です。
      ルール b も該当しますが（対象：env=prod）、より具体的なルールが優先されます。
      ルール c は該当しません。
      a、d は同じ優先度のため、すべてを満たす必要があります。
      prod-db を誰が承認するかのルールがないため、申請できません。ルールが不足していることを @platform に伝えてください。
      必要な承認はすべて揃っています（ben、chie）。
      段階2/2（leads）：leads から1名、現在0名。前の段階の後になります。承認できる人がいません。"
    `);
  });
});

describe('operators are told', () => {
  const overdue = done(tickCase(active(), at('20:07'))).file;
  const told = <T extends EventType>(type: T, facts: EventFacts[T], file = overdue) =>
    both((reader) => {
      const happened = event(type, at('20:10'), 'prod-access', facts) as AuditEvent;
      return operatorNotice(happened, view(file, '20:10', reader));
    });

  test('what happened, what it means, and what they can do', () => {
    const failure = refuse('groups-full', { user: 'aiko.sato', max: 10 });
    const failed = failGrant(active(), failure, at('18:08')).file;
    const texts = [
      told('revocation-overdue', { sinceMs: at('20:07') }),
      told('grant-failed', { code: 'groups-full', detail: '{}' }, failed),
      told('write-off-proposed', { by: 'ops1', reason: 'account closed' }),
      told('written-off', { by: ['ops1', 'ops2'], reason: 'account closed' }),
      told('request-stuck', { level: 'sre' }, opened()),
      told('grant-ending', { by: 'policy' }),
    ];
    expect(texts.join('\n\n---\n\n')).toMatchInlineSnapshot(`
      "PA-7K3M2 Removal is overdue: aiko should have lost Production database, read and write at 20:07 (JST), and AWS has not confirmed it.
      The date in AWS ends the access where AWS enforces one. The bot goes on trying, and pages every 15 min.
      Look at aiko.sato in AWS. If the account is closed for good, two operators can give up: /prod-access write-off PA-7K3M2 <reason>.

      PA-7K3M2 削除が遅延しています。aiko の「本番データベース（読み書き）」は20:07 (JST)に終了するはずでしたが、AWS で確認できていません。
      AWS が期限を強制できるものは、AWS 上の期限で止まっています。再試行は続き、15分ごとに呼び出します。
      AWS で aiko.sato を確認してください。アカウントが閉鎖済みの場合は、運用担当2名で打ち切れます： /prod-access write-off PA-7K3M2 <理由>

      ---

      PA-7K3M2 Production database, read and write could not be given to aiko.
      aiko.sato is in 10 groups, which is all AWS allows. Give something back, or have an administrator remove a group.

      PA-7K3M2 「本番データベース（読み書き）」を aiko に付与できませんでした。
      aiko.sato は AWS の上限である10個のグループに入っています。アクセスを返却するか、管理者にグループから外してもらってください。

      ---

      PA-7K3M2 ops1 wants to write this off: “account closed”.
      A second operator confirms with /prod-access write-off PA-7K3M2 <reason>, or leaves it: the bot goes on trying.

      PA-7K3M2 ops1 が削除確認の打ち切りを提案しました「account closed」。
      もう1名の運用担当が /prod-access write-off PA-7K3M2 <理由> で確認してください。確認がなければ再試行が続きます。

      ---

      PA-7K3M2 Written off by ops1 and ops2: “account closed”. AWS has not confirmed the removal; nobody is paged any more.

      PA-7K3M2 ops1、ops2 が打ち切りました「account closed」。AWS での削除は未確認です。以後の呼び出しはありません。

      ---

      PA-7K3M2 Nobody is left who could approve Production database, read and write (sre). Add approvers, or tell the requester.

      PA-7K3M2 「本番データベース（読み書き）」を承認できる人がいません（sre）。承認者を追加するか、申請者に連絡してください。

      ---

      PA-7K3M2 Production database, read and write, aiko (IAM user aiko.sato).
      Ended by policy: its holder may no longer have it.

      PA-7K3M2 「本番データベース（読み書き）」、aiko（IAM ユーザー aiko.sato）
      ポリシーにより終了。利用者が対象外のため。"
    `);
  });

  test.each(['missing', 'unexpected', 'fence-lost', 'reach-widened', 'tampered'] as const)(
    'of drift, with the orders that make sense: %s',
    (kind: DriftKind) => {
      const drift = { id: 'd1', kind, slot: 'member:ops-prod', foundMs: at('18:00') };
      const holder = { account: '111122223333', user: 'aiko.sato' };
      const draw = (reader: typeof EN) => driftNotice(drift, holder, 'key/d1', reader);
      expect(both(draw)).toMatchSnapshot();
      expect(draw(EN).buttons.every(({ value }) => value === 'key/d1')).toBe(true);
    },
  );

  test('of things with our mark that nobody knows, some of many', () => {
    const marks = [
      { account: '111122223333', user: 'aiko.sato', slot: { kind: 'allow' } },
      { account: '111122223333', user: 'ben', slot: { kind: 'member', group: 'ops-prod' } },
    ] as const;
    expect(both((reader) => foreignNotice(marks, 14, reader))).toMatchInlineSnapshot(`
      "AWS holds 14 things with our mark that this store does not know. Nothing was removed.
      aiko.sato in account 111122223333: The allowing policy
      ben in account 111122223333: Membership of ops-prod
      and 12 more
      Was the store lost, or restored from a backup? Then check the list and let the bot remove what nobody wants. If another bot uses this account, give it another installation id.
      [ Remove what nobody wants ]

      このボットの印が付いた、記録にないものが AWS に14件あります。何も削除していません。
      aiko.sato（アカウント 111122223333）：許可ポリシー
      ben（アカウント 111122223333）：ops-prod への所属
      ほか12件
      記録の消失やバックアップからの復元があった場合は、一覧を確認してから、不要なものの削除を許可してください。同じアカウントを別のボットも使っている場合は、installation を別の値にしてください。
      [ 不要なものを削除する ]"
    `);
  });
});
