/** Roles at which AWS takes no fence for a while, or says nothing; and people called otherwise. */

import type { Trouble } from './faults.ts';
import type { Loop } from './loop.ts';

type Closed = Extract<Trouble, { kind: 'closed' }>;
type Renamed = Extract<Trouble, { kind: 'renamed' }>;

export class ClosedRoles {
  readonly #loop: Loop;
  #closed: readonly Closed[] = [];
  #renamed: readonly Renamed[] = [];

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  book(troubles: readonly Trouble[]): void {
    this.#closed = troubles.filter((one) => one.kind === 'closed');
    this.#renamed = troubles.filter((one) => one.kind === 'renamed');
  }

  /** What is met there now. */
  how(role: string): Closed['how'] | undefined {
    return this.#closed.find((one) => one.role === role && this.#isNow(one))?.how;
  }

  isSilent = (role: string): boolean => this.how(role) === 'silent';

  isRenamed = (user: string): boolean =>
    this.#renamed.some((one) => one.user === user && this.#isNow(one));

  /** Until when sessions there may live on, by what has happened so far. */
  roleUntilMs(role: string): number {
    if (this.#closed.length === 0) return -Infinity;
    return this.#lastMs(this.#closed.filter((one) => one.role === role));
  }

  /** Until when nobody can say what somebody has, by what has happened so far. */
  userUntilMs(user: string): number {
    if (this.#renamed.length === 0) return -Infinity;
    return this.#lastMs(this.#renamed.filter((one) => one.user === user));
  }

  #lastMs(all: readonly Trouble[]): number {
    let lastMs = -Infinity;
    for (const { fromMs, toMs } of all) {
      if (this.#sinceMs >= fromMs && toMs > lastMs) lastMs = toMs;
    }
    return lastMs + this.#loop.startMs;
  }

  get #sinceMs(): number {
    return this.#loop.nowMs - this.#loop.startMs;
  }

  #isNow({ fromMs, toMs }: Trouble): boolean {
    return fromMs <= this.#sinceMs && this.#sinceMs < toMs;
  }
}
