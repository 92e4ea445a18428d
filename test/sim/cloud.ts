/** AWS in the simulated world: slots per user, its own clock, and its own word on who may. */

import type { FoundSlot, Slot, Step } from '../../src/holding/slot.ts';
import { type Access, ALWAYS, DOCUMENTS, isOfRunbook, needsOf } from './access.ts';
import type { Loop } from './loop.ts';
import { Requests } from './requests.ts';
import { Runs } from './runs.ts';
import { Shells } from './shells.ts';
import { edgesOf, firesMs, seatsOf, takes } from './slot-times.ts';
import { contentOf, nameOf } from './slots.ts';
import { JUMP } from './town.ts';

interface User {
  readonly slots: Map<string, Slot>;
  /** When the last change of a slot becomes visible: changes of one slot keep their order. */
  readonly visibleMs: Map<string, number>;
}

interface Session {
  readonly user: string;
  readonly role: string;
  readonly untilMs: number;
}

export const SESSION_MS = 15 * 60_000;
/** The roles that a group leads to. */
const GROUP_ROLES: Readonly<Record<string, readonly Access[]>> = { ops: ['Ops'], sso: ['Sso'] };
/** At these the trust policy forces the session's name, so sessions can be ended by name. */
export const NAMED_ROLES: readonly string[] = ['Db', 'Ops'];

export class Cloud {
  readonly users = new Map<string, User>();
  readonly shells: Shells;
  readonly runs: Runs;
  readonly requests: Requests;
  /** What there is to be had in this run. */
  access: readonly Access[] = ALWAYS;
  sessions: Session[] = [];
  /** Users whom an administrator made members himself. */
  readonly foreign = new Set<string>();
  /** Counts what changed, so that whoever watches knows when to look. */
  changes = 0;
  writes = 0;
  readonly #loop: Loop;

  constructor(loop: Loop) {
    this.#loop = loop;
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
    this.user(name).slots.set('member ops', { kind: 'member', group: 'ops' });
  }

  /** By another hand, at once. */
  pull(name: string): void {
    this.changes += 1;
    this.user(name).slots.delete('member ops');
  }

  user(name: string): User {
    const known = this.users.get(name) ?? { slots: new Map(), visibleMs: new Map() };
    this.users.set(name, known);
    return known;
  }

  /** Accepted now, true everywhere some time later. */
  write(name: string, step: Step, travelMs: number): void {
    this.writes += 1;
    const user = this.user(name);
    const slot = nameOf(step.do === 'put' ? step.slot : step.id);
    const atMs = Math.max(this.#loop.nowMs + travelMs, user.visibleMs.get(slot) ?? 0);
    user.visibleMs.set(slot, atMs);
    this.#loop.at(atMs, () => {
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

  found(name: string, groups: readonly string[]): FoundSlot[] {
    const found: FoundSlot[] = [];
    for (const slot of this.user(name).slots.values()) {
      if (slot.kind === 'member' && !groups.includes(slot.group)) continue;
      found.push({ id: slot, content: contentOf(slot) });
    }
    return found;
  }

  /** Whoever something stands for, or works on in what they have opened. */
  *holders(): Iterable<string> {
    const more = [this.shells.users(), this.runs.users(), this.requests.users()];
    for (const [user, { slots }] of this.users) {
      if (slots.size > 0 || more.some((one) => one.has(user))) yield user;
    }
  }

  /** Moments at which what may be done changes by itself. */
  edges(): readonly number[] {
    const slots = [...this.users.values()].flatMap((user) => [...user.slots.values()]);
    const sessions = this.sessions.map(({ untilMs }) => untilMs);
    const others = [...this.shells.edges(), ...this.runs.edges(), ...this.requests.edges()];
    return [...slots.flatMap(edgesOf), ...sessions, ...others];
  }

  /** May the user take on the role at that moment, by what stands now? */
  may(name: string, role: Access, atMs: number): boolean {
    if (role === 'Nodes') return this.requests.may(name, atMs);
    if (isOfRunbook(role)) return this.runs.may(name, role, atMs);
    const slots = this.users.get(name)?.slots;
    if (!slots || slots.size === 0) return false;
    const needs = needsOf(role);
    let isAllowed = false;
    for (const slot of slots.values()) {
      if (slot.kind === 'fence' && slot.place.on === 'user') {
        const hits = slot.denials.some(
          (one) => one.fromMs <= atMs && one.reach.some((reach) => reaches(reach.resources, needs)),
        );
        if (hits) return false;
      }
      if (slot.kind === 'member' && GROUP_ROLES[slot.group]?.includes(role)) {
        isAllowed ||= ![...slots.values()].some((one) => takes(one, slot.group, atMs));
      }
      if (slot.kind !== 'allow') continue;
      isAllowed ||= slot.windows.some(
        (one) =>
          one.startMs <= atMs &&
          atMs < one.endMs &&
          needs.every((need) => one.reach.some((reach) => reaches(reach.resources, [need]))),
      );
    }
    return isAllowed;
  }

  /** A holder who takes whatever can be had. */
  openSession(user: string, role: Access, unseenMs: () => number): boolean {
    const { nowMs } = this.#loop;
    if (role === 'Nodes') this.requests.takeToken(user);
    const isByToken = role === 'Nodes' && this.requests.hasToken(user, nowMs);
    if (!isByToken && !this.may(user, role, nowMs)) return false;
    if (DOCUMENTS[role]) {
      this.shells.open(user, role, unseenMs());
      return true;
    }
    this.changes += 1;
    this.sessions = this.sessions.filter((one) => one.untilMs > nowMs - SESSION_MS);
    this.sessions.push({ user, role, untilMs: nowMs + SESSION_MS });
    return true;
  }

  /** Does an open session still do anything? */
  mayInSession(user: string, role: Access, atMs: number): boolean {
    if (DOCUMENTS[role]) return this.shells.isOpen(user, role, atMs);
    const isOpen = this.sessions.some(
      (one) => one.user === user && one.role === role && atMs < one.untilMs,
    );
    if (!isOpen) return false;
    for (const slot of this.users.get(user)?.slots.values() ?? []) {
      if (slot.kind !== 'fence' || slot.place.on !== 'role') continue;
      if (slot.place.role.name !== role) continue;
      if (slot.denials.some((one) => one.fromMs <= atMs)) return false;
    }
    return true;
  }
}

const reaches = (resources: readonly string[], needs: readonly string[]): boolean =>
  resources.some((one) => one === '*' || needs.some((need) => one.endsWith(need)));
