/** What a decision may have seen of groups, calendar and quotas: everything so of late. */

import type { CalendarState } from '../../src/policy/freeze.ts';
import type { Members } from '../../src/policy/rule.ts';
import { isWithin } from './calendar-desk.ts';
import { FIRST_LEADS } from './people.ts';
import type { CaseData } from './records.ts';
import type { Script } from './script.ts';
import { humanOf, keeperOf, keyOf, type Who } from './town-chats.ts';

/** How old what a decision rests on may be by the time that it is on record. */
export const AGE_MS = 90_000;

export interface Seen {
  readonly leads: Members;
  readonly calendar: CalendarState;
  /** By the requester, under the quota; what was opened at the same time may be missing. */
  readonly spent: number;
}

/** @param sinceMs now, since the start of the run. */
export function worldsSeen(script: Script, sinceMs: number, spent: Seen['spent'][]): Seen[] {
  const isSilent = mayBeSilent(script, sinceMs);
  const unknown: readonly Members[] = isSilent ? [{ known: false, why: 'silent' }] : [];
  const leads = [...leadsSeen(script, sinceMs), ...unknown];
  const calendars = calendarSeen(script, sinceMs, isSilent);
  return leads.flatMap((members) =>
    calendars.flatMap((calendar) =>
      spent.map((times) => ({ leads: members, calendar, spent: times })),
    ),
  );
}

const moments = (changes: readonly number[], sinceMs: number): readonly number[] => [
  sinceMs - AGE_MS,
  ...changes.filter((atMs) => sinceMs - AGE_MS < atMs && atMs <= sinceMs),
  sinceMs,
];

function leadsSeen({ deeds, chats }: Script, sinceMs: number): readonly Members[] {
  const changes = deeds.filter(({ act }) => act.do === 'leave' || act.do === 'join');
  const seen = new Map<string, Members>();
  for (const atMs of moments(
    changes.map((one) => one.atMs),
    sinceMs,
  )) {
    const leads = new Set<Who>(FIRST_LEADS);
    for (const { who, act } of changes.filter((one) => one.atMs <= atMs)) {
      if (act.do === 'leave') leads.delete(who);
      else leads.add(who);
    }
    const chat = keeperOf(chats);
    const keys = [...leads]
      .filter((who) => who !== 'stray' || chat === 'teams')
      .map((who) => keyOf(who, chat));
    seen.set(keys.toSorted().join(), { known: true, keys });
  }
  return [...seen.values()];
}

function calendarSeen(
  { policy }: Script,
  sinceMs: number,
  isSilent: boolean,
): readonly CalendarState[] {
  const { closed = [], silent = [] } = policy?.calendar ?? {};
  const at = moments([...closed, ...silent].flat(), sinceMs);
  const states = at.map((atMs) => isWithin(closed, atMs) || isWithin(silent, atMs));
  return [
    ...(states.includes(false) ? [{ open: true } as const] : []),
    ...(states.includes(true) || isSilent ? [{ open: false, why: 'closed' } as const] : []),
  ];
}

const mayBeSilent = ({ troubles }: Script, sinceMs: number): boolean =>
  troubles.some(
    (one) =>
      'port' in one &&
      one.port === 'directory' &&
      one.fromMs <= sinceMs &&
      sinceMs - AGE_MS <= one.toMs,
  );

/** How often this human has drawn on the quota in other cases: with and without the latest. */
export function spentBy(
  person: string,
  own: string | undefined,
  cases: readonly CaseData[],
  nowMs: number,
): number[] {
  const counted = cases.filter(
    ({ id, request }) =>
      id !== own &&
      request.auto?.quota !== undefined &&
      humanOf(request.requester.key) === humanOf(person),
  );
  const older = counted.filter(({ request }) => request.createdMs < nowMs - AGE_MS);
  return [...new Set([counted.length, older.length])];
}
