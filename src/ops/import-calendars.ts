/** Change calendars as calendars of ours, and what a rule does while one is closed. */

import {
  type AwsDocument,
  type Imported,
  type ImportPlace,
  isCalendar,
  textAt,
  textsAt,
  treeAt,
  treesAt,
  type Tree,
} from './import-document.ts';
import { freeName, quoted, slugOf } from './init-offers.ts';

export interface Calendars {
  readonly names: readonly string[];
  readonly lines: readonly string[];
  readonly files: Imported['files'];
  readonly notes: readonly string[];
}

export const isChangeCalendar = ({ type, content }: AwsDocument): boolean =>
  type === 'ChangeCalendar' || (typeof content === 'string' && isCalendar(content));

/** What AWS keeps is asked there; a calendar that is a file comes along. */
export function calendarsOf(documents: readonly AwsDocument[], place: ImportPlace): Calendars {
  const taken = new Set<string>();
  const kept = documents.filter((one) => one.type === 'ChangeCalendar').map(({ name }) => name);
  const named = documents.flatMap(askedFor).filter((name) => CALENDAR.test(name));
  const asked = [...new Set([...kept, ...named].map((name) => arnOf(name, place)))];
  const files = documents.filter((one) => isChangeCalendar(one) && one.type === undefined);
  const ofAws = asked.map((name) => {
    const slug = freeName(slugOf(name.split('/').at(-1) ?? name), taken);
    const saysWhere = isArn(name) || place.region === undefined;
    const where = saysWhere ? '' : `, region: ${place.region}`;
    return { slug, line: `${slug}: { ssm: ${quoted(name)}${where} }` };
  });
  const ofFiles = files.map(({ name, content }) => {
    const slug = freeName(slugOf(name), taken);
    const text = typeof content === 'string' ? content : '';
    const outside = /X-CALENDAR-TYPE:\s*DEFAULT_CLOSED/i.test(text) ? 'closed' : 'open';
    const file = `${slug}.ics`;
    const line = `${slug}: { ics: ${quoted(`${place.folder}${file}`)}, outside: ${outside} }`;
    return { slug, line, file: { name: file, text } };
  });
  const all = [...ofAws, ...ofFiles];
  return {
    names: all.map(({ slug }) => slug),
    lines: all.map(({ line }) => line),
    files: ofFiles.map(({ file }) => file),
    notes: [...documents.flatMap(namelessIn), ...asked.flatMap(homeNote)],
  };
}

/** Of a step that asks whether they are open, as it names them. */
export function calendarsAsked(step: Tree): readonly string[] {
  const inputs = treeAt(step, 'inputs');
  if (textAt(inputs, 'Api') !== 'GetCalendarState') return [];
  return [...textsAt(inputs, 'CalendarNames'), textAt(inputs, 'CalendarNames') ?? []].flat();
}

const stepsIn = ({ content }: AwsDocument): readonly Tree[] =>
  typeof content === 'string' ? [] : treesAt(content, 'mainSteps');
const askedFor = (document: AwsDocument): readonly string[] =>
  stepsIn(document).flatMap(calendarsAsked);

const CALENDAR = /^(?:arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:document\/)?[\w.-]{3,128}$/;
const isArn = (name: string): boolean => name.startsWith('arn:');

/** A name alone is one of the account of the bot, which need not be that of the documents. */
const arnOf = (name: string, { account, region }: ImportPlace): string =>
  isArn(name) || account === undefined || region === undefined
    ? name
    : `arn:aws:ssm:${region}:${account}:document/${name}`;

const homeNote = (name: string): readonly string[] =>
  isArn(name)
    ? []
    : [
        `${name} is asked for in the account of the bot. If it is in another one: give --account ` +
          'and --region, or write its ARN.',
      ];

/** As a parameter names it, say: there is nothing to be asked about here. */
const namelessIn = (document: AwsDocument): readonly string[] =>
  stepsIn(document).flatMap((step) =>
    calendarsAsked(step)
      .filter((name) => !CALENDAR.test(name))
      .map(
        (name) =>
          `${document.name}: The step ${textAt(step, 'name') ?? 'without a name'} asks for the ` +
          `calendar ${name}, which is no name or ARN. Name one under calendars, and in freeze of ` +
          'the rule.',
      ),
  );

/** Without the people of the settings, Change Manager waits until the calendar is open. */
export function freezeOf(
  calendars: readonly string[],
  isEmergency: boolean,
  approvers: readonly string[],
): { readonly lines: readonly string[]; readonly notes: readonly string[] } {
  if (isEmergency)
    return { lines: [], notes: ['It is for emergencies: no calendar holds it up, here neither.'] };
  if (calendars.length === 0) return { lines: [], notes: [NO_CALENDAR] };
  const closed = `calendars: [${calendars.join(', ')}]`;
  if (approvers.length === 0)
    return { lines: [`freeze: { ${closed}, do: hold }`], notes: [NO_APPROVERS] };
  const level = `{ name: change-freeze, any: 1, from: [${approvers.join(', ')}] }`;
  return { lines: ['freeze:', `  ${closed}`, '  do: level', `  level: ${level}`], notes: [] };
}

const NO_CALENDAR =
  'No calendar came along, so nothing holds it up; give the documents of change calendars as well.';
const NO_APPROVERS =
  'Approvers for a change freeze are in the settings of Change Manager, not in a document: a ' +
  'request is held until the calendar opens. To ask them instead: --freeze GROUP.';
