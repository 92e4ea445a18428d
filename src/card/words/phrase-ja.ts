/** Parts of Japanese sentences that many of them need. */

import type { Named } from '../../kernel/refusal.ts';
import type { DurationMs } from '../../kernel/time.ts';
import { roleSessionOf } from '../../kernel/role-session.ts';
import { formatDuration } from '../../kernel/time-format.ts';

export const span = (ms: DurationMs): string => formatDuration(ms, 'ja');

/** `ben、chie、dai`. */
export const list = (items: readonly string[]): string => items.join('、');
export const namesOf = (people: readonly Named[]): readonly string[] =>
  people.map(({ name }) => name);

export const contact = (operators: string): string => operators || '運用担当';

/** `sre-leads のうち2名（ben、chie、dai）が承認できます。` */
export function whoCan(
  needed: number,
  from: readonly string[],
  people: readonly Named[] = [],
): string {
  if (from.length === 0 && people.length === 0) return '';
  const names = list(namesOf(people));
  if (from.length === 0) return `承認できるのは ${names} です。`;
  const count = needed > 1 ? `${needed}名` : 'いずれか1名';
  return `${from.join('・')} のうち${count}${names && `（${names}）`}が承認できます。`;
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
