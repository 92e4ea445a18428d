/** Orders that overtake each other, calls that land late, removals that AWS refuses. */

import { describe, expect, test } from 'vitest';
import { giveUpGranting } from '../../src/holding/attempt.ts';
import { takeOrder } from '../../src/holding/order.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { factsOf, groupTarget, NOON, order } from './sample.ts';

const A = 'PA-AAAAA';
const B = 'PA-BBBBB';
const group = (resources: readonly string[] = ['role/R']) => ({
  target: groupTarget,
  facts: factsOf(...resources),
});

describe('orders out of order', () => {
  test('walk-through 5: an end that overtakes its lease wins', () => {
    const end = order(A, NOON, NOON + HOUR, { revision: 2, endMs: NOON });
    const cloud = new Cloud()
      .order(end)
      .order(order(A, NOON, NOON + HOUR))
      .minutes(2);
    expect(cloud.report(A)).toMatchObject({ state: 'ended' });
    expect(cloud.log).toEqual([]);
  });

  test('walk-through 36: an old revision delivered after the end grants nothing', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
    cloud.order(order(A, NOON, NOON + HOUR, { revision: 3, endMs: cloud.nowMs })).minutes(5);
    cloud.order(order(A, NOON, NOON + HOUR)).minutes(5);
    expect(cloud.state(A)).toBe('ended');
    expect(cloud.may('role/R')).toBe(false);
  });

  test('walk-through 3: more time that comes after the end is answered with the end', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(60);
    cloud
      .order(order(A, NOON, NOON + 2 * HOUR, { revision: 2, endMs: NOON + 2 * HOUR }))
      .minutes(2);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    expect(cloud.may('role/R')).toBe(false);
  });

  test('more time that comes after the end is not told as given by a slower clock either', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(59);
    const more = order(A, NOON, NOON + 2 * HOUR, { revision: 2, endMs: NOON + 2 * HOUR });
    cloud.holding = takeOrder(cloud.holding, more, NOON + HOUR + SECOND);
    const told = () => cloud.holding.owed.filter((one) => one.grant === A && one.revision === 2);
    cloud.pass();
    expect(cloud.state(A)).toBe('active');
    expect(told()).toEqual([]);
    cloud.minutes(3);
    expect(told()).toMatchObject([{ report: { state: 'ended' } }]);
  });

  test('more time is told only once the dates at AWS have moved', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.order(
      order(A, NOON, NOON + 2 * HOUR, { ...group(), revision: 2, endMs: NOON + 2 * HOUR }),
    );
    const told = () => cloud.holding.owed.findLast((one) => one.grant === A)?.revision;
    expect(told()).toBe(1);
    cloud.minutes(1);
    expect(told()).toBe(2);
    expect(cloud.may('role/R', NOON + HOUR + 1, ['role/R'])).toBe(true);
  });
});

describe('calls that land late', () => {
  test('walk-through 34: a late put of the document after an early end is worthless', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(5);
    const put = cloud.log.find(({ step }) => step.do === 'put' && step.slot.kind === 'allow');
    cloud.order(order(A, NOON, NOON + HOUR, { revision: 2, endMs: cloud.nowMs })).minutes(2);
    if (put) cloud.apply(put.step);
    expect(cloud.may('role/R')).toBe(false);
    cloud.minutes(2);
    expect(cloud.slots.has('allow')).toBe(false);
  });

  test('walk-through 17: what our own unanswered removal took is put back', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(5);
    cloud.fault = (step) =>
      step.do === 'remove' && step.id.kind === 'member' ? 'dropped' : undefined;
    cloud.order(order(A, NOON, NOON + HOUR, { ...group(), revision: 2, endMs: cloud.nowMs }));
    cloud.until(cloud.nowMs + 2 * SECOND);
    cloud.fault = () => undefined;
    cloud.order(order(B, cloud.nowMs, cloud.nowMs + HOUR, group())).minutes(2);
    expect(cloud.state(B)).toBe('active');
    cloud.apply({ do: 'remove', id: { kind: 'member', group: 'prod-operators' } });
    cloud.minutes(3);
    expect(cloud.slots.has('member:prod-operators')).toBe(true);
    expect(cloud.drift).toEqual([]);
  });

  test('an answer that was lost changes nothing: the next look sees what stands', () => {
    const cloud = new Cloud();
    let lost = 0;
    cloud.fault = () => ((lost += 1) % 2 === 1 ? 'lost' : undefined);
    cloud.order(order(A, NOON, NOON + HOUR, group())).minutes(3);
    expect(cloud.state(A)).toBe('active');
  });
});

describe('what AWS never does', () => {
  test('a removal that fails for an hour is tried until it succeeds', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(59);
    cloud.fault = (step) => (step.do === 'remove' ? 'dropped' : undefined);
    cloud.minutes(61);
    expect(cloud.state(A)).toBe('active');
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
    cloud.fault = () => undefined;
    cloud.minutes(3);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });
});

describe('while AWS refuses', () => {
  test('each step is asked for four times a minute, not sixty, and the record stays small', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(59);
    cloud.fault = (step) => (step.do === 'remove' ? 'refused' : undefined);
    const before = cloud.log.length;
    cloud.minutes(31);
    expect(cloud.log.length - before).toBeLessThan(2 * 4 * 30 + 10);
    expect(cloud.holding.attempts.length).toBeLessThan(200);
  });

  test('a grant that cannot be given is said to have failed at once', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(11);
    cloud.order(order(B, cloud.nowMs - 10 * MINUTE, cloud.nowMs + HOUR, group()));
    cloud.holding = giveUpGranting(cloud.holding, refuse('aws-silent', {}), cloud.nowMs);
    expect(cloud.report(B)).toMatchObject({ state: 'failed', refusal: { code: 'aws-silent' } });
    expect(cloud.state(A)).toBe('active');
    cloud.minutes(5);
    expect(cloud.slots.has('member:prod-operators')).toBe(false);
  });

  test('walk-through 33: an older fence’s delete lands late, and the newer one stands', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + 10 * MINUTE, group())).minutes(20);
    cloud.fault = (step) =>
      step.do === 'remove' && step.id.kind === 'fence' ? { lateMs: 5 * MINUTE } : undefined;
    cloud.minutes(70);
    cloud.order(order(B, cloud.nowMs, cloud.nowMs + HOUR, group())).minutes(1);
    const endMs = cloud.nowMs + HOUR;
    cloud.asleep(cloud.nowMs + 30 * MINUTE);
    expect(cloud.may('role/R', endMs, ['role/R'])).toBe(false);
    expect(cloud.may('role/R', endMs - 2 * MINUTE, ['role/R'])).toBe(true);
  });

  test('walk-through 37: an end the holding did not hear of is the date already at AWS', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR, group())).minutes(10);
    cloud.asleep(NOON + 2 * HOUR);
    expect(cloud.may('role/R', NOON + HOUR, ['role/R'])).toBe(false);
    const before = cloud.log.length;
    cloud.order(order(A, NOON, NOON + HOUR, { ...group(), revision: 2, endMs: NOON + HOUR }));
    cloud.pass();
    expect(cloud.log.slice(before).some(({ step }) => step.do === 'remove')).toBe(true);
  });

  test('a fence that lands when all else is done is seen, and does not stay for ever', () => {
    const short = { ...group(), facts: { ...factsOf('role/R'), tailMs: 0 } };
    const cloud = new Cloud().order(order(A, NOON, NOON + 10 * MINUTE, short)).minutes(28);
    for (const name of cloud.slots.keys()) cloud.slots.delete(name);
    let puts = 0;
    cloud.fault = () => ((puts += 1) === 1 ? { lateMs: 14 * MINUTE } : undefined);
    cloud.minutes(10);
    expect([...cloud.slots.keys()]).toEqual([]);
    cloud.minutes(60);
    expect([...cloud.slots.keys()]).toEqual([]);
    expect(cloud.holding.dueMs).toBeUndefined();
  });

  test('a call that landed while the bot slept is undone, and blamed on nobody', () => {
    const cloud = new Cloud().order(order(A, NOON, NOON + HOUR)).minutes(2);
    cloud.fault = () => ({ lateMs: 15 * MINUTE });
    cloud.order(order(A, NOON, NOON + 2 * HOUR, { revision: 2 }));
    cloud.pass();
    cloud.fault = () => undefined;
    cloud.order(order(A, NOON, NOON + 3 * HOUR, { revision: 3 })).minutes(10);
    cloud.asleep(NOON + 30 * MINUTE);
    cloud.minutes(2);
    expect(cloud.drift).toEqual([]);
    expect(cloud.may('role/R', NOON + 3 * HOUR - MINUTE)).toBe(true);
  });

  test('walk-through 7: a call never answered is watched until it can land no more', () => {
    const cloud = new Cloud();
    cloud.fault = (step) =>
      step.do === 'put' && step.slot.kind === 'member' ? { lateMs: 14 * MINUTE } : undefined;
    cloud.order(order(A, NOON, NOON + HOUR, group())).minutes(2);
    cloud.order(order(A, NOON, NOON + HOUR, { ...group(), revision: 2, endMs: cloud.nowMs }));
    cloud.minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    cloud.minutes(20);
    expect(cloud.slots.has('member:prod-operators')).toBe(false);
    expect(cloud.may('role/R', cloud.nowMs, ['role/R'])).toBe(false);
  });
});
