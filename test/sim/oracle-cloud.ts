/** Who may do what at AWS, compared with what is on record: after every event. */

import { type Access, tailOf } from './access.ts';
import type { Cloud } from './cloud.ts';
import { type CaseData, latestEnd, meantEnd, phaseOf, rolesOf } from './records.ts';

const SECOND = 1_000;
/** Clocks of replicas are apart by so much at the most. */
export const SKEW_MS = 30 * SECOND;
/** While all is well: a minute, and the way that word of it travels. */
const PROMPT_MS = 75 * SECOND + SKEW_MS;
/** Once all is well again: a claim of the dead, a retry put off, and the work itself. */
export const AFTERWARDS_MS = 180 * SECOND;
/** An end that is not proved is said within two minutes, by whatever clock. */
export const SAID_MS = 180 * SECOND + SKEW_MS;
export const ACTIVATED_MS = 150 * SECOND;

/** Work is nobody's access, and a window of AWS's own ends when AWS says. */
const OTHERWISE: readonly Access[] = ['Work', 'Nodes'];

/** What the world knows and the records do not say. */
export interface Weather {
  readonly nowMs: number;
  /** Until when something may still go wrong by what has happened so far. */
  readonly roughUntilMs: number;
  /** The same without troubles at AWS. */
  readonly deafUntilMs: number;
}

export interface Breach {
  readonly id: string;
  readonly what: string;
}

export class CloudWatcher {
  readonly #cloud: Cloud;
  /** Whom an administrator took a membership from: it is not put back behind their back. */
  readonly pulled = new Set<string>();
  readonly #beyond = new Map<string, { readonly user: string; readonly sinceMs: number }>();
  /** When what is beyond its end now would be too late; for as long as nothing changes. */
  readonly lateMs: number[] = [];

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  *look(cases: readonly CaseData[], weather: Weather, untilMs: number): Iterable<Breach> {
    this.lateMs.length = 0;
    const holders = new Set(this.#cloud.holders());
    // Who has nothing any more, and then something again, is not beyond the end since the first.
    for (const [name, { user }] of this.#beyond) if (!holders.has(user)) this.#beyond.delete(name);
    for (const user of holders) {
      const own = cases.filter((one) => one.grant && one.request.holder.user === user);
      for (const role of this.#cloud.access) {
        if (role === 'Ops' && this.#isByHand(user)) continue;
        const leading = own.filter((one) => rolesOf(one).includes(role));
        if (role === 'Nodes' && this.#cloud.requests.foreign.has(user)) {
          if (this.#isHeldHereToo(user, leading)) {
            yield* this.#promptly(user, role, leading, weather);
          }
          continue;
        }
        yield* this.#strictly(user, role, leading, weather.nowMs);
        yield* this.#strictly(user, role, leading, untilMs);
        yield* this.#dated(user, role, leading, weather.nowMs);
        yield* this.#promptly(user, role, leading, weather);
        yield* this.#denied(user, role, leading, weather);
      }
    }
  }

  /** Approved by another hand, and here: what their only request has opened ends with it. */
  #isHeldHereToo(user: string, cases: readonly CaseData[]): boolean {
    const filed = this.#cloud.requests.all.filter((one) => one.user === user);
    return filed.length === 1 && cases.some(({ grant }) => grant?.activeMs !== undefined);
  }

  #isByHand(user: string): boolean {
    const { foreign, groups } = this.#cloud;
    return foreign.has(user) || groups.byHand.has(user);
  }

  /** Of whoever has the name now: what another one was given is nothing to them. */
  #ofNow(user: string, cases: readonly CaseData[]): readonly CaseData[] {
    if (!this.#cloud.users.hasLeft(user)) return cases;
    const { uniqueId } = this.#cloud.user(user);
    return cases.filter(({ request }) => request.holder.uniqueId === uniqueId);
  }

  /** I1, in AWS's own time and through any fault: usable is what is on record, and not longer. */
  *#strictly(
    user: string,
    role: Access,
    cases: readonly CaseData[],
    atMs: number,
  ): Iterable<Breach> {
    const { residueMs, tailMs } = tailOf(role);
    const isCovered = (moreMs: number, own = cases) =>
      own.some(
        (one) =>
          (one.grant?.startMs ?? Infinity) - SKEW_MS - 60_000 <= atMs &&
          atMs < latestEnd(one) + moreMs,
      );
    const isHad = this.#cloud.may(user, role, atMs);
    if (isHad && !isCovered(residueMs, this.#ofNow(user, cases))) {
      yield { id: 'I1', what: `${user} may ${role}` };
    }
    if (tailMs === undefined || !this.#cloud.mayInSession(user, role, atMs)) return;
    if (!isCovered(tailMs)) yield { id: 'I1', what: `${user} works in a session of ${role}` };
  }

  /** I1, were everybody dead from now on: what may be used now carries its end inside AWS. */
  *#dated(user: string, role: Access, cases: readonly CaseData[], nowMs: number): Iterable<Breach> {
    const { residueMs, tailMs } = tailOf(role);
    const overMs = Math.max(-Infinity, ...cases.map(latestEnd));
    const endMs = overMs + residueMs;
    const isHad = nowMs < endMs && endMs < Infinity && this.#cloud.may(user, role, nowMs);
    if (isHad && this.#cloud.may(user, role, endMs)) {
      yield { id: 'I1', what: `nothing in AWS would end ${role} of ${user}` };
    }
    const lastMs = overMs + (tailMs ?? Infinity);
    if (nowMs >= lastMs || lastMs === Infinity) return;
    if (!this.#cloud.mayInSession(user, role, lastMs)) return;
    yield { id: 'I1', what: `nothing in AWS would end a session of ${role} of ${user}` };
  }

  /** I1 and I16, while all is well: what is over is over a minute later. */
  *#promptly(
    user: string,
    role: Access,
    cases: readonly CaseData[],
    weather: Weather,
  ): Iterable<Breach> {
    const { nowMs } = weather;
    const name = `${user} ${role}`;
    const isHad = this.#cloud.may(user, role, nowMs);
    const isUsable =
      isHad || (tailOf(role).tailMs !== undefined && this.#cloud.mayInSession(user, role, nowMs));
    const roughUntilMs = this.#roughUntilMs(user, isHad ? undefined : role, weather);
    const endMs = Math.max(-Infinity, ...cases.map(meantEnd));
    if (!isUsable || nowMs < endMs) {
      this.#beyond.delete(name);
      return;
    }
    const { sinceMs } = this.#beyond.get(name) ?? { sinceMs: nowMs };
    this.#beyond.set(name, { user, sinceMs });
    const fromMs = Math.max(sinceMs, endMs);
    const dueMs =
      roughUntilMs < fromMs - 120 * SECOND
        ? fromMs + PROMPT_MS
        : Math.max(fromMs, roughUntilMs) + AFTERWARDS_MS;
    this.lateMs.push(dueMs);
    if (nowMs > dueMs) yield { id: 'I16', what: `${user} still may ${role}` };
  }

  /** Where nobody can be looked at, or no session at the role be ended, it goes on so long. */
  #roughUntilMs(user: string, role: Access | undefined, { roughUntilMs }: Weather): number {
    const { closed } = this.#cloud;
    const atRoleMs = role === undefined ? -Infinity : closed.roleUntilMs(role);
    return Math.max(roughUntilMs, closed.userUntilMs(user), atRoleMs);
  }

  /** I9: who has it, has it; nobody else's end takes it. */
  *#denied(
    user: string,
    role: Access,
    cases: readonly CaseData[],
    { nowMs, roughUntilMs }: Weather,
  ): Iterable<Breach> {
    if (OTHERWISE.includes(role) || roughUntilMs > nowMs - AFTERWARDS_MS) return;
    const living = cases.find(
      ({ grant }) =>
        grant?.state === 'active' &&
        (grant.activeMs ?? Infinity) + ACTIVATED_MS < nowMs &&
        nowMs < (grant.endMs ?? 0) - SKEW_MS,
    );
    if (!living || this.pulled.has(user) || this.#cloud.may(user, role, nowMs)) return;
    const { holder, createdMs } = living.request;
    const wasPutOut = role === 'Ops' && createdMs < this.#cloud.groups.deletedMs + SKEW_MS;
    if (wasPutOut && this.#cloud.groups.deletedMs <= nowMs) return;
    if (!this.#cloud.isPresent(user, holder.uniqueId)) return;
    yield { id: 'I9', what: `${user} has no ${role} within ${living.id}` };
  }

  /** I24: an end that is not proved is said aloud, as soon as anybody is alive to say it. */
  *overdue(cases: readonly CaseData[], { nowMs, deafUntilMs }: Weather): Iterable<Breach> {
    for (const one of cases) {
      const { grant } = one;
      if (phaseOf(one) !== 'revoking' || grant?.overdueSaidMs !== undefined) continue;
      const sinceMs = grant?.endMs ?? Infinity;
      if (nowMs < sinceMs + SAID_MS) continue;
      if (nowMs < deafUntilMs + AFTERWARDS_MS) continue;
      yield { id: 'I24', what: `nobody is told that ${one.id} is overdue` };
    }
  }
}
