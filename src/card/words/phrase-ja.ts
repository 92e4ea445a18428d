/** Parts of Japanese sentences that many of them need. */

import type { Missing, Named } from '../../kernel/refusal-review.ts';
import type { DurationMs } from '../../kernel/time.ts';
import { roleSessionOf } from '../../kernel/role-session.ts';
import { formatDuration } from '../../kernel/time-format.ts';
import type { Line } from '../card.ts';
import { byStage } from '../demand.ts';
import { say } from '../line.ts';
import { demandJa } from './demand-ja.ts';
import { namesAmong } from './phrase-en.ts';

export const span = (ms: DurationMs): string => formatDuration(ms, 'ja');
/** As one says it before 前, 後 and 以内: `2日`, where a length is `2日間`. */
export const apart = (ms: DurationMs): string => span(ms).replace(/日間$/, '日');

/** `ben、chie、dai`. */
export const list = (items: readonly string[]): string => items.join('、');
export const namesOf = (people: readonly Named[]): readonly string[] =>
  people.map(({ name }) => name);

export const contact = (operators: string): string => operators || '運用担当';

/**
 * `sre-leads のうち2名（ben、chie、dai）が承認できます。` Where several are asked, or nobody can be
 * chosen: `まず ben、続いて heads のうち1名（dai）が承認します。`
 */
export function whoCan(missing: readonly Missing[], people: readonly Named[]): Line {
  const [only, another] = missing;
  if (!only) return [];
  if (another || only.isEverybody) return inTurn(missing, people);
  const { count, from } = only;
  return say`${among(from, count > 1 ? `${count}名` : 'いずれか1名', only, people)}が承認できます。`;
}

function inTurn(missing: readonly Missing[], people: readonly Named[]): Line {
  const stages = byStage(missing).map((stage) =>
    demandJa.sideBySide(stage.map((one) => demanded(one, people))),
  );
  const first = stages.length > 1 ? 'まず ' : '';
  return say`${first}${demandJa.inSequence(stages)} が承認します。`;
}

/** `ben・chie`, `heads のうち1名（dai）`. */
const demanded = (missing: Missing, people: readonly Named[]): Line =>
  missing.isEverybody
    ? say`${missing.from.join('・')}`
    : among(missing.from, `${missing.count}名`, missing, people);

function among(
  from: readonly string[],
  count: string,
  missing: Missing,
  people: readonly Named[],
): Line {
  const names = list(namesAmong(missing, people));
  return say`${from.join('・')} のうち${count}${names && `（${names}）`}`;
}

/** `IAM ユーザー aiko.sato`, or `ロールセッション Engineer/aiko@example.com`. */
export const principal = (user: string): string =>
  `${roleSessionOf(user) ? 'ロールセッション' : 'IAM ユーザー'} ${user}`;

/** What has to be there: the user, or the role of the session. */
export function place(user: string): string {
  const session = roleSessionOf(user);
  return session ? `ロール ${session.role}` : `IAM ユーザー ${user}`;
}

/** Behind a line about one person, when it was not the first time. */
export const counted = (count: number): string => (count > 1 ? `（${count}回）` : '');
