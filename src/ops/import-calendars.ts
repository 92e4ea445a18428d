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
} from './import-document.ts';
import { freeName, quoted, slugOf } from './init-offers.ts';

export interface Calendars {
  readonly names: readonly string[];
  readonly lines: readonly string[];
  readonly files: Imported['files'];
}

export const isChangeCalendar = ({ type, content }: AwsDocument): boolean =>
  type === 'ChangeCalendar' || (typeof content === 'string' && isCalendar(content));

/** What AWS keeps is asked there; a calendar that is a file comes along. */
export function calendarsOf(
  documents: readonly AwsDocument[],
  { folder, region }: Pick<ImportPlace, 'folder' | 'region'>,
): Calendars {
  const taken = new Set<string>();
  const kept = documents.filter((one) => one.type === 'ChangeCalendar').map(({ name }) => name);
  const asked = [...new Set([...kept, ...documents.flatMap(askedFor)])];
  const files = documents.filter((one) => isChangeCalendar(one) && one.type === undefined);
  const where = region === undefined ? '' : `, region: ${region}`;
  const ofAws = asked.map((name) => {
    const slug = freeName(slugOf(name.split('/').at(-1) ?? name), taken);
    return { slug, line: `${slug}: { ssm: ${quoted(name)}${where} }` };
  });
  const ofFiles = files.map(({ name, content }) => {
    const slug = freeName(slugOf(name), taken);
    const text = typeof content === 'string' ? content : '';
    const outside = /X-CALENDAR-TYPE:\s*DEFAULT_CLOSED/.test(text) ? 'closed' : 'open';
    const file = `${slug}.ics`;
    const line = `${slug}: { ics: ${quoted(`${folder}${file}`)}, outside: ${outside} }`;
    return { slug, line, file: { name: file, text } };
  });
  const all = [...ofAws, ...ofFiles];
  return {
    names: all.map(({ slug }) => slug),
    lines: all.map(({ line }) => line),
    files: ofFiles.map(({ file }) => file),
  };
}

/** Steps that ask whether a calendar is open. */
function askedFor({ content }: AwsDocument): readonly string[] {
  if (typeof content === 'string') return [];
  return treesAt(content, 'mainSteps').flatMap((step) => {
    const inputs = treeAt(step, 'inputs');
    if (textAt(inputs, 'Api') !== 'GetCalendarState') return [];
    return textsAt(inputs, 'CalendarNames').filter((name) => CALENDAR.test(name));
  });
}

const CALENDAR = /^(?:arn:aws[a-z-]*:ssm:[a-z0-9-]+:\d{12}:document\/)?[\w.-]{3,128}$/;

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
