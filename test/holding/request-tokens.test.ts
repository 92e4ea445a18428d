/** Tokens that AWS gave out before its request was over: what they open after is ended as well. */

import { describe, expect, test } from 'vitest';
import { watchedRegions } from '../../src/holding/sessions.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { A, B, lease, opened } from './request-sample.ts';
import { NOON } from './sample.ts';

describe('a session that is opened with a token, after the end was said', () => {
  const ended = () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    opened(cloud, 's-1');
    return cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs })).minutes(1);
  };
  const isOpen = (cloud: Cloud, name: string) => cloud.slots.has(`session:ap-northeast-1:${name}`);

  test('is ended within seconds, and counted, until no token can be good any more', () => {
    const cloud = ended();
    expect(cloud.report(A)).toMatchObject({ how: 'removed', sessions: 1 });
    for (const minute of [1, 9, 14]) {
      cloud.until(NOON + 3 * MINUTE + minute * MINUTE);
      opened(cloud, `s-late-${minute}`);
      cloud.until(cloud.nowMs + 15 * SECOND);
      expect(isOpen(cloud, `s-late-${minute}`)).toBe(false);
    }
    expect(cloud.report(A)).toMatchObject({ how: 'removed', sessions: 1, late: 3 });
    cloud.minutes(90);
    expect(cloud.holding.dueMs).toBeUndefined();
  });

  test('is looked for where nothing else is left to be proved, which is said of the place', () => {
    const cloud = new Cloud().order(lease(A, 'oi-1')).minutes(2);
    cloud.order(lease(A, 'oi-1', { revision: 2, endMs: cloud.nowMs }));
    expect(watchedRegions(cloud.holding, cloud.nowMs)).toEqual([]);
    cloud.minutes(1);
    expect(watchedRegions(cloud.holding, cloud.nowMs)).toEqual(['ap-northeast-1']);
    cloud.minutes(20);
    expect(watchedRegions(cloud.holding, cloud.nowMs)).toEqual([]);
  });

  test('is told with the end: until when it may be', () => {
    const cloud = ended();
    const { tokensUntilMs = 0 } = cloud.report(A) as { tokensUntilMs?: number };
    const revokedMs = cloud.log.find(({ step }) => step.do === 'remove')?.atMs ?? 0;
    expect(tokensUntilMs).toBeGreaterThanOrEqual(revokedMs + 15 * MINUTE);
    expect(tokensUntilMs).toBeLessThan(revokedMs + 16 * MINUTE);
  });

  test('is ended by whoever comes when the one that watched is dead: half a minute later', () => {
    const cloud = ended();
    // What it had in mind is gone with it: what is on record is when somebody looks.
    const dueMs = cloud.holding.dueMs ?? Infinity;
    expect(dueMs - cloud.nowMs).toBeLessThanOrEqual(30 * SECOND);
  });

  test('is ended by a bot that was dead in all that time', () => {
    const cloud = ended();
    opened(cloud, 's-late');
    cloud.asleep(cloud.nowMs + 3 * HOUR).minutes(1);
    expect(isOpen(cloud, 's-late')).toBe(false);
    cloud.minutes(90);
    expect(cloud.holding.dueMs).toBeUndefined();
  });

  test('is ended though sessions could not be read for as long, and nothing is un-said', () => {
    const cloud = ended();
    const { removedMs } = Object.values(cloud.holding.targets)[0] ?? {};
    cloud.unread = { targets: [], sessions: ['ap-northeast-1'] };
    opened(cloud, 's-late');
    cloud.minutes(40);
    expect(isOpen(cloud, 's-late')).toBe(true);
    expect(Object.values(cloud.holding.targets)[0]).toMatchObject({ removedMs });
    cloud.unread = undefined;
    cloud.minutes(1);
    expect(isOpen(cloud, 's-late')).toBe(false);
    expect(cloud.report(A)).toMatchObject({ late: 1 });
  });

  test('is ended though the lease would have been forgotten by then', () => {
    const endMs = NOON + 3 * MINUTE;
    const cloud = new Cloud().order(lease(A, 'oi-1', { endMs, notAfterMs: endMs })).minutes(5);
    expect(cloud.report(A)).toMatchObject({ how: 'removed' });
    cloud.minutes(8);
    opened(cloud, 's-late');
    cloud.minutes(1);
    expect(isOpen(cloud, 's-late')).toBe(false);
    cloud.minutes(90);
    expect(cloud.holding.leases).toEqual([]);
  });

  test('is looked for anew when an approval that came late was taken back', () => {
    const cloud = ended().minutes(10);
    const given = cloud.log[0];
    if (given) cloud.apply(given.step);
    cloud.minutes(12);
    opened(cloud, 's-late');
    cloud.minutes(1);
    expect(isOpen(cloud, 's-late')).toBe(false);
  });

  test('of a grant that ended under an earlier release is ended, and none is counted twice', () => {
    const cloud = ended();
    const { leases, targets } = cloud.holding;
    const old = Object.entries(targets).map(([key, { shutMs, closedMs, ...rest }]) => [key, rest]);
    cloud.holding = {
      ...cloud.holding,
      leases: leases.map(({ cut, ...rest }) => rest),
      targets: Object.fromEntries(old),
    };
    cloud.minutes(2);
    expect(cloud.report(A)).not.toHaveProperty('late');
    opened(cloud, 's-late');
    cloud.minutes(1);
    expect(isOpen(cloud, 's-late')).toBe(false);
    expect(cloud.report(A)).toMatchObject({ late: 1 });
  });
});

describe('two grants to the same node, one after the other', () => {
  const given = (cloud: Cloud, grant: string, opsItem: string) => {
    const startMs = cloud.nowMs;
    cloud.order(lease(grant, opsItem, { startMs })).minutes(2);
    return (more: number) => {
      cloud.order(lease(grant, opsItem, { startMs, revision: 2, endMs: cloud.nowMs }));
      return cloud.minutes(more);
    };
  };

  test('what the later one had open is not said to have come late by the earlier one', () => {
    const cloud = new Cloud();
    given(cloud, A, 'oi-1')(10);
    const end = given(cloud, B, 'oi-2');
    opened(cloud, 's-1');
    end(2);
    expect(cloud.report(A)).not.toHaveProperty('late');
    expect(cloud.report(B)).toMatchObject({ how: 'removed', sessions: 1 });
    opened(cloud, 's-late');
    cloud.minutes(1);
    expect([cloud.report(A), cloud.report(B)]).toMatchObject([{ how: 'removed' }, { late: 1 }]);
    expect(cloud.report(A)).not.toHaveProperty('late');
  });

  test('what the earlier one had open is not counted again with the later one', () => {
    const cloud = new Cloud();
    const end = given(cloud, A, 'oi-1');
    opened(cloud, 's-1');
    end(2);
    given(cloud, B, 'oi-2')(2);
    expect(cloud.report(A)).toMatchObject({ sessions: 1 });
    expect(cloud.report(B)).not.toHaveProperty('sessions');
  });
});
