/** What somebody did at AWS, counted: small enough for one recorded fact and one line. */

/** One call, as CloudTrail tells it. Its names are AWS's text. */
export interface Deed {
  /** As `rds`. */
  readonly service: string;
  /** As `RebootDBInstance`. */
  readonly name: string;
  readonly isRead: boolean;
  /** `failed`: refused for another reason than missing rights, so nothing was changed. */
  readonly outcome: 'done' | 'denied' | 'failed';
}

/** As `rds:RebootDBInstance`, and how often. */
export interface Counted {
  readonly name: string;
  readonly times: number;
}

/** The most frequent by name, and how many calls the rest of them are. */
export interface Listed {
  readonly named: readonly Counted[];
  readonly others: number;
}

export interface Activity {
  readonly changes: Listed;
  readonly reads: number;
  readonly denied: Listed;
  readonly failed: number;
}

/** `denied` stays so however often it is asked; the others may be otherwise a little later. */
export type TrailTrouble = 'denied' | 'busy' | 'silent';

const MOST_CHANGES = 10;
const MOST_DENIED = 5;
const LONGEST_NAME = 80;

export function activityOf(deeds: readonly Deed[]): Activity {
  const done = deeds.filter(({ outcome }) => outcome === 'done');
  const changes = done.filter(({ isRead }) => !isRead);
  const denied = deeds.filter(({ outcome }) => outcome === 'denied');
  return {
    changes: listed(changes, MOST_CHANGES),
    reads: done.length - changes.length,
    denied: listed(denied, MOST_DENIED),
    failed: deeds.length - done.length - denied.length,
  };
}

export const timesOf = ({ named, others }: Listed): number =>
  named.reduce((sum, { times }) => sum + times, others);

function listed(deeds: readonly Deed[], most: number): Listed {
  const counts = new Map<string, number>();
  for (const deed of deeds) {
    const name = nameOf(deed);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const all = Array.from(counts, ([name, times]): Counted => ({ name, times })).sort(
    (a, b) => b.times - a.times || (a.name < b.name ? -1 : 1),
  );
  const named = all.slice(0, most);
  return { named, others: all.slice(most).reduce((sum, { times }) => sum + times, 0) };
}

/** Nothing but what names of calls are made of, whatever is sent in their place. */
const nameOf = ({ service, name }: Deed): string =>
  `${service}:${name}`.replace(/[^\w:.-]+/g, '_').slice(0, LONGEST_NAME);
