/** Watches a day against the oracle, and keeps the first promise that was broken. */

import { targetKey } from '../../src/catalog/target.ts';
import type { LeaseOrder } from '../../src/holding/lease.ts';
import type { Step } from '../../src/holding/slot.ts';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { Cloud } from './cloud.ts';
import { NOON } from './sample.ts';
import type { Oracle } from './oracle.ts';
import { RESOURCES, TARGETS } from './targets.ts';

export class Watch {
  readonly cloud: Cloud;
  readonly oracle: Oracle;
  readonly sent: readonly LeaseOrder[];
  readonly states = new Map<string, string>();
  readonly #gone = new Set<string>();
  readonly #beyond = new Map<string, number>();
  readonly #denied = new Map<string, number>();
  /** When a hand from outside last changed something, moved on by what was slept since. */
  handMs = -Infinity;
  /** Of the first promise that was broken. */
  broken: string | undefined;

  constructor(cloud: Cloud, oracle: Oracle, sent: readonly LeaseOrder[]) {
    this.cloud = cloud;
    this.oracle = oracle;
    this.sent = sent;
  }

  may(resource: string, atMs: number): boolean {
    return this.cloud.may(resource, atMs, undefined, (group) =>
      TARGETS.flatMap(({ target, reaches }) =>
        target.kind === 'iam-group' && target.group === group ? [...reaches] : [],
      ),
    );
  }

  /** Nothing changed between then and now but the clock: so both edges are looked at. */
  between(untilMs: number, isAwake: boolean): void {
    const { nowMs } = this.cloud;
    for (const resource of RESOURCES) {
      const live = this.oracle.live(resource, nowMs).length > 0;
      const may = this.may(resource, nowMs);
      this.#count(this.#beyond, resource, may && !live, isAwake, untilMs);
      this.#count(this.#denied, resource, !may && live, isAwake, untilMs);
      const wasTouched = nowMs - this.handMs < 20 * MINUTE;
      if (!wasTouched && (this.#beyond.get(resource) ?? 0) > 60 * SECOND) {
        this.break(`${resource} may be used beyond every lease`);
      }
      // What somebody pulled out stays out: from then on a denial is not our doing.
      if (this.handMs < 0 && (this.#denied.get(resource) ?? 0) > 150 * SECOND) {
        this.break(`${resource} is denied within a lease`);
      }
      const latestMs = this.oracle.latest.get(resource) ?? 0;
      if (!wasTouched && untilMs >= latestMs && this.may(resource, Math.max(nowMs, latestMs))) {
        this.break(`${resource} may be used after the latest end`);
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
  look(): void {
    const { cloud } = this;
    for (const { step } of cloud.log.splice(0)) this.#watchNames(step);
    for (const lease of cloud.holding.leases) {
      const { state } = lease.report;
      if (this.states.get(lease.grant) === state) continue;
      this.states.set(lease.grant, state);
      if (state === 'failed') this.oracle.fail(lease.grant, cloud.nowMs);
      if (cloud.nowMs - this.handMs > 20 * MINUTE) this.#isTrue(lease.grant, lease.report);
    }
    const isOver = cloud.holding.leases.every(({ report }) => /ended|failed/.test(report.state));
    const isDue = cloud.holding.dueMs !== undefined;
    if (!isDue && (!isOver || cloud.slots.size > 0)) this.break('something stands, nobody looks');
  }

  #watchNames(step: Step): void {
    if (step.do === 'remove' && step.id.kind === 'fence') {
      this.#gone.add(`${step.id.target} ${step.id.generation} ${step.id.place.on}`);
    }
    if (step.do === 'put' && step.slot.kind === 'fence') {
      const { target, generation, place } = step.slot;
      if (this.#gone.has(`${target} ${generation} ${place.on}`)) this.break('a name is used twice');
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
      this.break(`${grant} was not removed`);
    for (const resource of known?.reaches ?? []) {
      const live = this.oracle.live(resource, nowMs);
      const may = this.may(resource, nowMs);
      if (report.state === 'active' && !may) this.break(`${grant} is no more active than a stone`);
      if (report.state === 'active' && this.may(resource, this.oracle.endOf(resource, nowMs))) {
        this.break(`${grant} is active without an end`);
      }
      if (report.how === 'kept' && live.length === 0) this.break(`${grant} is kept for nobody`);
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

  break(what: string): void {
    const minutes = ((this.cloud.nowMs - NOON) / MINUTE).toFixed(2);
    this.broken ??= `${what} (minute ${minutes})`;
  }
}
