/** Names of days and months, as they are both printed and understood. */

export const EN_WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
export const JA_WEEKDAYS = ['月', '火', '水', '木', '金', '土', '日'] as const;
export const EN_MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** 1 to 7, Monday first, of a name that begins as one of ours; 0 when none does. */
export const weekdayNumber = (name: string): number => numberIn([EN_WEEKDAYS, JA_WEEKDAYS], name);

/** 1 to 12 of an English name that begins as one of ours; 0 when none does. */
export const monthNumber = (name: string): number => numberIn([EN_MONTHS], name);

function numberIn(lists: ReadonlyArray<readonly string[]>, name: string): number {
  const matches = (known: string) => name.toLowerCase().startsWith(known.toLowerCase());
  return Math.max(...lists.map((list) => list.findIndex(matches))) + 1;
}
