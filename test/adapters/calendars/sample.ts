/** Calendars in a few words, for tests: each event as its lines, with bars between. */

export const icsOf = (...events: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//tests//EN',
    ...events.flatMap((event) => ['BEGIN:VEVENT', 'UID:1', ...event.split('|'), 'END:VEVENT']),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

/** With what a Change Calendar of AWS says of the time outside of its events. */
export const typed = (type: string, text: string): string =>
  text.replace('VERSION:2.0', `VERSION:2.0\r\nX-CALENDAR-TYPE:DEFAULT_${type}`);

/** Of 24 December, midnight in Tokyo, to 4 January. */
export const YEAR_END = 'DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20270104';
