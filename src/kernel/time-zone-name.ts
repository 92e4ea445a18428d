/** The names of zones: what there is, and the short one that people say, as JST or CEST. */

/**
 * The short name of a zone at an instant: JST, CEST, or UTC+10:30 where people have none.
 *
 * From a table of our own, since what Intl calls a zone depends on the locale and on the build of
 * Node: JST in one, GMT+9 in the other. The offset tells summer from winter.
 */
export function zoneNameAt(ms: number, zone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const minutes = Math.round(at.offsetNanoseconds / 60e9);
  const names = NAMES.find(({ zones }) => zones.includes(zone))?.names;
  return names?.[minutes] ?? offsetName(minutes);
}

export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return Boolean(new Temporal.ZonedDateTime(0n, name));
  } catch {
    return false;
  }
}

/** A zone that people call so, `here` before any other: JST is no name of a zone to a computer. */
export function zoneCalled(short: string, here: string): string | undefined {
  const name = short.toUpperCase();
  const found = NAMES.filter(({ names }) => Object.values(names).includes(name));
  const zones = found.flatMap((one) => one.zones);
  return zones.includes(here) ? here : zones[0];
}

function offsetName(minutes: number): string {
  if (minutes === 0) return 'UTC';
  const size = Math.abs(minutes);
  const rest = size % 60 ? `:${String(size % 60).padStart(2, '0')}` : '';
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(size / 60)}${rest}`;
}

interface Names {
  readonly zones: readonly string[];
  /** By offset from UTC, in minutes. */
  readonly names: Readonly<Record<number, string>>;
}

const CENTRAL_EUROPE = (
  'Amsterdam Berlin Brussels Copenhagen Madrid Oslo Paris Prague Rome Stockholm Vienna Warsaw ' +
  'Zurich'
)
  .split(' ')
  .map((city) => `Europe/${city}`);
const NAMES: readonly Names[] = [
  { zones: ['Asia/Tokyo', 'Japan'], names: { 540: 'JST' } },
  { zones: ['Asia/Seoul'], names: { 540: 'KST' } },
  { zones: ['Asia/Kolkata', 'Asia/Calcutta'], names: { 330: 'IST' } },
  { zones: ['Asia/Singapore'], names: { 480: 'SGT' } },
  { zones: ['Europe/London'], names: { 0: 'GMT', 60: 'BST' } },
  { zones: CENTRAL_EUROPE, names: { 60: 'CET', 120: 'CEST' } },
  { zones: ['America/New_York', 'America/Toronto'], names: { [-300]: 'EST', [-240]: 'EDT' } },
  { zones: ['America/Chicago'], names: { [-360]: 'CST', [-300]: 'CDT' } },
  { zones: ['America/Denver'], names: { [-420]: 'MST', [-360]: 'MDT' } },
  { zones: ['America/Los_Angeles'], names: { [-480]: 'PST', [-420]: 'PDT' } },
  { zones: ['Australia/Sydney', 'Australia/Melbourne'], names: { 600: 'AEST', 660: 'AEDT' } },
];
