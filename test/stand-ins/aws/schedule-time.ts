/** When a schedule is due: `at(2026-11-22T18:00:00)` on the clocks of a time zone. */

import { AwsFault } from './fault.ts';

export const invalidSchedule = (words: string) => new AwsFault('ValidationException', words);

/** @throws AwsFault */
export function dueAt(expression: string, timezone: string): number {
  if (/^(rate|cron)\(.+\)$/.test(expression)) {
    throw new AwsFault('NotImplemented', 'The stand-in fires once, by at(…), and never again.');
  }
  const [, text] = /^at\((\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\)$/.exec(expression) ?? [];
  if (text === undefined) throw invalidSchedule(`Invalid Schedule Expression ${expression}.`);
  try {
    const local = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return local.toZonedDateTime(timezone).epochMilliseconds;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw invalidSchedule(`Invalid Schedule Expression ${expression} in ${timezone}.`);
  }
}
