/** How `doctor` looks at what decisions are made of: calendars, and groups that others keep. */

import type { Config, GroupConfig } from '../config/config.ts';
import { groupRef } from '../engine/group-members.ts';
import { peopleOf } from '../engine/roster-people.ts';
import type { CalendarState } from '../policy/freeze.ts';
import type { Directory } from '../ports/directory.ts';
import type { RosterEntry, Rosters } from '../ports/roster.ts';
import type { Look } from './doctor.ts';

export interface SourcePorts {
  readonly directory: Pick<Directory, 'members'>;
  readonly rosters: Rosters | undefined;
  /** Rejects where it cannot be read, with why. */
  readonly calendar: (name: string) => Promise<CalendarState>;
}

/** One look each; a group that holds nobody whom we know is a finding. */
export const sourceLooks = (config: Config, ports: SourcePorts): readonly Look[] => [
  ...[...config.calendars.keys()].map((name) => ({
    what: `Calendar ${name}`,
    look: async () => calendarText(await ports.calendar(name)),
  })),
  ...[...config.groups.values()]
    .filter(({ source }) => source.kind !== 'listed')
    .map((group) => ({ what: `Group ${group.id}`, look: () => groupText(config, ports, group) })),
];

function calendarText(state: CalendarState): string {
  if (state.open) return 'open';
  const { untilMs } = state;
  return untilMs === undefined ? 'closed' : `closed until ${new Date(untilMs).toISOString()}`;
}

async function groupText(
  { people }: Config,
  { directory, rosters }: SourcePorts,
  { source }: GroupConfig,
): Promise<string> {
  if (source.kind === 'listed') return '';
  if ('group' in source) {
    const keys = await directory.members(groupRef(source), 0);
    if (keys.length === 0) throw new Error('nobody is in it, so nobody can approve by it');
    return counted(keys.length);
  }
  const entries = (await rosters?.entries(source, 0)) ?? [];
  if (entries.length === 0) throw new Error('nobody is in it now, so nobody can approve by it');
  const { keys, unknown } = peopleOf(entries, people);
  const strangers = unknown.length > 0 ? `; unknown here: ${namesOf(unknown)}. ${ADVICE}` : '';
  if (keys.length === 0) throw new Error(`none of its people can approve${strangers}`);
  return `${counted(keys.length)}${strangers}`;
}

const ADVICE = 'Give them pagerduty or email in people.listed';
const counted = (count: number): string => (count === 1 ? '1 person' : `${count} people`);
const namesOf = (entries: readonly RosterEntry[]): string =>
  entries.map(({ pagerduty, center, email }) => email ?? center ?? pagerduty ?? '').join(', ');
