/** Where nothing can be denied, the end is booked: before anything is given, and moved with it. */

import { describe, expect, test } from 'vitest';
import type { FenceSlot, Slot } from '../../src/holding/slot.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { facts, SEAT, target } from './center-seat.ts';
import { Cloud } from './cloud.ts';
import { NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const seat = { target, facts };

const isBooked = (slot: Slot): slot is FenceSlot =>
  slot.kind === 'fence' && slot.place.on === 'schedule';

/** A cloud in which schedules fire, awake or not, and are gone then. */
class Scheduled extends Cloud {
  get booked(): readonly FenceSlot[] {
    return [...this.slots.values()].filter(isBooked);
  }
  get ends(): readonly (number | undefined)[] {
    return this.booked.map(({ denials }) => denials[0]?.fromMs);
  }
  get isMember(): boolean {
    return this.slots.has(`member:${SEAT}`);
  }
  override land(): void {
    super.land();
    for (const [name, slot] of this.slots) {
      const dueMs = isBooked(slot) ? (slot.denials[0]?.fromMs ?? Infinity) : Infinity;
      if (dueMs > this.nowMs) continue;
      this.slots.delete(name);
      this.slots.delete(`member:${SEAT}`);
    }
  }
  readonly names = (): readonly string[] =>
    this.log.map(({ step }) => {
      const slot = step.do === 'put' ? step.slot : step.id;
      return `${step.do} ${slot.kind}`;
    });
}

const given = (more = {}) =>
  new Scheduled().order(order(A, NOON, NOON + HOUR, { ...seat, ...more }));

describe('a membership of Identity Center', () => {
  test('is given after its end was booked and read back, and is active then', () => {
    const cloud = given();
    cloud.minutes(1);
    expect(cloud.names()).toEqual(['put fence', 'put member']);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.ends).toEqual([NOON + HOUR]);
  });

  test('is not given where nothing can be booked', () => {
    const cloud = given();
    cloud.fault = (step) =>
      step.do === 'put' && step.slot.kind === 'fence' ? 'refused' : undefined;
    cloud.minutes(15);
    expect(cloud.names()).not.toContain('put member');
    expect(cloud.failure(A)).toMatchObject({ state: 'failed' });
  });

  test('ends by the schedule with nobody awake, and nothing is missed by whoever wakes', () => {
    const cloud = given();
    cloud.minutes(1);
    cloud.asleep(NOON + HOUR + MINUTE);
    expect(cloud.isMember).toBe(false);
    cloud.minutes(40);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect([cloud.drift, [...cloud.slots.keys()]]).toEqual([[], []]);
  });

  test('ends at once when it is given back; its booking stands for calls that land late', () => {
    const cloud = given();
    cloud.minutes(5);
    cloud
      .order(order(A, NOON, NOON + HOUR, { ...seat, revision: 2, endMs: cloud.nowMs }))
      .minutes(1);
    expect(cloud.isMember).toBe(false);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect(cloud.ends).toEqual([NOON + HOUR]);
    cloud.minutes(30);
    expect([...cloud.slots.keys()]).toEqual([]);
    expect(cloud.drift).toEqual([]);
  });

  test('that lands after it was given back is taken by its booking, though all sleep', () => {
    const cloud = given();
    cloud.fault = (step) =>
      step.do === 'put' && step.slot.kind === 'member' ? { lateMs: 10 * MINUTE } : undefined;
    cloud.until(NOON + 20 * SECOND);
    cloud.fault = () => undefined;
    cloud.order(order(A, NOON, NOON + HOUR, { ...seat, revision: 2, endMs: cloud.nowMs }));
    cloud.until(NOON + 2 * MINUTE);
    cloud.asleep(NOON + 11 * MINUTE);
    expect(cloud.isMember).toBe(true);
    cloud.asleep(NOON + HOUR);
    expect(cloud.isMember).toBe(false);
  });

  test('that is extended is booked anew before the old booking goes', () => {
    const cloud = given();
    cloud.minutes(30);
    const later = { ...seat, revision: 2, endMs: NOON + 2 * HOUR };
    cloud.order(order(A, NOON, NOON + 2 * HOUR, later)).minutes(1);
    expect(cloud.names().slice(2)).toEqual(['put fence', 'remove fence']);
    expect(cloud.ends).toEqual([NOON + 2 * HOUR]);
    cloud.until(NOON + HOUR + 5 * MINUTE);
    expect(cloud.isMember).toBe(true);
  });

  test('of two grants has one booking, for the later end, and the first is kept', () => {
    const cloud = given();
    cloud.minutes(10);
    cloud.order(order(B, cloud.nowMs, NOON + 2 * HOUR, seat)).minutes(2);
    expect(cloud.ends).toEqual([NOON + 2 * HOUR]);
    cloud.until(NOON + HOUR + MINUTE);
    expect(cloud.isMember).toBe(true);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'kept' });
    cloud.until(NOON + 2 * HOUR + MINUTE);
    expect(cloud.isMember).toBe(false);
    expect(cloud.report(B)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('whose booking was deleted by hand is booked again at once, and it is reported', () => {
    const cloud = given();
    cloud.minutes(1);
    const [name] = [...cloud.slots.keys()].filter((one) => one.startsWith('fence:'));
    cloud.slots.delete(name ?? '');
    cloud.minutes(2);
    expect(cloud.ends).toEqual([NOON + HOUR]);
    expect(cloud.drift.map(({ kind }) => kind)).toEqual(['fence-lost']);
    expect(cloud.isMember).toBe(true);
  });

  test('taken away by hand is reported, and never put back behind an administrator', () => {
    const cloud = given();
    cloud.minutes(2);
    cloud.slots.delete(`member:${SEAT}`);
    cloud.minutes(5);
    expect(cloud.isMember).toBe(false);
    expect(cloud.drift.map(({ kind }) => kind)).toEqual(['missing']);
  });

  test('that is there before anything was given is not taken for ours', () => {
    const cloud = given();
    cloud.slots.set(`member:${SEAT}`, { kind: 'member', group: SEAT });
    cloud.minutes(40);
    expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'already-held' } });
    expect(cloud.isMember).toBe(true);
  });

  test('given again while the old booking stands is not cut by it', () => {
    const cloud = given();
    cloud.minutes(5);
    cloud
      .order(order(A, NOON, NOON + HOUR, { ...seat, revision: 2, endMs: cloud.nowMs }))
      .minutes(2);
    cloud.order(order(B, cloud.nowMs, NOON + 3 * HOUR, seat)).minutes(1);
    expect(cloud.state(B)).toBe('active');
    expect(cloud.ends).toEqual([NOON + 3 * HOUR]);
    cloud.until(NOON + 2 * HOUR);
    expect(cloud.isMember).toBe(true);
  });
});
