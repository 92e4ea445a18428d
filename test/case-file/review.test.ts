/** From ask to decision: distinct people, deadlines, shorter times, windows. */

import { describe, expect, test } from 'vitest';
import { sayStuck } from '../../src/case-file/stuck-case.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { AIKO, BEN, CHIE, DAI, decision, NOON, person, stage, window } from './sample.ts';

const two = () => new Life({}, decision([stage(2, BEN, CHIE, DAI)]));

/** Begun for every replica, also for one whose clock is behind. */
const begunBy = (startMs: number) => startMs - MINUTE;

describe('approvals', () => {
  test('by distinct people, and the last one opens the grant', () => {
    const life = two();
    expect([life.approve(BEN), life.phase]).toEqual(['ok', 'pending']);
    expect(life.approve(BEN)).toBe('already-approved-by-you');
    expect(life.approve(person('ben-on-his-phone', 'ben'))).toBe('already-approved-by-you');
    expect([life.approve(CHIE), life.phase]).toEqual(['ok', 'provisioning']);
    expect(life.orders).toMatchObject([{ revision: 1, startMs: begunBy(NOON) }]);
  });

  test('walk-through 1: of two last ones one wins, and one grant is given', () => {
    const life = two();
    life.approve(BEN);
    life.approve(CHIE);
    expect(life.approve(DAI)).toBe('already-decided');
    expect(life.said('request-approved')).toMatchObject([{ facts: { by: ['ben', 'chie'] } }]);
    expect(life.orders).toHaveLength(1);
  });

  test('never of one’s own request, by any account', () => {
    const life = two();
    expect(life.approve(AIKO)).toBe('own-request');
    expect(life.approve(person('aiko-in-teams', 'aiko'))).toBe('own-request');
    expect(life.deny(AIKO)).toBe('own-denial');
    expect(life.approve(person('outsider'))).toBe('not-an-approver');
  });

  test('of a later level wait for the earlier one', () => {
    const life = new Life({}, decision([stage(1, BEN), stage(1, CHIE)]));
    expect(life.approve(CHIE)).toBe('level-not-reached');
    expect([life.approve(BEN), life.approve(CHIE), life.phase]).toEqual([
      'ok',
      'ok',
      'provisioning',
    ]);
  });

  test('of whoever is in no list any more count no more with the next one, which is said', () => {
    const life = two();
    life.approve(BEN);
    life.decision = decision([stage(2, CHIE, DAI)]);
    expect([life.approve(CHIE), life.phase]).toEqual(['ok', 'pending']);
    expect(life.said('review-void')).toMatchObject([
      { actor: 'prod-access', facts: { by: 'ben', why: 'not-an-approver' } },
    ]);
    expect(life.file.reviews.map(({ by }) => by.name)).toEqual(['chie']);
    expect([life.approve(DAI), life.phase]).toEqual(['ok', 'provisioning']);
  });

  test('of whoever is in a list that nobody knows just now are kept', () => {
    const life = two();
    life.approve(BEN);
    life.decision = { ...decision([stage(2, CHIE, DAI)]), silent: ['sre-leads'] };
    life.approve(CHIE);
    expect(life.said('review-void')).toEqual([]);
    expect(life.file.reviews.map(({ by }) => by.name)).toEqual(['ben', 'chie']);
  });

  test('of a shorter time count for the shortest anybody agreed to', () => {
    const life = two();
    expect(life.approve(BEN, 20 * MINUTE)).toBe('ok');
    expect(life.approve(CHIE, 30 * MINUTE)).toBe('shorter-is-longer');
    expect(life.approve(CHIE)).toBe('ok');
    expect(life.file.grant?.durationMs).toBe(20 * MINUTE);
  });

  test.each([0, -MINUTE, Number.NaN, HOUR])('of %d ms instead of an hour are no approval', (ms) => {
    expect(two().approve(BEN, ms)).toBe('shorter-is-longer');
  });
});

describe('a denial', () => {
  test('needs a reason, ends the request, and is final', () => {
    const life = two();
    expect(life.deny(BEN, '  ')).toBe('reason-missing');
    expect([life.deny(BEN), life.phase]).toEqual(['ok', 'denied']);
    expect([life.approve(CHIE), life.cancel(), life.end()]).toEqual([
      'already-decided',
      'already-decided',
      'not-active',
    ]);
    expect(life.orders).toEqual([]);
  });

  test('may come from somebody who approved before, until the last approval is in', () => {
    const life = two();
    life.approve(BEN);
    expect([life.deny(BEN), life.phase]).toEqual(['ok', 'denied']);
  });

  test('may come from everybody of any level, also where that has its approvals', () => {
    const inLevels = () => new Life({}, decision([stage(1, BEN, CHIE), stage(1, DAI)]));
    const life = inLevels();
    life.approve(BEN);
    expect(life.deny(person('outsider'))).toBe('not-an-approver');
    expect([life.deny(CHIE), life.phase]).toEqual(['ok', 'denied']);
    expect(inLevels().deny(DAI)).toBe('ok');
  });
});

describe('the deadline', () => {
  test('walk-through 31: a click at the very instant is refused, the sweeper being late', () => {
    const life = two().at(NOON + HOUR - 1);
    expect(life.approve(BEN)).toBe('ok');
    life.at(NOON + HOUR);
    expect([life.approve(CHIE), life.phase]).toEqual(['request-lapsed', 'pending']);
    expect(life.tick().phase).toBe('lapsed');
    expect(life.said('request-lapsed')).toMatchObject([{ facts: { why: 'unanswered' } }]);
  });

  test('of a window is when too little of it is left, for the click as for the clock', () => {
    const endMs = NOON + 30 * MINUTE;
    const life = new Life(window(NOON, endMs)).at(endMs - 5 * MINUTE);
    expect(life.approve(BEN)).toBe('request-lapsed');
    expect(life.tick().phase).toBe('lapsed');
    expect(life.said('request-lapsed')).toMatchObject([{ facts: { why: 'window' } }]);
  });

  test('does not come a millisecond early', () => {
    expect(
      two()
        .at(NOON + HOUR - 1)
        .tick().phase,
    ).toBe('pending');
  });
});

describe('a window', () => {
  test('that has begun is open to its end, and no duration is added to it', () => {
    const life = new Life(window(NOON - HOUR, NOON + HOUR)).minutes(10);
    life.approve(BEN);
    expect(life.orders).toMatchObject([{ startMs: begunBy(life.nowMs), endMs: NOON + HOUR }]);
    expect(life.file.grant?.notAfterMs).toBe(NOON + HOUR);
  });

  test('walk-through 18: that is to come waits, and nothing is ordered before it begins', () => {
    const startMs = NOON + 2 * HOUR;
    const life = new Life(window(startMs, startMs + HOUR));
    life.approve(BEN);
    expect([life.phase, life.orders]).toEqual(['scheduled', []]);
    life.at(startMs).begin();
    expect(life.phase).toBe('provisioning');
    expect(life.orders).toMatchObject([{ startMs: begunBy(startMs), endMs: startMs + HOUR }]);
    expect(life.begin()).toBe('ok');
    expect(life.orders).toMatchObject([{ revision: 1 }]);
  });

  test('that is to come can be withdrawn, and AWS never hears of it', () => {
    const life = new Life(window(NOON + HOUR, NOON + 2 * HOUR));
    life.approve(BEN);
    expect([life.cancel(), life.phase, life.orders]).toEqual(['ok', 'revoked', []]);
  });
});

describe('a request that nobody can approve any more', () => {
  test('is said to be stuck once, and not when it is decided', () => {
    const life = two();
    expect(life.take(sayStuck(life.file, 'leads', life.nowMs))).toBe('ok');
    expect(life.take(sayStuck(life.file, 'leads', life.nowMs))).toBe('nothing');
    expect(life.said('request-stuck')).toEqual(life.loud);
    const denied = two();
    denied.deny(BEN);
    expect(sayStuck(denied.file, 'leads', denied.nowMs)).toBeUndefined();
  });
});

describe('withdrawing', () => {
  test('is for the requester alone, and once', () => {
    const life = two();
    expect([life.cancel(BEN), life.cancel(), life.cancel()]).toEqual([
      'not-yours',
      'ok',
      'already-decided',
    ]);
    expect(life.phase).toBe('cancelled');
  });
});
