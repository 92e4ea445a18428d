/** Time zones of calendars: those that a file defines itself, and those that everybody knows. */

import * as ical from 'ical.js';

const ICAL = ical.default;
type Time = InstanceType<typeof ICAL.Time>;
type Component = InstanceType<typeof ICAL.Component>;

/** The library knows only what a file defines; of all others it would not know the clocks. */
class IanaZone extends ICAL.Timezone {
  readonly #id: string;

  constructor(id: string) {
    super({ tzid: id });
    this.#id = id;
  }

  override utcOffset(time: Time): number {
    return zonedOf(time, this.#id).offsetNanoseconds / 1e9;
  }
}

/** @throws Error that names a zone which neither the file nor anybody else knows. */
export function knowZones(calendar: Component): void {
  for (const event of calendar.getAllSubcomponents('vevent')) {
    for (const property of event.getAllProperties()) {
      const id = property.getFirstParameter('tzid');
      if (id === undefined || id === '' || calendar.getTimeZoneByID(id)) continue;
      if (ICAL.TimezoneService.has(id)) continue;
      if (!isZone(id)) throw new Error(`the time zone ${id} is not known`);
      ICAL.TimezoneService.register(new IanaZone(id), id);
    }
  }
}

/** @param zone in which whole days and times without a zone are meant. */
export function instantOf(time: Time, zone: string): number {
  const isFloating = time.isDate || time.zone === ICAL.Timezone.localTimezone;
  return isFloating ? zonedOf(time, zone).epochMilliseconds : time.toUnixTime() * 1_000;
}

function zonedOf({ year, month, day, hour, minute, second }: Time, timeZone: string) {
  const at = { year, month, day, hour, minute, second, timeZone };
  return Temporal.ZonedDateTime.from(at);
}

function isZone(id: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: id }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
