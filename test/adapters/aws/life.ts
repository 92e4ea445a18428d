/** One principal's holding, made real on the wire pass by pass, on a clock that stands between. */

import type { TurnedClock } from '../../../adapters/node/turned-clock.ts';
import { targetKey } from '../../../src/catalog/target.ts';
import {
  type Answered,
  dropAttempts,
  openAttempts,
  takeAnswers,
} from '../../../src/holding/attempt.ts';
import { converge } from '../../../src/holding/converge.ts';
import type { Holding } from '../../../src/holding/holding.ts';
import { isLive, type LeaseOrder, leaseEnd } from '../../../src/holding/lease.ts';
import { emptyHolding, takeOrder } from '../../../src/holding/order.ts';
import { isReadLast } from '../../../src/holding/retiring.ts';
import type { FencePlace, Step } from '../../../src/holding/slot.ts';
import { requestId } from '../../../src/kernel/brand.ts';
import type { Answer } from '../../../src/kernel/refusal.ts';
import type { Preflight } from '../../../src/ports/grant-provider.ts';
import type { Target } from '../../../src/catalog/target.ts';
import { createGround, type Ground, NOON, type Rights } from './ground.ts';

export interface Wish {
  readonly target: Target;
  readonly startMs: number;
  readonly endMs: number;
}

export class Life {
  readonly ground: Ground;
  holding: Holding;
  /** Puts that AWS refused for good. */
  readonly refused: Step[] = [];
  #sent = 0;

  constructor(ground: Ground) {
    this.ground = ground;
    this.holding = emptyHolding(ground.holder);
  }

  static async begin(rights?: Rights): Promise<Life> {
    return new Life(await createGround(rights, standingClock()));
  }

  get nowMs(): number {
    return this.ground.clock.nowMs();
  }

  /** As the engine asks before an approver is bothered; what is good is ordered. */
  async ask({ target, startMs, endMs }: Wish): Promise<Answer<Preflight>> {
    const { holder, provider } = this.ground;
    const live = this.holding.leases.filter(
      (lease) => leaseEnd(lease) > this.nowMs && lease.failure === undefined,
    );
    const others = live.map((lease) => ({ target: lease.target, facts: lease.facts }));
    const answer = await provider.preflight({
      principal: { account: holder.account, user: holder.user },
      target,
      others,
      held: live.some((lease) => targetKey(lease.target) === targetKey(target)),
      signal: AbortSignal.timeout(8_000),
    });
    if (!answer.ok) return answer;
    const { facts } = answer.value;
    const grant = requestId(`PA-${1000 + this.#sent}`);
    this.#sent += 1;
    const order = { grant, revision: 1, entitlement: 'any', target, facts, startMs, endMs };
    this.#take({ ...order, notAfterMs: endMs });
    return answer;
  }

  /** Said to be failed: such a lease is not to be had. */
  isFailed({ target, startMs }: Wish): boolean {
    return this.holding.leases.some(
      (lease) =>
        lease.report.state === 'failed' &&
        lease.startMs === startMs &&
        targetKey(lease.target) === targetKey(target),
    );
  }

  /** Another end for all that is live. */
  endAllAt(endMs: number): void {
    for (const lease of this.holding.leases) {
      if (leaseEnd(lease) <= this.nowMs) continue;
      this.#take({ ...lease, revision: lease.revision + 1, endMs });
    }
  }

  #take(order: LeaseOrder): void {
    this.holding = takeOrder(this.holding, order, this.nowMs);
  }

  /** Lets time pass, with a pass at every moment the holding asks for one. */
  async until(atMs: number): Promise<void> {
    const { clock } = this.ground;
    for (let passes = 0; passes < 500; passes += 1) {
      const dueMs = this.holding.dueMs ?? Infinity;
      if (dueMs > atMs) {
        clock.turnTo(atMs);
        return;
      }
      clock.turnTo(dueMs);
      await this.pass();
    }
    throw new Error('The holding keeps its worker busy for ever.');
  }

  async pass(): Promise<void> {
    const { provider, holder } = this.ground;
    const { leases } = this.holding;
    const live = leases.filter((lease) => isLive(lease, this.nowMs));
    const groups = leases.flatMap(({ target }) =>
      target.kind === 'iam-group' ? [target.group] : [],
    );
    const retired = leases.filter((lease) => isReadLast(this.holding, lease, this.nowMs));
    const targets = [...live, ...retired].map((lease) => lease.target);
    const places = this.#places();
    const signal = AbortSignal.timeout(8_000);
    const seen = await provider.observe({ holder, targets, groups, places, sessions: [], signal });
    const plan = converge({
      holding: this.holding,
      seen,
      nowMs: this.nowMs,
      content: (who, slot) => provider.content(who, slot),
      mayRemoveUnknown: false,
    });
    this.holding = plan.holding;
    await this.#carryOut(plan.steps);
  }

  #places(): readonly FencePlace[] {
    const known = Object.values(this.holding.targets).flatMap(({ places }) => places);
    const named = this.holding.leases.flatMap(({ facts }) =>
      facts.namedRoles.map(
        ({ account, name, userid }): FencePlace => ({
          on: 'role',
          role: { account, name },
          userid,
        }),
      ),
    );
    const all = [...known, ...named];
    const nameOf = (place: FencePlace) => (place.on === 'role' ? place.role.name : '');
    return [...new Map(all.map((place) => [nameOf(place), place])).values()];
  }

  /** As the engine does: all on record before the first is sent, and answered together. */
  async #carryOut(steps: readonly Step[]): Promise<void> {
    const opened = steps.map((step) => ({ id: String((this.#sent += 1)), step }));
    this.holding = openAttempts(this.holding, opened, this.nowMs);
    const answers = new Map<string, Answered>();
    for (const { id, step } of opened) {
      const answer = await this.ground.apply(step);
      answers.set(id, answer);
      if (!answer.ok) this.refused.push(step);
      if (!answer.ok && step.do === 'put' && step.slot.kind !== 'fence') break;
    }
    const unsent = opened.flatMap(({ id }) => (answers.has(id) ? [] : [id]));
    this.holding = takeAnswers(dropAttempts(this.holding, unsent), answers, this.nowMs);
  }
}

/** Moves only when it is turned, so that a slow machine changes nothing. */
export function standingClock(): TurnedClock {
  let nowMs = NOON;
  const turn = (ms: number) => {
    nowMs += ms;
  };
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - NOON,
    turn,
    turnTo: (atMs) => turn(Math.max(0, atMs - nowMs)),
    offsetMs: () => nowMs - NOON,
    sleep: () => Promise.resolve(),
  };
}
