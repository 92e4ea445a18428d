/** Change calendars asked together: open when all of them are, and when that will change. */

import { type ChangeCalendar, parseCalendar } from './calendar-events.ts';
import { AwsFault } from './fault.ts';
import { require, type SsmCall, tagsOfResource, textOf, validation } from './ssm-call.ts';
import { documentArn, noDocument, ofType, typeOf, versionNamed } from './ssm-document.ts';

export function getCalendarState(call: SsmCall): object {
  const { input, now } = call;
  const names = (input['CalendarNames'] ?? []) as readonly string[];
  if (names.length === 0) throw validation("'calendarNames' must not be empty");
  const calendars = names.map((name) => calendarNamed(call, name));
  const asked = textOf(input, 'AtTime');
  const atMs = asked === undefined ? now() : instant(asked);
  const isOpen = areOpen(calendars, atMs);
  const changes = calendars
    .flatMap(({ events }) => events.flatMap(({ startMs, endMs }) => [startMs, endMs]))
    .filter((ms) => ms > atMs)
    .toSorted((a, b) => a - b);
  const next = changes.find((ms) => areOpen(calendars, ms) !== isOpen);
  return {
    State: isOpen ? 'OPEN' : 'CLOSED',
    AtTime: iso(atMs),
    ...(next === undefined ? {} : { NextTransitionTime: iso(next) }),
  };
}

/** By its name, or by the ARN of one of this account. */
function calendarNamed(call: SsmCall, nameOrArn: string): ChangeCalendar {
  const { place } = call;
  const name = nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn;
  const arn = documentArn(place, name);
  const document = place.documents.get(name);
  const type = document ? typeOf(document) : 'ChangeCalendar';
  require(call, arn, { ...ofType(type), ...tagsOfResource(document?.tags ?? []) });
  if (!document || (nameOrArn !== name && nameOrArn !== arn)) throw noDocument(nameOrArn);
  if (type !== 'ChangeCalendar') {
    throw new AwsFault('InvalidDocumentType', `The document ${name} is no change calendar.`);
  }
  return parseCalendar(versionNamed(document, '$DEFAULT').content);
}

const areOpen = (calendars: readonly ChangeCalendar[], atMs: number): boolean =>
  calendars.every(({ isOpen, events }) => {
    const isWithin = events.some(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
    return isOpen !== isWithin;
  });

/** ISO 8601 in any of its offsets: `-0700` is as good as `-07:00`. */
function instant(text: string): number {
  const atMs = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (!Number.isNaN(atMs)) return atMs;
  throw validation(`Value '${text}' at 'atTime' is no instant`);
}

const iso = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
