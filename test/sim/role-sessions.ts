/** Sessions that were opened at roles, and live on until their own end. */

import type { Loop } from './loop.ts';

interface Session {
  readonly user: string;
  readonly role: string;
  readonly untilMs: number;
}

export const SESSION_MS = 15 * 60_000;
/** At these the trust policy forces the session's name, so sessions can be ended by name. */
export const NAMED_ROLES: readonly string[] = ['Db', 'Ops'];

export class RoleSessions {
  readonly #loop: Loop;
  #open: Session[] = [];

  constructor(loop: Loop) {
    this.#loop = loop;
  }

  open(user: string, role: string): void {
    const { nowMs } = this.#loop;
    this.#open = this.#open.filter((one) => one.untilMs > nowMs - SESSION_MS);
    this.#open.push({ user, role, untilMs: nowMs + SESSION_MS });
  }

  edges = (): readonly number[] => this.#open.map(({ untilMs }) => untilMs);

  isIn = (user: string): boolean =>
    this.#open.some((one) => one.user === user && one.untilMs > this.#loop.nowMs);

  isOpen(user: string, role: string, atMs: number): boolean {
    return this.#open.some((one) => one.user === user && one.role === role && atMs < one.untilMs);
  }
}
