/** Durations as the configuration writes them: `90m`, `4h`, `2h30m`, `7d`. */

import { DAY, type DurationMs, HOUR, MINUTE } from '../kernel/time.ts';

/** Undefined when it is no duration. Days, hours and minutes, in this order, each at most once. */
export function readDuration(text: string): DurationMs | undefined {
  const match = DURATION.exec(text);
  if (!match || text === '') return undefined;
  const [days, hours, minutes] = match.slice(1).map((count) => Number(count ?? 0));
  return (days ?? 0) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE;
}

/** The shortest way to write it: `2h30m`. Seconds, which no configuration has, are cut off. */
export function writeDuration(ms: DurationMs): string {
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(ms / DAY), 'd'],
    [Math.floor((ms % DAY) / HOUR), 'h'],
    [Math.floor((ms % HOUR) / MINUTE), 'm'],
  ];
  const written = parts.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : []));
  return written.join('') || '0m';
}

/** Four digits are more than any limit here, so numbers stay small. */
export const DURATION = /^(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,4})m)?$/;
