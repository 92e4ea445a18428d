/** Several targets, one grant: active together or not at all, and ended together. */

import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { refuse } from '../../src/kernel/refusal.ts';
import { Life } from './life.ts';
import { AIKO, BEN, CHIE, NOON, target } from './sample.ts';

const three = () => new Life({ targets: [target('one'), target('two'), target('three')] });

/** Approved, and every target reported active at 12:01. */
function active(life = three()): Life {
  life.approve(BEN);
  life.minutes(1);
  for (const index of life.file.request.targets.keys()) life.hearActive(index);
  return life;
}

describe('a bundle', () => {
  test('is active when the last of its targets is, and not before', () => {
    const life = three();
    life.approve(BEN);
    expect([life.hearActive(0), life.hearActive(2), life.phase]).toEqual([
      'ok',
      'ok',
      'provisioning',
    ]);
    expect(life.hearActive(1)).toBe('ok');
    expect(life.phase).toBe('active');
  });

  test('has one clock, which starts with the last of them', () => {
    const life = three();
    life.approve(BEN);
    for (const index of [0, 1, 2]) life.minutes(2).hearActive(index);
    expect(life.file.grant).toMatchObject({ activeMs: life.nowMs, endMs: life.nowMs + HOUR });
    expect(life.orders.map(({ endMs }) => endMs)).toEqual(Array(3).fill(life.nowMs + HOUR));
  });

  test('walk-through 21: the third fails, so the first two go back and nothing was active', () => {
    const life = three();
    life.approve(BEN);
    life.minutes(1);
    life.hearActive(0);
    life.hearActive(1);
    const refusal = refuse('groups-full', { user: 'aiko.sato', max: 10 });
    life.hear({ state: 'failed', atMs: life.nowMs, refusal }, 2);
    expect(life.phase).toBe('failed');
    expect(life.orders.map(({ endMs }) => endMs)).toEqual(Array(3).fill(life.nowMs));
    expect(life.said('grant-active')).toEqual([]);
    expect(life.said('grant-failed')).toMatchObject([{ facts: { code: 'groups-full' } }]);
    expect(life.file.owed).toContainEqual(
      expect.objectContaining({
        effect: expect.objectContaining({ topic: 'failed', to: AIKO.key }),
      }),
    );
  });

  test('that failed stays failed, whatever its targets say later', () => {
    const life = three();
    life.approve(BEN);
    const refusal = refuse('aws-silent', {});
    life.hear({ state: 'failed', atMs: life.nowMs, refusal }, 0);
    for (const index of [1, 2]) life.hearActive(index);
    for (const index of [1, 2]) life.minutes(1).hearEnded(index);
    expect(life.phase).toBe('failed');
  });

  test('is revoked when the last of its targets is gone', () => {
    const life = active();
    life.end();
    for (const index of [0, 1]) life.hearEnded(index);
    expect(life.phase).toBe('revoking');
    life.hearEnded(2);
    expect(life.phase).toBe('revoked');
  });

  test('whose one target ends by itself ends with it, at once', () => {
    const life = active();
    life.minutes(10).hearEnded(1, 'gone');
    expect(life.phase).toBe('revoking');
    expect(life.orders.map(({ endMs }) => endMs)).toEqual(Array(3).fill(life.nowMs));
  });

  test('that came to its end is ended by time, even if the sweeper is late', () => {
    const life = active();
    const endMs = life.file.grant?.endMs ?? 0;
    life.at(endMs + 20_000).hearEnded(0);
    expect(life.said('grant-ending')).toMatchObject([{ facts: { by: 'time' } }]);
    life.hearEnded(1);
    life.hearEnded(2);
    expect(life.file.grant).toMatchObject({ state: 'revoked', endMs });
  });
});

describe('more time for a bundle', () => {
  test('is said when every target has it, not when the first one does', () => {
    const life = active();
    life.extend(30 * MINUTE);
    life.approve(CHIE);
    expect([life.hearActive(0), life.hearActive(1)]).toEqual(['ok', 'ok']);
    expect(life.said('extension-granted')).toEqual([]);
    life.hearActive(2);
    expect(life.said('extension-granted')).toHaveLength(1);
  });

  test('that one target did not get in time gives none to the others', () => {
    const life = active();
    life.extend(30 * MINUTE);
    life.approve(CHIE);
    life.at(NOON + HOUR + 2 * MINUTE).hearEnded(0);
    expect(life.phase).toBe('revoking');
    for (const { endMs } of life.orders) expect(endMs).toBeLessThanOrEqual(life.nowMs);
  });
});
