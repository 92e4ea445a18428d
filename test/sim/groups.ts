/** IAM's groups in the simulated world: a name leads to one now, and by another hand to another. */

import type { Access } from './access.ts';
import { CENTER_GROUP } from './town.ts';

interface Named {
  readonly name: string;
  readonly id: string;
  readonly sinceMs: number;
  untilMs: number;
}

/** The first of that name has it for its id as well. */
export const OPS = 'ops';
/** Made anew under the same name. */
export const OPS_ANEW = 'ops-anew';
const GROUP_ROLES: Readonly<Record<string, readonly Access[]>> = {
  [OPS]: ['Ops'],
  [OPS_ANEW]: ['Ops'],
  [CENTER_GROUP]: ['Sso'],
};

export class Groups {
  readonly #names: Named[] = [OPS, CENTER_GROUP].map((id) => {
    return { name: id, id, sinceMs: -Infinity, untilMs: Infinity };
  });
  /** When the first one was deleted, with all memberships in it. */
  deletedMs = Infinity;
  /** Whom somebody put into the second one by hand. */
  readonly byHand = new Set<string>();
  /** Those who must be in it in the end: nobody could mistake it for our doing. */
  readonly kept = new Set<string>();

  leadsTo = (id: string, role: Access): boolean => GROUP_ROLES[id]?.includes(role) ?? false;

  idOf(name: string): string | undefined {
    return this.#now((one) => one.name === name)?.id;
  }

  nameOf(id: string): string | undefined {
    return this.#now((one) => one.id === id)?.name;
  }

  rename(id: string, name: string, nowMs: number): void {
    const known = this.#now((one) => one.id === id);
    if (!known || this.idOf(name) !== undefined) return;
    known.untilMs = nowMs;
    this.#names.push({ name, id, sinceMs: nowMs, untilMs: Infinity });
  }

  /** Deleted where it still has its name, and another one made. */
  remake(nowMs: number): void {
    const known = this.#now((one) => one.name === OPS);
    if (known) {
      known.untilMs = nowMs;
      this.deletedMs = nowMs;
    }
    this.#names.push({ name: OPS, id: OPS_ANEW, sinceMs: nowMs, untilMs: Infinity });
  }

  /** All that the name has led to since then. */
  ledTo(name: string, sinceMs: number): readonly string[] {
    return this.#names
      .filter((one) => one.name === name && one.untilMs >= sinceMs)
      .map(({ id }) => id);
  }

  #now(is: (one: Named) => boolean): Named | undefined {
    return this.#names.find((one) => one.untilMs === Infinity && is(one));
  }
}
