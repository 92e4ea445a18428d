/** Japanese: why policy says what it says, line by line. */

import type { Scope } from '../../policy/rule.ts';
import { bold, moment, say } from '../line.ts';
import { type ExplainWords, named } from './explain-words.ts';
import { apart, list, namesOf, span } from './phrase-ja.ts';

export const explainJa: ExplainWords = {
  heading: (id) => say`${bold(id)} の判断の根拠：`,
  summary: (id) => `${id} の判断の根拠`,
  'rule-used': ({ rule, scope, eligible, isShut }) => {
    const who = eligible ? '' : '申請者はこのルールの対象外です。';
    const no = isShut ? 'このルールでは緊急アクセスを使えません。' : who;
    return say`ルール ${rule} が適用されます${about(scope)}。${no}`;
  },
  'rule-too-general': ({ rule, scope }) =>
    say`ルール ${rule} も該当しますが${about(scope)}、より具体的なルールが優先されます。`,
  'rule-not-matching': ({ rule, scope }) => say`ルール ${rule} は該当しません${about(scope)}。`,
  'rules-combined': ({ rules }) =>
    say`${list(rules)} は同じ優先度のため、すべてを満たす必要があります。`,
  'statement-forbids': ({ by }) =>
    say`${list(by)} により禁止されています。誰が承認しても許可されません。`,
  'statement-no-auto': ({ by }) => say`${list(by)} により、人による承認が必要です。`,
  'quota-spent': ({ statement, use }) =>
    say`${statement} による自動承認の上限（1人につき${span(use.perMs)}で${use.times}回）に達して
      います。`,
  frozen: ({ rule, calendar, effect, why, untilMs }, _nameOf, nowMs) => {
    const state = why === 'silent' ? 'を読み取れないため、凍結中とみなします' : 'は変更凍結中です';
    const until = untilMs === undefined ? say`` : say`（${moment(untilMs, nowMs)}まで）`;
    return say`カレンダー ${calendar} ${state}${until}。${FROZEN[effect](rule)}`;
  },
  'auto-approved': ({ by, quota }) =>
    quota
      ? say`${by} により自動承認されます（${span(quota.perMs)}で${quota.times}回のうち
          ${quota.used}回目）。`
      : say`${by} により自動承認されます。`,
  'break-glass': ({ maxMs, from, isEverybody, withinMs, frozen }) => {
    const cold = frozen.length > 0 ? `${list(frozen)} による変更凍結中でも開始できます。` : '';
    const who = isEverybody ? say`${list(from)}` : say`${list(from)} のうち1名`;
    return say`緊急アクセスです。承認前に最長${span(maxMs)}利用でき、${who} が${apart(withinMs)}以内に
      事後確認します。${cold}`;
  },
  limits: ({ maxMs, maxTotalMs, lapseMs }) =>
    say`最長${span(maxMs)}${maxTotalMs > maxMs ? `、延長を含めて${span(maxTotalMs)}まで` : ''}。申請は
      ${apart(lapseMs)}以内に承認されなければ失効します。`,
  level: (facts, nameOf) => {
    const { stage, stages, state, level, have, need, from, by, could, through } = facts;
    const which = facts.isSole ? '' : `（${level}）`;
    const at = stages > 1 ? `段階${stage}/${stages}${which}` : `承認${which}`;
    const given = by.length > 0 ? `（${list(namesOf(by))}）` : '';
    const head = say`${at}：${from.join('・')} のうち${need}名、現在${have}名${given}。`;
    if (state === 'complete') return say`${head}完了しています。`;
    const names = named(could, through, nameOf, (name, by) => `${name}（${by}）`);
    const help = names.length > 0 ? `承認できる人：${list(names)}。` : '承認できる人がいません。';
    const turn = state === 'later' ? '前の段階の承認後に順番が来ます。' : '';
    return say`${head}${turn}${help}`;
  },
  enough: ({ by }) => say`必要な承認はすべて揃っています（${list(namesOf(by))}）。`,
};

const FROZEN = {
  refuse: (rule: string) => `ルール ${rule} により、凍結中の時間帯にはアクセスを付与できません。`,
  hold: (rule: string) => `ルール ${rule} により、凍結の解除後に開始します。`,
  level: (rule: string) => `ルール ${rule} により、凍結中は承認の段階が1つ増えます。`,
} as const;

function about(scope: Scope | undefined): string {
  if (!scope) return '';
  if (scope.by === 'id') return `（対象：${list(scope.entitlements)}）`;
  return scope.by === 'tag' ? `（対象：${scope.tag}=${scope.value}）` : '（対象：すべて）';
}
