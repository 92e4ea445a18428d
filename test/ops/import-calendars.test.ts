/** Change calendars, and who is asked or waits while one is closed. */

import { describe, expect, test } from 'vitest';
import { got, imported, soundWith, template } from './import-samples.ts';

const GROUPS = ['requesters', 'ops'];
const CALENDAR = 'BEGIN:VCALENDAR\nX-CALENDAR-TYPE:DEFAULT_CLOSED\nEND:VCALENDAR\n';

describe('a change freeze', () => {
  const calendars = { 'c.json': got('YearEnd', 'ChangeCalendar', CALENDAR), 'week.ics': CALENDAR };

  test('holds a request until its calendars open', () => {
    const one = imported({}, calendars);
    const config = soundWith(one, GROUPS);
    expect(config.rules[0]?.freeze).toEqual({ effect: 'hold', calendars: ['year-end', 'week'] });
    expect(config.calendars.get('year-end')).toMatchObject({ kind: 'ssm', name: 'YearEnd' });
    expect(config.calendars.get('week')).toMatchObject({ kind: 'ics', outside: 'closed' });
    expect(one.notes.join()).toContain('--freeze GROUP');
  });

  test('asks those who are named for it', () => {
    const config = soundWith(imported({}, calendars, { freeze: 'ops' }), GROUPS);
    expect(config.rules[0]?.freeze).toMatchObject({
      effect: 'level',
      level: { name: 'change-freeze', count: 1, from: [{ group: 'ops' }] },
    });
  });

  test('is known from a step that asks for it, and stops no emergency', () => {
    const asks = {
      name: 'Open',
      action: 'aws:assertAwsResourceProperty',
      inputs: { Service: 'ssm', Api: 'GetCalendarState', CalendarNames: ['YearEnd'] },
    };
    const mainSteps = [...template().mainSteps, asks];
    expect(soundWith(imported({ mainSteps }), GROUPS).rules[0]?.freeze?.calendars).toEqual([
      'year-end',
    ]);
    const emergency = imported({ mainSteps, emergencyChange: true });
    expect(soundWith(emergency, GROUPS).rules[0]?.freeze).toBeUndefined();
    expect(emergency.notes.join()).toContain('It is for emergencies');
    expect(imported().notes.join()).toContain('No calendar came along');
  });
});
