/** What a click is bound to, and how refused clicks are counted. */

import { describe, expect, test } from 'vitest';
import { isCurrent } from '../../src/case-file/drawing.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { BEN, CHIE, DAI, decision, NOON, person, stage, window } from './sample.ts';

const two = (change = {}) => new Life(change, decision([stage(2, BEN, CHIE, DAI)]));
const current = (life: Life) => life.file.drawings.at(-1)?.id ?? '';

describe('walk-through 28: a drawing', () => {
  test('is good for a click as long as nothing changed that one should look at again', () => {
    const life = two();
    const first = current(life);
    life.refused(person('outsider'));
    life.minutes(5).approve(BEN);
    expect(current(life)).toBe(first);
    expect(isCurrent(life.file, first)).toBe(true);
  });

  test('is old when somebody agreed to less', () => {
    const life = two();
    const first = current(life);
    life.approve(BEN, 20 * MINUTE);
    expect(isCurrent(life.file, first)).toBe(false);
    expect(isCurrent(life.file, current(life))).toBe(true);
  });

  test('is not old because a fixed window has less left', () => {
    const life = two(window(NOON - MINUTE, NOON + 60 * MINUTE));
    const first = current(life);
    life.minutes(10).approve(BEN);
    expect(isCurrent(life.file, first)).toBe(true);
  });

  test('is old after the decision, and at every wish for more time', () => {
    const life = new Life();
    const seen = [current(life)];
    life.approve(BEN);
    seen.push(current(life));
    life.hearActive();
    seen.push(current(life));
    life.extend(10 * MINUTE);
    seen.push(current(life));
    expect(new Set(seen).size).toBe(4);
    expect(seen.map((one) => isCurrent(life.file, one))).toEqual([false, false, false, true]);
  });

  test('nobody drew is none', () => {
    expect(isCurrent(two().file, '')).toBe(false);
    expect(isCurrent(two().file, 'PA-7K3M2.0')).toBe(false);
  });

  test('the latest twenty are kept, so that the file does not grow', () => {
    const life = new Life();
    life.approve(BEN);
    life.hearActive();
    for (let times = 0; times < 30; times += 1) {
      life.at(life.nowMs + MINUTE).extend(MINUTE);
      life.deny(BEN);
    }
    expect(life.file.drawings).toHaveLength(20);
  });
});

describe('refused clicks', () => {
  test('walk-through 25: ten thousand are one entry and five lines', () => {
    const life = two();
    const outsider = person('outsider');
    for (let times = 0; times < 10_000; times += 1) life.refused(outsider);
    expect(life.file.refused).toEqual([
      { who: outsider.key, code: 'not-an-approver', times: 10_000 },
    ]);
    const times = life.said('click-refused').map(({ facts }) => 'times' in facts && facts.times);
    expect(times).toEqual([1, 10, 100, 1_000, 10_000]);
  });

  test('of ever other people do not make the file grow without end', () => {
    const life = two();
    for (let index = 0; index < 500; index += 1) life.refused(person(`outsider-${index}`));
    expect(life.file.refused).toHaveLength(50);
    expect(life.said('click-refused').length).toBeLessThan(60);
  });

  test('draw nothing anew', () => {
    const life = two();
    const before = life.file.owed;
    life.refused(person('outsider'));
    expect(life.file.owed).toEqual(before);
  });
});
