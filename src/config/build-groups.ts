/** Groups of the file, and how others call the people in them. */

import type { PersonKey } from '../kernel/brand.ts';
import type { GroupConfig, PeopleConfig } from './config.ts';
import type { ConfigFile } from './file.ts';

type Names = ReadonlyMap<string, PersonKey>;
type GroupFile = ConfigFile['groups'] extends ReadonlyMap<string, infer G> ? G : never;

export function buildGroup(id: string, file: GroupFile, names: Names): GroupConfig {
  if (!('slack_usergroup' in file)) {
    const keys = file.flatMap((name) => names.get(name) ?? []);
    return { id, source: { kind: 'listed', keys: [...new Set(keys)] } };
  }
  const { pagerduty_schedule: schedule, identity_center_group: inCenter } = file;
  if (schedule !== undefined) return { id, source: { kind: 'pagerduty', roster: schedule } };
  if (inCenter !== undefined) return { id, source: { kind: 'identity-center', roster: inCenter } };
  const { slack_usergroup: inSlack, channel, teams_group: inTeams = '' } = file;
  if (inSlack !== undefined) return { id, source: { kind: 'slack', group: inSlack } };
  if (channel !== undefined) return { id, source: { kind: 'channel', group: channel } };
  return { id, source: { kind: 'teams', group: inTeams } };
}

export function buildAliases({ people }: ConfigFile, names: Names): PeopleConfig['aliases'] {
  const aliases = people.listed.flatMap(({ name, pagerduty, email }) => {
    const key = names.get(name);
    const known = [pagerduty, email].filter((one) => one !== undefined);
    return key === undefined ? [] : known.map((one): [string, PersonKey] => [one, key]);
  });
  return new Map(aliases);
}
