/** AWS in the simulated world: slots per user, its own clock, and its own word on who may. */

import type { FoundSlot, Slot, Step } from '../../src/holding/slot.ts';
import { type Access, ALWAYS, DOCUMENTS, isOfRunbook } from './access.ts';
import { ClosedRoles } from './closed-roles.ts';
import { Groups, OPS } from './groups.ts';
import { allows, isCutAt } from './iam.ts';
import type { Loop } from './loop.ts';
import { RoleSessions } from './role-sessions.ts';
import { Requests } from './requests.ts';
import { Runs } from './runs.ts';
import { type Asked, isAstray, isLost, join, landing, membershipsOf, nameIn } from './seats.ts';
import { Shells } from './shells.ts';
import { edgesOf, firesMs, seatsOf } from './slot-times.ts';
import { contentOf } from './slots.ts';
import { JUMP } from './town.ts';
import { type User, Users } from './users.ts';

export class Cloud {
  readonly users = new Users();
  readonly groups = new Groups();
  readonly closed: ClosedRoles;
  readonly sessions: RoleSessions;
  readonly shells: Shells;
  readonly runs: Runs;
  readonly requests: Requests;
  /** What there is to be had in this run. */
  access: readonly Access[] = ALWAYS;
  /** Users whom an administrator made members himself. */
  readonly foreign = new Set<string>();
  /** Counts what changed, so that whoever watches knows when to look. */
  changes = 0;
  writes = 0;
  readonly #loop: Loop;

  constructor(loop: Loop) {
    this.#loop = loop;
    this.closed = new ClosedRoles(loop);
    this.sessions = new RoleSessions(loop);
    const changed = () => void (this.changes += 1);
    this.shells = new Shells(loop, changed);
    this.runs = new Runs(loop, changed);
    this.requests = new Requests(loop, JUMP, changed);
  }

  get nowMs(): number {
    return this.#loop.nowMs;
  }

  /** By another hand, before anything of ours. */
  addForeign(name: string): void {
    this.foreign.add(name);
    join(this.user(name), OPS);
  }

  /** By another hand, at once. */
  pull(name: string): void {
    this.changes += 1;
    this.user(name).slots.delete(`member ${OPS}`);
  }

  user = (name: string): User => this.users.of(name);

  /** Of whoever has the name now; nobody, while they are called otherwise. */
  idOf(name: string): string | undefined {
    const { uniqueId, isGone } = this.user(name);
    return isGone || this.closed.isRenamed(name) ? undefined : uniqueId;
  }

  isPresent = (name: string, uniqueId: string): boolean => this.idOf(name) === uniqueId;

  /** Accepted now, true everywhere some time later. */
  write(name: string, sent: Step, travelMs: number, user = this.user(name)): void {
    this.writes += 1;
    const step = landing(sent, this.groups);
    if (!step) return;
    // A call is about a name, and nobody can help where that leads once it is sent.
    if (isAstray(sent, step)) this.groups.kept.delete(name);
    const slot = nameIn(step);
    const atMs = Math.max(this.#loop.nowMs + travelMs, user.visibleMs.get(slot) ?? 0);
    user.visibleMs.set(slot, atMs);
    this.#loop.at(atMs, () => {
      if (isLost(user, step, this.groups)) return;
      this.changes += 1;
      if (step.do === 'put') user.slots.set(slot, step.slot);
      else user.slots.delete(slot);
      if (step.do === 'put') this.#book(user, slot, step.slot);
    });
  }

  /** By AWS's own hand, whoever of ours is dead; a schedule that is deleted does not fire. */
  #book({ slots }: User, name: string, slot: Slot): void {
    const atMs = firesMs(slot);
    if (atMs === undefined) return;
    this.#loop.at(Math.max(this.#loop.nowMs, atMs), () => {
      if (slots.get(name) !== slot) return;
      this.changes += 1;
      slots.delete(name);
      for (const one of seatsOf(slot)) slots.delete(`member ${one}`);
    });
  }

  found(user: User, asked: Asked): FoundSlot[] {
    const found: FoundSlot[] = [];
    for (const slot of user.slots.values()) {
      if (slot.kind === 'member') continue;
      const at = slot.kind === 'fence' && slot.place.on === 'role' ? slot.place.role.name : '';
      if (at !== '' && this.closed.isSilent(at)) continue;
      found.push({ id: slot, content: contentOf(slot) });
    }
    if (!user.isGone) found.push(...membershipsOf(user, this.groups, asked));
    return found;
  }

  /** Whoever something stands for, or works on in what they have opened. */
  *holders(): Iterable<string> {
    const more = [this.shells.users(), this.runs.users(), this.requests.users()];
    for (const [user, { slots }] of this.users.all()) {
      const isLeft = this.users.hasLeft(user) && this.sessions.isIn(user);
      if (slots.size > 0 || isLeft || more.some((one) => one.has(user))) yield user;
    }
  }

  /** Moments at which what may be done changes by itself. */
  edges(): readonly number[] {
    const slots = [...this.users.all()].flatMap(([, user]) => [...user.slots.values()]);
    const others = [...this.shells.edges(), ...this.runs.edges(), ...this.requests.edges()];
    return [...slots.flatMap(edgesOf), ...this.sessions.edges(), ...others];
  }

  /** May the user take on the role at that moment, by what stands now? */
  may(name: string, role: Access, atMs: number): boolean {
    if (role === 'Nodes') return this.requests.may(name, atMs);
    if (isOfRunbook(role)) return this.runs.may(name, role, atMs);
    const slots = this.users.get(name)?.slots;
    return slots !== undefined && slots.size > 0 && allows(slots, this.groups, role, atMs);
  }

  /** A holder who takes whatever can be had. */
  openSession(user: string, role: Access, unseenMs: () => number): boolean {
    const { nowMs } = this.#loop;
    if (role === 'Nodes') this.requests.takeToken(user);
    const isByToken = role === 'Nodes' && this.requests.hasToken(user, nowMs);
    if (!isByToken && !this.may(user, role, nowMs)) return false;
    if (DOCUMENTS[role]) {
      this.shells.open(user, role, unseenMs(), this.may(user, 'Tunnel', nowMs));
      return true;
    }
    // By the new name, and not for us to follow there.
    if (this.closed.isRenamed(user)) return false;
    this.changes += 1;
    this.sessions.open(user, role);
    return true;
  }

  /** Does an open session still do anything? */
  mayInSession(user: string, role: Access, atMs: number): boolean {
    if (DOCUMENTS[role]) {
      return this.shells.isOpen(user, role, atMs, this.may(user, 'Tunnel', atMs));
    }
    if (!this.sessions.isOpen(user, role, atMs)) return false;
    // By name, so that whoever has it is met, and whoever had it.
    if (isCutAt(this.user(user).slots, role, atMs)) return false;
    if (!this.users.hasLeft(user)) return true;
    return !this.users.named(user).some((one) => isCutAt(one.slots, role, atMs));
  }
}
