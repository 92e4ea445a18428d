/** A membership that AWS is still taking away when it is given once more. */

import { expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { facts, SEAT, target } from './center-seat.ts';
import { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

const [A, B] = ['PA-AAAAA', 'PA-BBBBB'] as const;
const MEMBER = `member:${SEAT}`;
const seat = (grant: string, startMs: number, endMs: number) =>
  order(grant, startMs, endMs, { target, facts });

/** Whose deletions AWS takes at once and carries out minutes later; until then it takes no more. */
class SlowCloud extends Cloud {
  #untilMs = 0;
  readonly #takesMs: number;

  constructor(takesMs: number) {
    super();
    this.#takesMs = takesMs;
    this.fault = (step) => {
      const isGoing = this.nowMs < this.#untilMs && this.slots.has(MEMBER);
      return step.do === 'put' && step.slot.kind === 'member' && isGoing ? 'dropped' : undefined;
    };
  }

  override apply(step: Parameters<Cloud['apply']>[0]): void {
    if (step.do !== 'remove' || step.id.kind !== 'member') super.apply(step);
    else if (this.#untilMs > this.nowMs) return;
    else {
      this.#untilMs = this.nowMs + this.#takesMs;
      this.late.push({ atMs: this.#untilMs, step });
    }
  }

  override land(): void {
    if (this.nowMs >= this.#untilMs && this.#untilMs > 0) {
      this.slots.delete(MEMBER);
      this.late = this.late.filter(({ atMs }) => atMs > this.nowMs);
      this.#untilMs = 0;
    }
    super.land();
  }
}

test.each([20 * SECOND, 90 * SECOND, 4 * MINUTE])(
  'of whose deletion takes %i ms: nobody is told that it is there, and then it is',
  (takesMs) => {
    const cloud = new SlowCloud(takesMs);
    cloud.order(seat(A, NOON, NOON + 10 * MINUTE)).until(NOON + 10 * MINUTE + 2 * SECOND);
    expect(cloud.slots.has(MEMBER)).toBe(true);
    cloud.order(seat(B, cloud.nowMs, cloud.nowMs + HOUR)).until(cloud.nowMs + 15 * SECOND);
    expect(cloud.state(B)).not.toBe('active');
    cloud.minutes(8);
    expect([cloud.state(B), cloud.slots.has(MEMBER), cloud.drift]).toEqual(['active', true, []]);
  },
);
