/** A day of one principal: orders in any order, lost calls, hands from outside, a bot that sleeps. */

import { targetKey } from '../../src/catalog/target.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import type { Step } from '../../src/holding/slot.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud, factsOf, groupTarget, NOON, policyTarget } from './cloud.ts';
import { Oracle } from './oracle.ts';

export const RESOURCES = ['role/R', 'role/S'] as const;
const NAMED = { account: '111122223333', name: 'S', userid: '*:aiko', maxSessionMs: 25 * MINUTE };

/** Targets that share what they reach; the last one may be asked with facts of an older day. */
export const TARGETS = [
  { target: policyTarget('role/R'), reaches: ['role/R'], approved: [['role/R']] },
  { target: policyTarget('role/S'), reaches: ['role/S'], approved: [['role/S']] },
  { target: { ...groupTarget, group: 'one' }, reaches: ['role/R'], approved: [['role/R']] },
  {
    target: { ...groupTarget, group: 'two' },
    reaches: ['role/R', 'role/S'],
    approved: [
      ['role/R', 'role/S'],
      ['role/R', 'role/S', 'role/T'],
    ],
  },
] as const;

export type Fault = 'none' | 'lost' | 'dropped' | 'refused' | 'late-10s' | 'late-3m' | 'late-15m';

export type Deed =
  | {
      readonly do: 'grant';
      readonly target: number;
      readonly facts: number;
      readonly inMs: number;
      readonly forMs: number;
      readonly isOpen: boolean;
    }
  | { readonly do: 'end' | 'lower' | 'extend'; readonly grant: number; readonly ms: number }
  | { readonly do: 'again'; readonly order: number }
  | { readonly do: 'hold-mail' | 'deliver' }
  | { readonly do: 'wait' | 'sleep'; readonly ms: number }
  | { readonly do: 'faults'; readonly faults: readonly Fault[] }
  | { readonly do: 'hand'; readonly slot: number };

export class Day {
  readonly cloud = new Cloud();
  readonly oracle = new Oracle();
  readonly sent: LeaseOrder[] = [];
  readonly #names = new Set<string>();
  readonly #gone = new Set<string>();
  readonly #held: LeaseOrder[] = [];
  #isHeld = false;
  #faults: Fault[] = [];
  /** When a hand from outside last changed something: what follows is not held against us. */
  handMs = -Infinity;
  #quietMs = NOON;
  readonly #beyond = new Map<string, number>();
  readonly #denied = new Map<string, number>();
  readonly #states = new Map<string, string>();
  /** Of the first promise that was broken. */
  broken: string | undefined;

  constructor() {
    this.cloud.fault = (step) => this.#fault(step);
    this.cloud.factsOf = (key) => {
      const known = TARGETS.find(({ target }) => targetKey(target) === key);
      return known && ok(factsFor(known.reaches));
    };
  }

  act(deed: Deed): void {
    const { nowMs } = this.cloud;
    if (deed.do === 'grant') this.#grant(deed);
    else if (deed.do === 'end' || deed.do === 'lower' || deed.do === 'extend') this.#revise(deed);
    else if (deed.do === 'again') this.#again(deed.order);
    else if (deed.do === 'hold-mail') this.#isHeld = true;
    else if (deed.do === 'deliver') this.#deliver();
    else if (deed.do === 'wait') this.awake(nowMs + deed.ms);
    else if (deed.do === 'sleep') this.asleep(nowMs + deed.ms);
    else if (deed.do === 'faults') this.#faults = [...deed.faults];
    else if ('slot' in deed) this.#hand(deed.slot);
  }

  /** Everything delivered, no more faults, until nothing can be left to do. */
  finish(): void {
    this.#faults = [];
    this.#deliver();
    const ends = this.sent.map((one) => one.notAfterMs);
    this.awake(Math.max(this.cloud.nowMs, ...ends) + 90 * MINUTE);
  }

  awake(untilMs: number): void {
    const { cloud } = this;
    for (let atOnce = 0; ; ) {
      const nextMs = Math.min(
        cloud.holding.dueMs ?? Infinity,
        ...cloud.late.map((one) => one.atMs),
      );
      if (nextMs > untilMs || this.broken) break;
      const atMs = Math.max(cloud.nowMs, nextMs);
      atOnce = atMs === cloud.nowMs ? atOnce + 1 : 0;
      if (atOnce > 20) this.#break('the worker is kept busy for ever');
      this.#check(atMs, true);
      cloud.nowMs = atMs;
      cloud.land();
      if ((cloud.holding.dueMs ?? Infinity) <= atMs) cloud.pass();
      this.#look();
    }
    this.#check(untilMs, true);
    cloud.nowMs = Math.max(cloud.nowMs, untilMs);
  }

  asleep(untilMs: number): void {
    this.#check(untilMs, false);
    this.cloud.asleep(untilMs);
    this.#quietMs = untilMs;
  }

  may(resource: string, atMs: number): boolean {
    return this.cloud.may(resource, atMs, undefined, (group) =>
      TARGETS.flatMap(({ target, reaches }) =>
        target.kind === 'iam-group' && target.group === group ? [...reaches] : [],
      ),
    );
  }

  /** Nothing changed between then and now but the clock: so both edges are looked at. */
  #check(untilMs: number, isAwake: boolean): void {
    const { nowMs } = this.cloud;
    for (const resource of RESOURCES) {
      const live = this.oracle.live(resource, nowMs).length > 0;
      const may = this.may(resource, nowMs);
      this.#count(this.#beyond, resource, may && !live, isAwake, untilMs);
      this.#count(this.#denied, resource, !may && live, isAwake, untilMs);
      const wasTouched = nowMs - this.handMs < 20 * MINUTE;
      if (!wasTouched && (this.#beyond.get(resource) ?? 0) > 60 * SECOND) {
        this.#break(`${resource} may be used beyond every lease`);
      }
      // What somebody pulled out stays out: from then on a denial is not our doing.
      if (this.handMs < 0 && (this.#denied.get(resource) ?? 0) > 150 * SECOND) {
        this.#break(`${resource} is denied within a lease`);
      }
      if (!wasTouched && may && nowMs >= (this.oracle.latest.get(resource) ?? 0)) {
        this.#break(`${resource} may be used after the latest end`);
      }
    }
  }

  #count(
    map: Map<string, number>,
    name: string,
    isSo: boolean,
    isAwake: boolean,
    to: number,
  ): void {
    const { nowMs } = this.cloud;
    const passed = isAwake ? Math.max(0, to - nowMs) : 0;
    map.set(name, isSo ? (map.get(name) ?? 0) + passed : 0);
  }

  /** What the last pass said and did. */
  #look(): void {
    const { cloud } = this;
    for (const name of cloud.slots.keys()) this.#names.add(name);
    for (const { step } of cloud.log.splice(0)) this.#watchNames(step);
    for (const lease of cloud.holding.leases) {
      const { state } = lease.report;
      if (this.#states.get(lease.grant) === state) continue;
      this.#states.set(lease.grant, state);
      if (state === 'failed') this.oracle.fail(lease.grant, cloud.nowMs);
      if (cloud.nowMs - this.handMs > 20 * MINUTE) this.#isTrue(lease.grant, lease.report);
    }
    const isOver = cloud.holding.leases.every(({ report }) => /ended|failed/.test(report.state));
    const isDue = cloud.holding.dueMs !== undefined;
    if (!isDue && (!isOver || cloud.slots.size > 0)) this.#break('something stands, nobody looks');
  }

  #watchNames(step: Step): void {
    if (step.do === 'remove' && step.id.kind === 'fence') {
      this.#gone.add(`${step.id.target} ${step.id.generation} ${step.id.place.on}`);
    }
    if (step.do === 'put' && step.slot.kind === 'fence') {
      const { target, generation, place } = step.slot;
      if (this.#gone.has(`${target} ${generation} ${place.on}`))
        this.#break('a name is used twice');
    }
  }

  #isTrue(grant: string, report: { state: string; how?: string }): void {
    const order = this.sent.find((one) => one.grant === grant);
    const known = TARGETS.find(
      ({ target }) => order && targetKey(order.target) === targetKey(target),
    );
    const { nowMs } = this.cloud;
    const isRemoved = report.how === 'removed' || report.how === 'never-given';
    const isShared = this.sent.some(
      (one) =>
        one.grant !== grant &&
        order &&
        targetKey(one.target) === targetKey(order.target) &&
        this.oracle.isOpen(one.grant, nowMs),
    );
    if (isRemoved && !isShared && known && this.#stands(known.target))
      this.#break(`${grant} was not removed`);
    for (const resource of known?.reaches ?? []) {
      const live = this.oracle.live(resource, nowMs);
      const may = this.may(resource, nowMs);
      if (report.state === 'active' && !may) this.#break(`${grant} is no more active than a stone`);
      if (report.state === 'active' && this.may(resource, this.oracle.endOf(resource, nowMs))) {
        this.#break(`${grant} is active without an end`);
      }
      if (report.how === 'kept' && live.length === 0) this.#break(`${grant} is kept for nobody`);
    }
  }

  /** By its own slot: what else leads there is the affair of others. */
  #stands(target: (typeof TARGETS)[number]['target']): boolean {
    const { slots } = this.cloud;
    if (target.kind === 'iam-group') return slots.has(`member:${target.group}`);
    const allow = slots.get('allow');
    const windows = allow?.kind === 'allow' ? allow.windows : [];
    return windows.some(({ reach }) => JSON.stringify(reach) === JSON.stringify(target.reach));
  }

  #grant({ target, facts, inMs, forMs, isOpen }: Extract<Deed, { do: 'grant' }>): void {
    const known = TARGETS[target % TARGETS.length];
    if (!known) return;
    const { nowMs } = this.cloud;
    const endMs = nowMs + inMs + forMs;
    const approved = known.approved[facts % known.approved.length] ?? known.reaches;
    this.#send({
      grant: requestId(`PA-${String(this.sent.length).padStart(4, '0')}`),
      revision: 1,
      entitlement: 'prod-db',
      target: known.target,
      facts: factsFor(approved),
      startMs: nowMs + inMs,
      notAfterMs: isOpen ? endMs + 10 * MINUTE : endMs,
      ...(isOpen ? {} : { endMs }),
    });
  }

  #revise(deed: Extract<Deed, { grant: number }>): void {
    const all = [...new Set(this.sent.map((one) => one.grant))];
    const grant = all[deed.grant % all.length];
    const last = this.sent.findLast((one) => one.grant === grant);
    if (!last) return;
    const { nowMs } = this.cloud;
    // More time is given to what goes on, never to what has ended.
    if (!this.oracle.isOpen(last.grant, nowMs)) return;
    const wasMs = last.endMs ?? last.notAfterMs;
    const endMs =
      deed.do === 'end' ? nowMs : deed.do === 'extend' ? wasMs + deed.ms : wasMs - deed.ms;
    const notAfterMs = Math.max(last.notAfterMs, endMs);
    this.#send({ ...last, revision: last.revision + 1, endMs, notAfterMs });
  }

  #again(index: number): void {
    const order = this.sent[index % this.sent.length];
    if (order) this.#take(order);
  }

  #send(order: LeaseOrder): void {
    this.sent.push(order);
    if (this.#isHeld) this.#held.push(order);
    else this.#take(order);
  }

  /** The latest first: the worst order there is. */
  #deliver(): void {
    this.#isHeld = false;
    for (const order of this.#held.splice(0).reverse()) {
      // Of what the holding has said that it ended, the case owes it nothing any more.
      const isForgotten = !this.cloud.holding.leases.some((one) => one.grant === order.grant);
      if (!isForgotten || !this.#states.has(order.grant)) this.#take(order);
    }
  }

  #take(order: LeaseOrder): void {
    const known = TARGETS.find(({ target }) => targetKey(target) === targetKey(order.target));
    this.oracle.order(order, known?.reaches ?? [], this.cloud.nowMs);
    this.cloud.order(order);
  }

  #fault(_step: Step): ReturnType<Cloud['fault']> {
    const fault = this.#faults.shift() ?? 'none';
    if (fault === 'none') return undefined;
    if (fault === 'late-10s') return { lateMs: 10 * SECOND };
    if (fault === 'late-3m') return { lateMs: 3 * MINUTE };
    if (fault === 'late-15m') return { lateMs: 15 * MINUTE };
    return fault;
  }

  /** Somebody deletes what stands there, whatever it is. */
  #hand(index: number): void {
    const names = [...this.cloud.slots.keys()];
    const name = names[index % names.length];
    if (name === undefined) return;
    this.cloud.slots.delete(name);
    this.handMs = this.cloud.nowMs;
  }

  #break(what: string): void {
    const minutes = ((this.cloud.nowMs - NOON) / MINUTE).toFixed(2);
    this.broken ??= `${what} (minute ${minutes})`;
  }

  get quietMs(): number {
    return this.#quietMs;
  }
}

/** At role S sessions can be ended by name, so a fence stands there as well. */
const factsFor = (resources: readonly string[]) => ({
  ...factsOf(...resources),
  tailMs: 0,
  namedRoles: resources.includes('role/S') ? [NAMED] : [],
});
