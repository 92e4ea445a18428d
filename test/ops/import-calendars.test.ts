/** Change calendars, and who is asked or waits while one is closed. */

import { describe, expect, test } from 'vitest';
import { got, imported, PLACE, RUNBOOK, soundWith, template } from './import-samples.ts';

const GROUPS = ['requesters', 'ops'];
/** A step that asks whether calendars are open. */
const asks = (CalendarNames: unknown) => ({
  name: 'Open',
  action: 'aws:assertAwsResourceProperty',
  inputs: { Service: 'ssm', Api: 'GetCalendarState', CalendarNames },
});
const YEAR_END = `arn:aws:ssm:${PLACE.region}:${PLACE.account}:document/YearEnd`;
const CALENDAR = 'BEGIN:VCALENDAR\nX-CALENDAR-TYPE:DEFAULT_CLOSED\nEND:VCALENDAR\n';

describe('a change freeze', () => {
  const calendars = { 'c.json': got('YearEnd', 'ChangeCalendar', CALENDAR), 'week.ics': CALENDAR };

  test('holds a request until its calendars open', () => {
    const one = imported({}, calendars);
    const config = soundWith(one, GROUPS);
    expect(config.rules[0]?.freeze).toEqual({ effect: 'hold', calendars: ['year-end', 'week'] });
    expect(config.calendars.get('year-end')).toMatchObject({ kind: 'ssm', name: YEAR_END });
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
    const mainSteps = [...template().mainSteps, asks(['YearEnd'])];
    expect(soundWith(imported({ mainSteps }), GROUPS).rules[0]?.freeze?.calendars).toEqual([
      'year-end',
    ]);
    const emergency = imported({ mainSteps, emergencyChange: true });
    expect(soundWith(emergency, GROUPS).rules[0]?.freeze).toBeUndefined();
    expect(emergency.notes.join()).toContain('It is for emergencies');
    expect(imported().notes.join()).toContain('No calendar came along');
  });

  test('by a parameter, or by whatever is no name, is told: nothing would hold it up here', () => {
    const mainSteps = [...template().mainSteps, asks(['{{ Calendar }}', 'YearEnd'])];
    const runbook = { ...RUNBOOK, mainSteps: [asks('{{ Calendars }}')] };
    const others = { 'r.json': got('ProdAccess-Restart', 'Automation', runbook) };
    const one = imported({ mainSteps }, others);
    expect(one.notes).toContain(
      'RestartWeb: The step Open asks for the calendar {{ Calendar }}, which is no name or ARN. ' +
        'Name one under calendars, and in freeze of the rule.',
    );
    expect(one.notes.join()).toContain('ProdAccess-Restart: The step Open asks for the calendar {');
    expect(soundWith(one, GROUPS).rules[0]?.freeze?.calendars).toEqual(['year-end']);
    const none = imported({ mainSteps: [...template().mainSteps, asks(undefined)] });
    expect(none.notes.join()).toContain('Not carried over: the step Open');
  });
});

describe('a calendar that AWS keeps', () => {
  const documents = { 'c.json': got('YearEnd', 'ChangeCalendar', CALENDAR) };

  test('is asked for in the account and Region that were given, whoever names it how', () => {
    const mainSteps = [...template().mainSteps, asks(['YearEnd', YEAR_END])];
    const one = imported({ mainSteps }, documents);
    expect(one.yaml).toContain(`year-end: { ssm: "${YEAR_END}" }\n`);
    expect(one.yaml.match(/ssm: "/g)).toHaveLength(1);
    expect(one.notes.join()).not.toContain('account of the bot');
  });

  test('by a name alone is told to be asked for in the account of the bot', () => {
    const one = imported({}, documents, { account: undefined });
    expect(one.yaml).toContain('year-end: { ssm: "YearEnd", region: ap-northeast-1 }');
    expect(one.notes).toContain(
      'YearEnd is asked for in the account of the bot. If it is in another one: give --account ' +
        'and --region, or write its ARN.',
    );
  });
});
