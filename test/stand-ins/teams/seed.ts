/** What a stand-in begins with, and the state that grows from it. */

import type { Bot, Channel, Group, Person, State, Team } from './state.ts';

export type PersonSeed = Pick<Person, 'name' | 'aadObjectId'> & Partial<Person>;
export type TeamSeed = Pick<Team, 'id' | 'name'> & Partial<Team>;

export interface Seed {
  readonly tenantId: string;
  readonly bot: Bot;
  readonly people: readonly PersonSeed[];
  readonly teams: readonly TeamSeed[];
  readonly groups: readonly Group[];
}

export function stateFrom(seed: Seed): State {
  return {
    tenantId: seed.tenantId,
    bot: seed.bot,
    people: by('name', seed.people.map(personFrom)),
    teams: by('id', seed.teams.map(teamFrom)),
    groups: by('id', seed.groups),
    messages: {},
    dialogs: {},
    answers: {},
    offered: {},
    lastId: 0,
  };
}

function personFrom(seed: PersonSeed): Person {
  const email = seed.email ?? `${seed.name}@example.com`;
  return {
    mri: `29:1${seed.aadObjectId.replaceAll('-', '')}`,
    displayName: seed.name,
    email,
    userPrincipalName: email,
    userType: 'Member',
    accountEnabled: true,
    locale: 'en-US',
    country: 'US',
    timezone: 'Asia/Tokyo',
    installed: true,
    teams: [],
    ...seed,
  };
}

/** The General channel has the id of the team, and is there whether it is named or not. */
function teamFrom(seed: TeamSeed): Team {
  const general: Channel = { id: seed.id, name: 'General' };
  return {
    aadGroupId: `${seed.id.replace(/\W/g, '')}-group`,
    installed: true,
    ...seed,
    channels: [general, ...(seed.channels ?? [])],
  };
}

const by = <K extends string, T extends Readonly<Record<K, string>>>(
  key: K,
  things: readonly T[],
): Record<string, T> => Object.fromEntries(things.map((thing) => [thing[key], thing]));
