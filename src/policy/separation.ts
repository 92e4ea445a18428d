/** Separation of duties: which accounts are one human, and who has no say in a request. */

import type { PersonKey } from '../kernel/brand.ts';
import { aliasOf, type Person } from '../kernel/person.ts';

/** Who asked and who would hold the access: neither approves. A request is one of these. */
export interface Parties {
  readonly requester: Person;
  readonly beneficiary: Person;
}

/** The id of the human behind an account: equal for two accounts of one human. */
export type HumanOf = (key: PersonKey) => string;

/**
 * Joins accounts into humans, however long the chain: A shares an account with B, and B an AWS
 * principal with C, so A and C are one. An account nobody lists is a human of its own.
 * @param listed joined once for as long as this list is used: it may be a whole company.
 * @param humans what another answer of this said of some accounts.
 */
export function humansAmong(
  people: readonly Person[],
  listed: readonly Person[] = [],
  humans: Iterable<readonly [PersonKey, string]> = [],
): HumanOf {
  const known = joinedOf(listed);
  const parents: Parents = new Map(humans);
  const rootOf = rootAmong((alias) => parents.get(alias) ?? known.get(alias));
  join(people, parents, rootOf);
  return rootOf;
}

type Parents = Map<string, string>;

const joined = new WeakMap<readonly Person[], Parents>();

function joinedOf(listed: readonly Person[]): Parents {
  const known = joined.get(listed);
  if (known) return known;
  const parents: Parents = new Map();
  join(
    listed,
    parents,
    rootAmong((alias) => parents.get(alias)),
  );
  joined.set(listed, parents);
  return parents;
}

const rootAmong =
  (parentOf: (alias: string) => string | undefined) =>
  (alias: string): string => {
    let root = alias;
    for (let up = parentOf(root); up !== undefined; up = parentOf(root)) root = up;
    return root;
  };

/** Only a root is given a parent. */
function join(people: readonly Person[], parents: Parents, rootOf: RootOf): void {
  for (const person of people) {
    for (const alias of aliasesOf(person)) {
      const [mine, other] = [rootOf(person.key), rootOf(alias)];
      if (mine !== other) parents.set(other, mine);
    }
  }
}

type RootOf = (alias: string) => string;

/** The accounts that may be counted: those of requester and beneficiary, by any alias, are not. */
export function withoutParties(parties: Parties, humanOf: HumanOf) {
  const own = [parties.requester, parties.beneficiary].map(({ key }) => humanOf(key));
  return (key: PersonKey): boolean => !own.includes(humanOf(key));
}

/** No key of a chat begins with this word and a blank, so the two never meet. */
function aliasesOf({ keys, principal, center }: Person): readonly string[] {
  const users = [principal, center].filter((user) => user !== undefined);
  return [...keys, ...users.map((user) => `principal ${aliasOf(user)}`)];
}
