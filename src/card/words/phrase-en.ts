/** Parts of English sentences that many of them need. */

import type { Named } from '../../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import { roleSessionOf } from '../../kernel/role-session.ts';
import { formatDuration } from '../../kernel/time-format.ts';
import type { Line } from '../card.ts';
import { moment, say } from '../line.ts';

/** `at 18:07`; a moment with its date has no preposition, since a chat may say `yesterday`. */
export function at(ms: EpochMs, fromMs: EpochMs | undefined): Line {
  const when = moment(ms, fromMs);
  return 'show' in when && when.show === 'time' ? say`at ${when}` : [when];
}

export const span = (ms: DurationMs): string => formatDuration(ms, 'en');

/** `ben`, `ben and chie`, `ben, chie and dai`. */
export function list(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

export const commas = (items: readonly string[]): string => items.join(', ');
export const namesOf = (people: readonly Named[]): readonly string[] =>
  people.map(({ name }) => name);

/** `Ask @platform`; who is not named in the configuration is called what they are. */
export const contact = (operators: string): string => operators || 'the operators';

/** `Any 2 of sre-leads can: ben, chie, dai.` */
export function whoCan(
  needed: number,
  from: readonly string[],
  people: readonly Named[] = [],
): string {
  if (from.length === 0 && people.length === 0) return '';
  const names = people.length > 0 ? `: ${commas(namesOf(people))}` : '';
  const among = from.length > 0 ? list(from, 'or') : 'these people';
  return needed > 1 ? ` Any ${needed} of ${among} can${names}.` : ` One of ${among} can${names}.`;
}

/** `IAM user aiko.sato`, or `role session Engineer/aiko@example.com`. */
export const principal = (user: string): string =>
  `${isSession(user) ? 'role session' : 'IAM user'} ${user}`;
export const isSession = (user: string): boolean => roleSessionOf(user) !== undefined;

/** What has to be there: the user, or the role of the session. */
export function place(user: string): string {
  const session = roleSessionOf(user);
  return session ? `role ${session.role}` : `IAM user ${user}`;
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(count: number): string {
  const teen = Math.floor((count % 100) / 10) === 1;
  return `${count}${(!teen && ['th', 'st', 'nd', 'rd'][count % 10]) || 'th'}`;
}

export const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
/** Behind a sentence about one person, when it was not the first time. */
export const counted = (count: number): string => (count > 1 ? ` (${count} times)` : '');
export const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
