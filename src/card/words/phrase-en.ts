/** Parts of English sentences that many of them need. */

import type { Missing, Named } from '../../kernel/refusal-review.ts';
import type { DurationMs, EpochMs } from '../../kernel/time.ts';
import { roleSessionOf } from '../../kernel/role-session.ts';
import { formatDuration } from '../../kernel/time-format.ts';
import type { Line } from '../card.ts';
import { byStage } from '../demand.ts';
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

/** AWS, and we, end sentences with a stop that is in the way where another sentence goes on. */
export const unstopped = (message: string): string => message.replace(/\.$/, '');

export const commas = (items: readonly string[]): string => items.join(', ');
export const namesOf = (people: readonly Named[]): readonly string[] =>
  people.map(({ name }) => name);

/** Of those whose approval would help, the ones whose names are known. */
export const namesAmong = ({ could }: Missing, people: readonly Named[]): readonly string[] =>
  namesOf(people.filter(({ key }) => could.includes(key)));

/** `Ask @platform`; who is not named in the configuration is called what they are. */
export const contact = (operators: string): string => operators || 'the operators';

/**
 * `Any 2 of sre-leads can: ben, chie, dai.` Where several are asked, or nobody can be chosen:
 * `Now ben decides, then one of heads (dai).`
 */
export function whoCan(missing: readonly Missing[], people: readonly Named[]): string {
  const [only, another] = missing;
  if (!only) return '';
  if (another || only.isEverybody) return ` Now ${inTurn(missing, people)}.`;
  const names = namesAmong(only, people);
  const said = names.length > 0 ? `: ${commas(names)}` : '';
  return ` ${only.count > 1 ? `Any ${only.count}` : 'One'} of ${list(only.from, 'or')} can${said}.`;
}

function inTurn(missing: readonly Missing[], people: readonly Named[]): string {
  const [now = [], ...later] = byStage(missing);
  const said = (stage: readonly Missing[]) => list(stage.map((one) => demanded(one, people)));
  const isOne = now.length === 1 && now[0]?.count === 1;
  return [`${said(now)} ${isOne ? 'decides' : 'decide'}`, ...later.map(said)].join(', then ');
}

/** `ben and chie`, `one of heads (dai)`. */
function demanded(missing: Missing, people: readonly Named[]): string {
  const { count, from, isEverybody } = missing;
  if (isEverybody) return list(from);
  const names = namesAmong(missing, people);
  const said = names.length > 0 ? ` (${commas(names)})` : '';
  return `${count === 1 ? 'one' : count} of ${list(from, 'or')}${said}`;
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
