/** Who is counted where: people given to demands, each person once, as many as can be. */

/** So many of these humans. */
export interface Demand {
  readonly count: number;
  readonly candidates: readonly string[];
}

/** The humans given to each demand, in the order of the demands. */
export type Assignment = readonly (readonly string[])[];

/**
 * A maximum matching. Somebody counted for one demand is moved to another when a second can take
 * their place. Earlier demands are filled first and never lose what they have, so how many each
 * one gets does not depend on the order of the people.
 */
export function assign(demands: readonly Demand[]): Assignment {
  const places = new Map<string, number>();
  const fill = (place: number, tried: Set<string>): boolean => {
    for (const human of demands[place]?.candidates ?? []) {
      const taken = places.get(human);
      if (taken === place || tried.has(human)) continue;
      tried.add(human);
      if (taken !== undefined && !fill(taken, tried)) continue;
      places.set(human, place);
      return true;
    }
    return false;
  };
  for (const [place, { count }] of demands.entries()) {
    for (let have = 0; have < count && fill(place, new Set()); ) have += 1;
  }
  return demands.map(({ candidates }, place) =>
    [...new Set(candidates)].filter((human) => places.get(human) === place),
  );
}
