/** Runbooks as access, command by command: no clock, no AWS, every crash in its place. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import type { Step } from '../../src/holding/slot.ts';
import { RunCloud } from './run-cloud.ts';
import { pairTarget, runOrder, workTarget } from './runbook-sample.ts';
import { NOON } from './sample.ts';

const PAIR = pairTarget(true);
const hour = (target = PAIR) => new RunCloud().order(runOrder('PA-1', target, NOON, NOON + HOUR));
const isStart = (step: Step, purpose: string) =>
  step.do === 'put' && step.slot.kind === 'run' && step.slot.purpose === purpose;

const purposesOf = ({ sent }: RunCloud) =>
  sent.flatMap((step) =>
    step.do === 'put' && step.slot.kind === 'run' ? [step.slot.purpose] : [],
  );

describe('a pair', () => {
  test('looks first, gives, looks again, and is active when it was seen', () => {
    const cloud = hour().runUntil(NOON + MINUTE);
    expect(purposesOf(cloud)).toEqual(['observe', 'grant', 'observe']);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'active' });
    expect(cloud.policy).toBe('until 2026-11-23T13:00:00Z');
  });

  test('costs the runs that docs/mechanisms.md says', () => {
    const { endMs: _, ...open } = runOrder('PA-1', PAIR, NOON, NOON + 70 * MINUTE);
    const cloud = new RunCloud().order(open).runUntil(NOON + 30 * SECOND);
    cloud.order({ ...open, revision: 2, endMs: NOON + HOUR }).runUntil(NOON + MINUTE);
    expect(purposesOf(cloud)).toEqual(['observe', 'grant', 'observe', 'grant', 'observe']);
    cloud.runUntil(NOON + 59 * MINUTE);
    const whileActive = purposesOf(cloud).slice(5);
    expect(whileActive).toEqual(['observe', 'observe', 'observe']);
    cloud.runUntil(NOON + 2 * HOUR);
    expect(purposesOf(cloud).slice(8)).toEqual(['revoke', 'observe', 'observe']);
  });

  test('is gone when a runbook that only looks has said so twice, 15 seconds apart', () => {
    const cloud = hour().runUntil(NOON + 2 * HOUR);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'removed' });
    expect(cloud.policy).toBeUndefined();
    const [first, second] = cloud
      .of('observe')
      .slice(-2)
      .map(({ endsMs }) => endsMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(15 * SECOND);
    expect(cloud.of('revoke')).toHaveLength(1);
  });

  test('that is there before anything was given is refused, and not taken away', () => {
    const cloud = hour();
    cloud.policy = 'until 2030-01-01T00:00:00Z';
    cloud.runUntil(NOON + 2 * HOUR);
    expect(cloud.of('grant').length + cloud.of('revoke').length).toBe(0);
    expect(cloud.failure('PA-1')).toMatchObject({ refusal: { code: 'already-held' } });
    expect(cloud.policy).toBeDefined();
  });

  test('is given once though the process dies between the start and its answer', () => {
    const cloud = hour();
    cloud.fate = (step) => (isStart(step, 'grant') ? 'lost' : undefined);
    cloud.runUntil(NOON + 10 * MINUTE);
    expect(cloud.of('grant')).toHaveLength(1);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'active' });
  });

  test('whose start lands after it was taken away is found by its tag and taken again', () => {
    const cloud = hour(pairTarget(false));
    cloud.fate = (step) => (isStart(step, 'grant') ? { lateMs: 15 * MINUTE } : undefined);
    cloud.runUntil(NOON + 10 * SECOND);
    cloud.fate = () => undefined;
    cloud.order(
      runOrder('PA-1', pairTarget(false), NOON, NOON + HOUR, { revision: 2, endMs: NOON }),
    );
    cloud.runUntil(NOON + 10 * MINUTE);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended' });
    cloud.runUntil(NOON + 40 * MINUTE);
    expect(cloud.of('grant')).toHaveLength(1);
    expect(cloud.policy).toBeUndefined();
  });

  test('whose runbook was changed since the ask is not started', () => {
    const cloud = hour();
    cloud.factsRead = refuse('runbook-changed', { runbook: 'Grant', version: '1' });
    cloud.runUntil(NOON + MINUTE);
    expect(cloud.of('grant')).toHaveLength(0);
    expect(cloud.failure('PA-1')).toMatchObject({ refusal: { code: 'runbook-changed' } });
  });

  test('is neither given nor said to be gone while Systems Manager is silent', () => {
    const cloud = hour().runUntil(NOON + 59 * MINUTE);
    cloud.isUnread = true;
    cloud.runUntil(NOON + 3 * HOUR);
    expect(cloud.report('PA-1')?.state).not.toBe('ended');
    cloud.isUnread = false;
    cloud.runUntil(NOON + 4 * HOUR);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('refused on its way out is taken again, ever less often, until it is done', () => {
    const cloud = hour().runUntil(NOON + 59 * MINUTE);
    cloud.fate = (step) => (isStart(step, 'revoke') ? 'refused' : undefined);
    cloud.runUntil(NOON + 2 * HOUR);
    const tries = cloud.sent.filter((step) => isStart(step, 'revoke')).length;
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(30);
    cloud.fate = () => undefined;
    cloud.runUntil(NOON + 3 * HOUR);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'removed' });
  });

  test('still seen after it was taken is taken again, ever less often, until it is not', () => {
    const cloud = hour().runUntil(NOON + 59 * MINUTE);
    const given = cloud.policy;
    cloud.fate = () => {
      cloud.policy = given;
      return undefined;
    };
    cloud.runUntil(NOON + 2 * HOUR);
    expect(cloud.of('revoke').length).toBeGreaterThan(5);
    expect(cloud.of('revoke').length).toBeLessThan(30);
    cloud.fate = () => undefined;
    cloud.runUntil(NOON + 3 * HOUR);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'removed' });
  });
});

describe('work', () => {
  const work = () => hour(workTarget('a'));

  test('is started once, active while it runs, and over when it is done', () => {
    const cloud = work();
    cloud.runMs = 20 * MINUTE;
    cloud.runUntil(NOON + MINUTE);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'active' });
    cloud.runUntil(NOON + 2 * HOUR);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'done' });
    expect(cloud.of('work')).toHaveLength(1);
  });

  test('that still runs at its end is stopped, and not said to be over before it is', () => {
    const cloud = work();
    cloud.runMs = 5 * HOUR;
    cloud.runUntil(NOON + 59 * MINUTE);
    cloud.fate = (step) => (step.do === 'remove' ? 'dropped' : undefined);
    cloud.runUntil(NOON + HOUR + 10 * MINUTE);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'active' });
    cloud.fate = () => undefined;
    cloud.runUntil(NOON + 2 * HOUR);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'stopped' });
    expect(cloud.of('work')).toMatchObject([{ state: 'stopped' }]);
  });

  test('stopped by an alarm is broken off, with its name in what is told', () => {
    const cloud = work();
    cloud.runMs = HOUR;
    cloud.runUntil(NOON + MINUTE);
    Object.assign(cloud.of('work')[0] ?? {}, { state: 'stopped', alarm: 'errors' });
    cloud.runUntil(NOON + 3 * MINUTE);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended', how: 'broken' });
    expect(cloud.holding.news).toContainEqual(expect.objectContaining({ alarm: 'errors' }));
  });

  test('whose start was never answered is not said to be over while it may still begin', () => {
    const cloud = work();
    cloud.fate = (step) => (isStart(step, 'work') ? 'dropped' : undefined);
    cloud.runUntil(NOON + 10 * SECOND);
    cloud.order(runOrder('PA-1', workTarget('a'), NOON, NOON + HOUR, { revision: 2, endMs: NOON }));
    cloud.runUntil(NOON + 15 * MINUTE);
    expect(cloud.report('PA-1')?.state).not.toBe('ended');
    cloud.runUntil(NOON + 40 * MINUTE);
    expect(cloud.report('PA-1')).toMatchObject({ state: 'ended' });
    expect(cloud.of('work')).toHaveLength(0);
  });
});
