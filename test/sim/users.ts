/** Users of the simulated AWS: what stands at each, deleted ones, and others of the same name. */

import type { Slot } from '../../src/holding/slot.ts';
import { isAtRole } from './slots.ts';

export interface User {
  readonly uniqueId: string;
  readonly slots: Map<string, Slot>;
  /** When the last change of a slot becomes visible: changes of one slot keep their order. */
  readonly visibleMs: Map<string, number>;
  /** Nothing is left at home, and nothing can be put there. */
  isGone: boolean;
}

export class Users {
  readonly #now = new Map<string, User>();
  /** Of whom there is another one by now. */
  readonly #former = new Map<string, readonly User[]>();

  /** In most runs nobody has. */
  #hasAnyLeft = false;

  /** Whoever has the name now, or had it last. */
  of(name: string): User {
    const known = this.#now.get(name) ?? newUser(name, 1);
    this.#now.set(name, known);
    return known;
  }

  get = (name: string): User | undefined => this.#now.get(name);

  /** Whoever has that id, if the name was ever theirs. */
  whose(name: string, uniqueId: string): User | undefined {
    return this.named(name).find((one) => one.uniqueId === uniqueId);
  }

  /** All who ever had it. */
  named = (name: string): readonly User[] => [...(this.#former.get(name) ?? []), this.of(name)];

  hasLeft = (name: string): boolean =>
    this.#hasAnyLeft && (this.of(name).isGone || this.#former.has(name));

  all(): Iterable<readonly [string, User]> {
    return this.#former.size === 0 ? this.#now : this.#everybody();
  }

  *#everybody(): Iterable<readonly [string, User]> {
    for (const [name, users] of this.#former) for (const user of users) yield [name, user];
    yield* this.#now;
  }

  /** With all that is at home; a role has its own policies. */
  delete(name: string): void {
    const user = this.of(name);
    this.#hasAnyLeft = true;
    user.isGone = true;
    for (const [slot, one] of user.slots) if (!isAtRole(one)) user.slots.delete(slot);
  }

  /** Somebody else, or the same human, under the same name. */
  make(name: string): void {
    const user = this.of(name);
    if (!user.isGone) return;
    const former = [...(this.#former.get(name) ?? []), user];
    this.#former.set(name, former);
    this.#now.set(name, newUser(name, former.length + 1));
  }
}

function newUser(name: string, number: number): User {
  const next = number > 1 ? `X${number}` : '';
  return {
    uniqueId: `${idOf(name)}${next}`,
    slots: new Map(),
    visibleMs: new Map(),
    isGone: false,
  };
}

/** The session of a role that files requests has the role's id, and its own name. */
function idOf(name: string): string {
  const [role, session] = name.split('/');
  if (session !== undefined) return `AROAREQUESTER:${session}`;
  return `AIDA${role?.replace('.', '').toUpperCase()}`;
}
