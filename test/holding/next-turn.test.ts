/** Whose turn comes first: of whom something is to be given or taken, or who is only watched. */

import { describe, expect, test } from 'vitest';
import { nextTurn } from '../../src/holding/next-turn.ts';
import type { SsmNodeTarget, Target } from '../../src/catalog/target.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Cloud } from './cloud.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder } from './runbook-sample.ts';
import { groupTarget, NOON, order, policyTarget } from './sample.ts';

const END = NOON + 2 * HOUR;
const active = () => new Cloud().order(order('PA-1', NOON, END)).until(NOON + 10 * MINUTE);

describe('a holding', () => {
  test('that is being given has to be acted on at every look', () => {
    const cloud = new Cloud().order(order('PA-1', NOON, END));
    expect(nextTurn(cloud.holding)).toEqual({ actMs: NOON });
    const given = cloud.until(NOON + 2 * SECOND).holding;
    expect(nextTurn(given)).toEqual({ actMs: given.dueMs });
  });

  test('in which all is as wanted is watched, and acted on at its end', () => {
    const { holding } = active();
    expect(nextTurn(holding)).toEqual({ lookMs: holding.dueMs, actMs: END });
  });

  test('that nobody looked at until its end was past is still found by its end', () => {
    const { holding } = active();
    const { actMs = Infinity } = nextTurn({ ...holding, dueMs: NOON + 20 * MINUTE });
    expect(actMs).toBe(END);
  });

  test('that AWS would not let go is tried again at its pace, and first of all', () => {
    const dueMs = END + 3 * MINUTE;
    expect(nextTurn({ ...active().holding, dueMs })).toEqual({ actMs: dueMs });
  });

  test('that is ended early or extended has to be acted on at once', () => {
    for (const endMs of [NOON + 10 * MINUTE, END + HOUR]) {
      const cloud = active();
      const changed = order('PA-1', NOON, END + HOUR, { revision: 2, endMs });
      expect(nextTurn(cloud.order(changed).holding)).toEqual({ actMs: cloud.nowMs });
    }
  });

  test('is acted on until its removal is proved, and then watched until its fence may go', () => {
    const taken = active().until(END + 2 * SECOND).holding;
    expect(nextTurn(taken)).toEqual({ actMs: taken.dueMs });
    const proved = active().until(END + 5 * MINUTE).holding;
    expect(nextTurn(proved)).toEqual({ lookMs: proved.dueMs });
  });

  test('in which nothing is left to be looked at has no turn', () => {
    const { dueMs: _, ...rest } = active().holding;
    expect(nextTurn(rest)).toEqual({});
  });
});

const shellTarget: SsmNodeTarget = {
  kind: 'ssm-node',
  account: '444455556666',
  region: 'eu-west-1',
  nodes: ['i-0123456789abcdef0'],
  document: 'ProdAccess-Shell-60m',
  reach: policyTarget().reach,
  roles: [],
  mfa: false,
};
const given = (target: Target) =>
  new Cloud().order(order('PA-1', NOON, END, { target })).until(NOON + 10 * MINUTE);

describe('an end is urgent', () => {
  test.each([
    ['of a shell, which may be open', shellTarget],
    ['of a membership, whose Deny knows what the group allowed a minute ago', groupTarget],
  ])('%s', (_, target) => {
    expect(nextTurn(given(target).holding)).toMatchObject({ actMs: END, isUrgent: true });
  });

  test('of a pair whose runbook writes no date, and not of one whose runbook does', () => {
    const pair = (dated: boolean) => {
      const cloud = new RunCloud().order(runOrder('PA-1', pairTarget(dated), NOON, END));
      return nextTurn(cloud.runUntil(NOON + 10 * MINUTE).holding).isUrgent;
    };
    expect([pair(false), pair(true)]).toEqual([true, undefined]);
  });

  test('not where a date has ended all of it', () => {
    expect(nextTurn(given(policyTarget()).holding)).not.toHaveProperty('isUrgent');
  });

  test('until a look found it gone: the proof may wait', () => {
    const taken = given(groupTarget).until(END + 5 * SECOND).holding;
    const memory = { cleanMs: expect.any(Number) as number };
    expect(Object.values(taken.targets)).toMatchObject([memory]);
    expect(nextTurn(taken)).toEqual({ actMs: taken.dueMs });
  });

  test('as long as AWS does not let it go', () => {
    const { holding } = given(groupTarget);
    const dueMs = END + 3 * MINUTE;
    expect(nextTurn({ ...holding, dueMs, failures: 3 })).toEqual({ actMs: dueMs, isUrgent: true });
  });

  test('and what is only being given is not', () => {
    const cloud = new Cloud().order(order('PA-1', NOON, END, { target: groupTarget }));
    expect(nextTurn(cloud.holding)).toEqual({ actMs: NOON });
    expect(nextTurn(cloud.until(NOON + 2 * SECOND).holding)).not.toHaveProperty('isUrgent');
  });
});
