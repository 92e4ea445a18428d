/** Whether the environment has what the groups of the configuration are read with. */

import type { Config } from './config.ts';
import type { Settings } from './env.ts';

/** A sentence for each group that could never be read. */
export function rosterProblems(
  { groups }: Pick<Config, 'groups'>,
  { pagerduty }: Pick<Settings, 'pagerduty'>,
): readonly string[] {
  const kept = [...groups.values()].filter(({ source }) => source.kind === 'pagerduty');
  if (kept.length === 0 || pagerduty) return [];
  const names = kept.map(({ id }) => id).join(', ');
  return [`PAGERDUTY_TOKEN is not set, and who is in ${names} is asked of PagerDuty.`];
}
