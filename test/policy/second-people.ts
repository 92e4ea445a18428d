/** Who is one human, and whether each of several demands finds somebody of its own. */

import type { Person } from '../../src/kernel/person.ts';

export type Humans = (key: string) => string;

/** Accounts that share a person or a principal, over any number of steps, are one human. */
export function components(people: readonly Person[]): Humans {
  let groups = people.map(({ key, keys, principal, center }) => {
    const users = [principal, center].flatMap((user) =>
      user
        ? [`user ${user.account} ${user.user.replace(/^.*\//, '/').replace(/\/.*/, lower)}`]
        : [],
    );
    return new Set([key, ...keys, ...users]);
  });
  for (let before = -1; before !== groups.length; ) {
    before = groups.length;
    const merged: Set<string>[] = [];
    for (const group of groups) {
      const same = merged.find((other) => [...group].some((alias) => other.has(alias)));
      if (same) for (const alias of group) same.add(alias);
      else merged.push(new Set(group));
    }
    groups = merged;
  }
  return (key) => {
    const at = groups.findIndex((group) => group.has(key));
    return at < 0 ? key : `human ${at}`;
  };
}

const lower = (text: string) => text.toLowerCase();

/** Every slot somebody of its own, tried out; the slot with the fewest choices first. */
export function place(slots: readonly (readonly string[])[], taken: ReadonlySet<string>): boolean {
  if (slots.length === 0) return true;
  const [first = [], ...rest] = slots.toSorted((a, b) => a.length - b.length);
  return first.some((human) => !taken.has(human) && place(rest, new Set([...taken, human])));
}
