/** Statements in Cedar and calendars, as the core reads them. */

import type { CalendarConfig, PolicyFile } from './config.ts';
import type { ConfigFile } from './file.ts';

export const buildPolicies = ({ policies }: ConfigFile): readonly PolicyFile[] =>
  policies.map(({ file: { name, text }, as, schema, quota }) => ({
    name,
    as,
    schema,
    text,
    ...(quota && { quota: { name, times: quota.times, perMs: quota.per } }),
  }));

export function buildCalendars({ calendars }: ConfigFile): ReadonlyMap<string, CalendarConfig> {
  type One = typeof calendars extends ReadonlyMap<string, infer C> ? C : never;
  const built = ({ ics, url, ssm = '', region, outside }: One): CalendarConfig => {
    if (ics) return { kind: 'ics', file: ics.name, text: ics.text, outside };
    return url === undefined ? { kind: 'ssm', name: ssm, region } : { kind: 'url', url, outside };
  };
  return new Map([...calendars].map(([id, one]) => [id, built(one)]));
}
