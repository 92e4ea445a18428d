/** Entries of a roster as accounts here: by what the file says of its people. */

import type { PeopleConfig } from '../config/config.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { RosterEntry } from '../ports/roster.ts';

export interface RosterPeople {
  readonly keys: readonly PersonKey[];
  /** Whom the file does not know: they cannot approve. */
  readonly unknown: readonly RosterEntry[];
}

export function peopleOf(
  entries: readonly RosterEntry[],
  people: Pick<PeopleConfig, 'aliases' | 'listed'>,
): RosterPeople {
  const mapped = entries.map((entry) => ({ entry, keys: keysFor(entry, people) }));
  return {
    keys: [...new Set(mapped.flatMap(({ keys }) => keys))],
    unknown: mapped.flatMap(({ entry, keys }) => (keys.length > 0 ? [] : [entry])),
  };
}

/** The id first: an address is whatever its bearer has typed over there. */
function keysFor(
  { email = '', pagerduty = '', center }: RosterEntry,
  { aliases, listed }: Pick<PeopleConfig, 'aliases' | 'listed'>,
): readonly PersonKey[] {
  const byId = aliases.get(pagerduty);
  if (byId) return [byId];
  const named = listed.filter((one) => center !== undefined && one.center?.user === center);
  if (named.length > 0) return named.map(({ key }) => key);
  const byEmail = aliases.get(email);
  return byEmail ? [byEmail] : [];
}
