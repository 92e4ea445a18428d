/** A day of one principal: orders in any order, lost calls, other hands, a bot that sleeps. */

import { targetKey } from '../../src/catalog/target.ts';
import { orderDrift } from '../../src/holding/attempt.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import type { Step } from '../../src/holding/slot.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { Oracle } from './oracle.ts';
import { factsFor, TARGETS } from './targets.ts';
import { Watch } from './watch.ts';

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
  readonly watch = new Watch(this.cloud, this.oracle, this.sent);
  readonly #held: LeaseOrder[] = [];
  #isHeld = false;
  #faults: Fault[] = [];
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
    this.awake(Math.max(this.cloud.nowMs, ...ends) + 50 * MINUTE);
    // A call that landed while the bot slept too long to know it again: fenced, and asked about.
    const asked = this.cloud.holding.drift.filter((one) => one.kind === 'unexpected');
    for (const { id } of asked) this.#settle(id);
    if (asked.length > 0) this.awake(this.cloud.nowMs + 50 * MINUTE);
  }

  #settle(id: string): void {
    const { cloud } = this;
    cloud.holding = orderDrift(cloud.holding, id, 'remove', cloud.nowMs) ?? cloud.holding;
  }

  awake(untilMs: number): void {
    const { cloud } = this;
    for (let atOnce = 0; ; ) {
      const nextMs = Math.min(cloud.nextPassMs, ...cloud.late.map((one) => one.atMs));
      if (nextMs > untilMs || this.watch.broken) break;
      const atMs = Math.max(cloud.nowMs, nextMs);
      atOnce = atMs === cloud.nowMs ? atOnce + 1 : 0;
      if (atOnce > 20) this.watch.break('the worker is kept busy for ever');
      this.watch.between(atMs, true);
      cloud.nowMs = atMs;
      cloud.land();
      if (cloud.nextPassMs <= atMs) cloud.pass();
      this.watch.look();
    }
    this.watch.between(untilMs, true);
    cloud.nowMs = Math.max(cloud.nowMs, untilMs);
  }

  /** A hand is forgiven for as long as somebody who could mend it is awake: nobody is, here. */
  asleep(untilMs: number): void {
    this.watch.between(untilMs, false);
    this.watch.handMs += untilMs - this.cloud.nowMs;
    this.cloud.asleep(untilMs);
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
      if (!isForgotten || !this.watch.states.has(order.grant)) this.#take(order);
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
    this.watch.handMs = this.cloud.nowMs;
  }
}
