/** Approved, and then no longer so before anything was given. */

import { describe, expect, test } from 'vitest';
import { isFirstOrder } from '../../src/case-file/grant-case.ts';
import { orderAgain, reopen } from '../../src/case-file/reopen-case.ts';
import { Life } from './life.ts';
import { BEN, CHIE, DAI, decision, stage } from './sample.ts';

const left = ({ decision: now }: Life) => ({
  decision: now,
  lost: [CHIE.key],
  changes: [{ of: 'approver', name: 'chie' } as const],
});
const two = () => new Life({}, decision([stage(2, BEN, CHIE, DAI)]));

describe('approvals that no longer count when it is to be given', () => {
  test('go back to those who may decide, as long as no holding has heard of it', () => {
    const life = two();
    life.approve(BEN);
    life.approve(CHIE);
    life.take(reopen(life.file, left(life), true, life.nowMs));
    expect([life.phase, life.orders]).toEqual(['pending', []]);
    expect([life.approve(DAI), life.phase]).toEqual(['ok', 'provisioning']);
    // Under a number of its own: the first may still come, and counts for nothing.
    expect(life.orders).toMatchObject([{ revision: 2 }]);
  });

  test('end what a holding has taken, though the case still owes the order', () => {
    const life = two();
    life.approve(BEN);
    life.approve(CHIE);
    life.take(reopen(life.file, left(life), false, life.nowMs));
    expect(life.phase).toBe('failed');
    expect(life.orders).toMatchObject([{ revision: 2, endMs: life.nowMs }]);
  });

  test('are ordered anew where the first order was barred and nothing came of it', () => {
    const life = two();
    life.approve(BEN);
    life.approve(CHIE);
    life.take(orderAgain(life.file, 1, life.nowMs));
    life.take(orderAgain(life.file, 1, life.nowMs));
    expect(life.orders).toMatchObject([{ revision: 2 }]);
    expect(isFirstOrder(life.file, 2)).toBe(true);
  });

  test('are not ordered anew where the grant was put off by another replica meanwhile', () => {
    const life = two();
    life.approve(BEN);
    life.approve(CHIE);
    const { grant } = life.file;
    if (!grant) throw new Error('Nothing is granted.');
    life.file = { ...life.file, grant: { ...grant, state: 'scheduled' }, owed: [], takenBack: 1 };
    life.take(orderAgain(life.file, 1, life.nowMs));
    expect(life.orders).toEqual([]);
  });

  test('are taken back from the holding that may have heard: nothing of it is forgotten', () => {
    const life = two();
    life.approve(BEN);
    life.approve(CHIE);
    life.file = { ...life.file, owed: [] };
    life.take(reopen(life.file, left(life), true, life.nowMs));
    expect(life.phase).toBe('failed');
    expect(life.orders).toMatchObject([{ revision: 2, endMs: life.nowMs }]);
  });
});
