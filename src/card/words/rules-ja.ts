/** Japanese: what a changed configuration says, and that it waits for a second operator. */

import type { Difference, Part, Told } from '../../policy/differences.ts';
import { bold, code, type Piece, say } from '../line.ts';
import { apart, list, span } from './phrase-ja.ts';
import { unstopped } from './phrase-en.ts';
import { isList, type RulesField, type rulesEn } from './rules-en.ts';

const LABELS: Readonly<Record<RulesField, string>> = {
  for: '対象',
  eligible: '申請できる人',
  level: '段階',
  levels: '段階の順序',
  escalation: '段階ごとの追加承認者',
  max: '最長時間',
  'max-total': '延長を含む最長時間',
  lapse: '失効までの時間',
  freeze: '変更凍結',
  'break-glass': '緊急アクセス',
  'break-glass-channel': '緊急アクセスのチャネル',
  'break-glass-review': '緊急アクセスの事後確認',
  leads: 'アクセス先',
  mfa: 'MFA',
  longest: '最長時間',
  channel: 'カードのチャネル',
  ticket: 'チケット必須',
  questions: '質問',
  tags: 'タグ',
  members: 'メンバー',
  kept: '管理元',
  accounts: 'チャットのアカウント',
  aws: 'IAM ユーザー',
  center: 'Identity Center のユーザー',
  aliases: '別名',
  role: 'ボットのロール',
  as: '用途',
  schema: 'スキーマ',
  statements: '内容',
  quota: '自動承認の上限',
  events: '予定',
  place: '参照先',
  address: 'アドレス',
  outside: '予定がない時間帯の扱い',
  people: '担当者',
  confirm: '変更時の2人目の確認',
  open: '1人あたりの承認待ちの上限',
  cooldown: '却下後の待ち時間',
  'justification-min': '理由の最短文字数',
  'justification-max': '理由の最長文字数',
  ahead: '予約できる期間',
  unmatched: '申請者を特定できない申請',
  sessions: 'セッション名',
  roles: 'ロール',
  installation: 'インストール ID',
  zone: 'タイムゾーン',
  'from-tags': 'タグによる紐付け',
  'from-email': 'メールによる紐付け',
  slack: 'Slack',
  teams: 'Teams',
};

const NOUNS: Readonly<Record<Part, string>> = {
  workspace: '全体設定',
  operators: '運用担当',
  limits: '制限',
  requests: 'AWS で行われた申請',
  rule: 'ルール',
  entitlement: '申請対象',
  group: 'グループ',
  person: '人物',
  account: 'アカウント',
  policy: 'ポリシー',
  calendar: 'カレンダー',
};

const subject = (part: Part, name: string): string =>
  name ? `${NOUNS[part]} ${name}` : NOUNS[part];

function label(field: string): string {
  const [key = '', ...of] = field.split(':');
  return [LABELS[key as RulesField] ?? key, ...of].join(' ');
}

const WITH_TIME: Readonly<Record<string, (names: string, ms: number) => string>> = {
  escalation: (names, ms) => `${apart(ms)}後に ${names}`,
  'break-glass': (names, ms) => `${names}（最長${span(ms)}）`,
  'break-glass-review': (names, ms) => `${names}（${apart(ms)}以内）`,
};

function value(field: string, told: Told | undefined): string {
  if (!told) return 'なし';
  const { text, names, count, ms, yes, digest } = told;
  if (digest !== undefined) return '変更';
  if (names && count !== undefined) return `${short(names)} ${yes ? 'の全員' : `のうち${count}名`}`;
  if (names && text !== undefined) return `${text}：${short(names)}`;
  const timed = WITH_TIME[field.replace(/:.*/, '')];
  if (timed && names && ms !== undefined) return timed(short(names), ms);
  if (count !== undefined && ms !== undefined) return `${span(ms)}で${count}回`;
  if (names) return short(names);
  if (ms !== undefined) return span(ms);
  if (count !== undefined) return String(count);
  if (yes !== undefined) return yes ? 'はい' : 'いいえ';
  return text || 'なし';
}

const SHOWN = 8;
const short = (names: readonly string[]): string => {
  if (names.length === 0) return 'なし';
  const more = names.length - SHOWN;
  return more > 0 ? `${list(names.slice(0, SHOWN))} ほか${more}件` : list(names);
};

function changed({ field, before, after }: Extract<Difference, { what: 'changed' }>): Piece {
  if (after?.digest !== undefined) return `${label(field)}を変更`;
  if (isList(before) && isList(after)) {
    const [old, now] = [before.names, after.names];
    const added = now.filter((name) => !old.includes(name));
    const removed = old.filter((name) => !now.includes(name));
    const said = [
      ...(added.length > 0 ? [`追加 ${short(added)}`] : []),
      ...(removed.length > 0 ? [`削除 ${short(removed)}`] : []),
    ];
    return `${label(field)}：${said.join('、') || '順序を変更'}`;
  }
  return `${label(field)}：${value(field, before)} → ${value(field, after)}`;
}

export const rulesJa: typeof rulesEn = {
  proposed: (number, digest) =>
    say`${bold(`設定が変更されました（第${number}版、${digest}）。`)}もう1名の運用担当が確認するまで、この
      設定によるアクセスは付与されません。有効なアクセスは予定どおり終了します。`,
  unknownBefore: () => say`変更前の内容が記録にないため、比較できません。`,
  difference(one) {
    if (one.what === 'gone') return say`・${subject(one.part, one.name)}：削除`;
    if (one.what === 'otherwise') return say`・${subject(one.part, one.name)}：詳細を変更`;
    if (one.what === 'changed') return say`・${subject(one.part, one.name)}：${changed(one)}`;
    const { part, name, told } = one.item;
    const fields = Object.entries(told).map(
      ([field, said]) => `${label(field)} ${value(field, said)}`,
    );
    const what = fields.length > 0 ? `（${fields.join('、')}）` : '';
    return say`・追加：${subject(part, name)}${what}`;
  },
  more: (count) => say`ほか${count}件。確認の前に、設定ファイルそのものを比較してください。`,
  ask: () =>
    say`1人目は設定を反映した人です。現在有効な設定の運用担当が、2人目として確認してください。`,
  button: 'この設定を有効にする',
  confirmed: (by, number) =>
    say`${by} が設定の第${number}版を確認しました。この設定が有効になり、アクセスの付与を再開します。`,
  whisper: (number) =>
    say`設定の第${number}版が有効になりました。ご自身の判断として記録されました。`,
  unsound: () =>
    say`${bold('変更された設定に誤りがあります。')}直前の正しい設定が引き続き有効です。`,
  problem: (text) => say`・${code(text)}`,
  notTaken: (why) =>
    say`${bold('変更された設定で起動できませんでした。')}直前の正しい設定に戻しました（${unstopped(why)}）。`,
};
