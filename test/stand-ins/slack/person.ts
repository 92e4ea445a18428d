/** People, user groups and teams as Slack tells of them. */

import type { JsonObject } from './json.ts';

export interface Person {
  readonly id: string;
  readonly teamId: string;
  /** Of one organisation: all that they are in, where that is more than their own. */
  readonly teams?: readonly string[];
  readonly name: string;
  readonly realName: string;
  readonly displayName: string;
  /** Absent when the token lacks `users:read.email`, or when the person has none (bots). */
  readonly email: string;
  readonly tz: string;
  readonly tzOffsetSec: number;
  readonly locale: string;
  readonly isBot: boolean;
  readonly isRestricted: boolean;
  readonly isUltraRestricted: boolean;
  /** Of another organisation, met only through a shared channel. */
  readonly isStranger: boolean;
  readonly deleted: boolean;
}

export type PersonSeed = Pick<Person, 'id'> & Partial<Person>;

export interface UserGroup {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly disabled?: boolean;
}

export function personFrom(seed: PersonSeed, teamId: string): Person {
  const name = seed.name ?? seed.id.replace(/^[UW]_?/, '').toLowerCase();
  return {
    teamId,
    name,
    realName: seed.realName ?? name,
    displayName: seed.displayName ?? name,
    email: `${name}@example.com`,
    tz: 'Asia/Tokyo',
    tzOffsetSec: 32_400,
    locale: 'en-US',
    isBot: false,
    isRestricted: false,
    isUltraRestricted: false,
    isStranger: false,
    deleted: false,
    ...seed,
  };
}

/** The `user` of `users.info`. Locale and e-mail are shown only to who asked and may know. */
export function userObject(
  person: Person,
  show: { readonly locale: boolean; readonly email: boolean; readonly enterpriseId: string | null },
): JsonObject {
  const guest = person.isRestricted || person.isUltraRestricted;
  return {
    id: person.id,
    team_id: person.teamId,
    name: person.name,
    deleted: person.deleted,
    real_name: person.realName,
    ...(person.deleted
      ? {}
      : { tz: person.tz, tz_label: person.tz, tz_offset: person.tzOffsetSec }),
    profile: {
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.displayName,
      display_name_normalized: person.displayName,
      ...(show.email && !person.isBot ? { email: person.email } : {}),
      team: person.teamId,
    },
    is_admin: false,
    is_owner: false,
    is_bot: person.isBot,
    is_app_user: false,
    is_restricted: guest,
    is_ultra_restricted: person.isUltraRestricted,
    ...(person.isStranger ? { is_stranger: true } : {}),
    ...(show.enterpriseId === null ? {} : { enterprise_user: enterpriseUser(person, show) }),
    ...(show.locale ? { locale: person.locale } : {}),
  };
}

const enterpriseUser = (person: Person, show: { enterpriseId: string | null }): JsonObject => ({
  id: person.id,
  enterprise_id: show.enterpriseId,
  teams: person.teams ?? [person.teamId],
});
