/** AWS's own requests in a holding: approved once, revoked at the end, and believed when over. */

import { describe, expect, test } from 'vitest';
import { targetKey } from '../../src/catalog/target.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { A, B, lease, opened, request, steps } from './request-sample.ts';

describe('a request that was approved here', () => {
  test('is approved with the names, and given no fence: nothing of ours allows anything', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    expect(cloud.state(A)).toBe('active');
    expect(steps(cloud)).toEqual(['put access PA-AAAAA: approved by ben']);
  });

  test('is revoked at an early end, with the sessions it opened, by two clean reads', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    opened(cloud, 's-1');
    const note = 'PA-AAAAA: ended by aiko';
    cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs, note })).minutes(2);
    expect(steps(cloud).slice(1)).toEqual([`remove access ${note}`, 'remove session']);
    expect([...cloud.slots.keys()]).toEqual([]);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed', sessions: 1 });
    cloud.minutes(90);
    expect(cloud.holding.dueMs).toBeUndefined();
  });

  test('is not over while its sessions are read off the list of everybody’s', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    opened(cloud, 's-1');
    cloud.listed = ['ap-northeast-1'];
    cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs })).minutes(5);
    expect(steps(cloud).slice(2)).toEqual(['remove session']);
    expect(cloud.state(A)).toBe('active');
    cloud.listed = ['us-east-1'];
    cloud.minutes(1);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed', sessions: 1 });
  });

  test('that is over at AWS ends here as well, and is never approved twice', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    opened(cloud, 's-1');
    cloud.slots.delete('access:oi-1');
    cloud.factsOf = () => refuse('decided-at-aws', { status: 'revoked', by: 'Console/dai' });
    cloud.minutes(3);
    expect(steps(cloud).slice(1)).toEqual(['remove session']);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('that somebody approved at AWS before it was approved here ends with its sessions', () => {
    const given = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    const cloud = new Cloud();
    for (const [name, slot] of given.slots) cloud.slots.set(name, slot);
    cloud.order(lease(A, 'oi-1')).minutes(2);
    expect([cloud.state(A), steps(cloud)]).toEqual(['active', []]);
    opened(cloud, 's-1');
    cloud.minutes(60);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed', sessions: 1 });
    expect([...cloud.slots.keys()]).toEqual([]);
  });

  test('that was rejected at AWS meanwhile is not given, and says so', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1'));
    cloud.factsOf = () => refuse('decided-at-aws', { status: 'rejected', by: 'Console/dai' });
    cloud.minutes(2);
    expect(steps(cloud)).toEqual([]);
    expect(cloud.failure(A)).toMatchObject({ refusal: { code: 'decided-at-aws' } });
  });

  test('whose approval lands late, after the end was proved, is revoked all the same', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1'));
    cloud.fault = ({ do: what }) => (what === 'put' ? { lateMs: 5 * MINUTE } : undefined);
    cloud.minutes(0);
    cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs })).minutes(4);
    expect(cloud.report(A)).toMatchObject({ state: 'ended' });
    cloud.minutes(5);
    expect([...cloud.slots.keys()]).toEqual([]);
  });

  test('that stands again after its end was proved: the sessions it opened are ended', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    const given = cloud.log[0];
    cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs })).minutes(30);
    expect(cloud.report(A)).toMatchObject({ state: 'ended', how: 'removed' });
    if (given) cloud.apply(given.step);
    cloud.minutes(1);
    // Opened while it stood, and listed by AWS only after it was gone again.
    opened(cloud, 's-late');
    cloud.minutes(5);
    expect([...cloud.slots.keys()]).toEqual([]);
  });
});

describe('two requests for one node', () => {
  test('the end of one leaves what the other still allows', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).order(lease(B, 'oi-2')).minutes(2);
    opened(cloud, 's-1');
    cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs })).minutes(3);
    expect([...cloud.slots.keys()].toSorted()).toEqual([
      'access:oi-2',
      'session:ap-northeast-1:s-1',
    ]);
    expect(targetKey(request('oi-1'))).not.toBe(targetKey(request('oi-2')));
  });
});
