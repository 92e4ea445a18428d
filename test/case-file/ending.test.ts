/** From active to revoked: by time, by hand, overdue, written off; reports late and twice. */

import { describe, expect, test } from 'vitest';
import { OVERDUE_MS } from '../../src/case-file/end-case.ts';
import { wakeAt } from '../../src/case-file/tick-case.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Life } from './life.ts';
import { AIKO, BEN, CHIE, NOON, OPS } from './sample.ts';

const END = NOON + HOUR;
const active = (): Life => {
  const life = new Life();
  life.approve(BEN);
  life.hearActive();
  life.hearActive();
  return life;
};
const [OKI, PER] = OPS;
const overdue = (): Life => active().at(END).tick();

describe('walk-through 15: the clock', () => {
  test('starts when access is active, and the order then says when it ends', () => {
    const life = new Life();
    life.approve(BEN);
    expect(life.orders[0]).not.toHaveProperty('endMs');
    expect(life.orders[0]?.notAfterMs).toBe(NOON + 70 * MINUTE);
    life.minutes(3).hearActive();
    expect(life.orders).toMatchObject([{ revision: 2, endMs: NOON + 63 * MINUTE }]);
  });

  test('never runs past what the card said at the most', () => {
    const life = new Life();
    life.approve(BEN);
    life.minutes(40).hearActive();
    expect(life.file.grant?.endMs).toBe(NOON + 70 * MINUTE);
  });

  test('warns once, and ends in the very millisecond', () => {
    const life = active()
      .at(END - 10 * MINUTE)
      .tick()
      .tick();
    expect(life.said('grant-warned')).toHaveLength(1);
    expect(life.at(END - 1).tick().phase).toBe('active');
    expect(life.at(END).tick().phase).toBe('revoking');
  });
});

describe('an early end', () => {
  test('said twice is done once', () => {
    const life = active().minutes(5);
    expect([life.end(), life.end(), life.phase]).toEqual(['ok', 'already-ended', 'revoking']);
    expect(life.orders).toMatchObject([{ revision: 3, endMs: life.nowMs }]);
    expect(life.said('grant-ending')).toHaveLength(1);
  });

  test('before anything was given is an order as well', () => {
    const life = new Life();
    life.approve(BEN);
    life.minutes(1).end('approver', BEN);
    expect([life.phase, life.hearEnded(0, 'never-given'), life.phase]).toEqual([
      'revoking',
      'ok',
      'revoked',
    ]);
    expect(life.said('grant-revoked')).toMatchObject([
      { facts: { how: 'never-given', usedMs: 0 } },
    ]);
  });

  test('that comes after the latest end, before the clock was heard, ends it then', () => {
    const life = new Life();
    life.approve(BEN);
    life.at(NOON + 4 * HOUR).end();
    expect(life.orders.at(-1)).toMatchObject({ revision: 2, endMs: NOON + 70 * MINUTE });
  });

  test('is told as what it was: used so long, proved then', () => {
    const life = active().minutes(20);
    life.end();
    life.at(life.nowMs + 40 * SECOND).hearEnded();
    expect(life.said('grant-revoked')).toMatchObject([
      { facts: { by: 'requester', usedMs: 20 * MINUTE, confirmedMs: life.nowMs } },
    ]);
  });

  test('that nobody ordered, as when the user is gone, is not put down to time', () => {
    const life = active().minutes(20);
    life.hearEnded(0, 'gone');
    expect(life.said('grant-revoked')).toMatchObject([{ facts: { by: 'failure', how: 'gone' } }]);
  });
});

describe('reports', () => {
  test('twice, late or in another order change nothing that was said', () => {
    const life = active().minutes(5);
    life.end();
    life.hearEnded();
    const { file } = life;
    expect(life.hearEnded()).toBe('nothing');
    expect(life.hear({ state: 'active', sinceMs: NOON }, 0, 1)).toBe('nothing');
    expect(life.file).toBe(file);
    expect(life.said('grant-revoked')).toHaveLength(1);
  });

  test('of sessions that were ended after the end are told by how many they are more', () => {
    const life = active().minutes(5);
    life.end();
    const over = { state: 'ended', atMs: NOON, how: 'removed', sessions: 1 } as const;
    // The first word had not been heard when it was known of one already.
    life.hear({ ...over, late: 1 });
    expect(life.said('grant-revoked')).toMatchObject([{ facts: { sessions: 2 } }]);
    expect(life.hear({ ...over, late: 1 })).toBe('nothing');
    expect(life.hear({ ...over, late: 4 })).toBe('ok');
    expect(life.hear({ ...over, late: 2 })).toBe('nothing');
    expect(life.said('late-sessions-ended')).toMatchObject([{ facts: { sessions: 3 } }]);
    expect(life.phase).toBe('revoked');
  });

  test('of a revision that was never ordered are nobody’s', () => {
    expect(active().hear({ state: 'ended', atMs: NOON, how: 'removed' }, 0, 9)).toBe('nothing');
  });

  test('that it is active, come after the end was ordered, revive nothing', () => {
    const life = new Life();
    life.approve(BEN);
    life.minutes(1).end();
    life.hear({ state: 'active', sinceMs: life.nowMs }, 0, 1);
    expect(life.phase).toBe('revoking');
  });
});

describe('overdue', () => {
  test('is said two minutes after the end, and every quarter of an hour until it is over', () => {
    const life = overdue();
    const times = () => life.said('revocation-overdue').length;
    expect([life.at(END + OVERDUE_MS - 1).tick(), times()]).toEqual([life, 0]);
    expect([life.at(END + OVERDUE_MS).tick(), times()]).toEqual([life, 1]);
    expect([life.minutes(14).tick(), times()]).toEqual([life, 1]);
    expect([life.minutes(1).tick(), times()]).toEqual([life, 2]);
    expect(life.file.owed.filter(({ effect }) => effect.kind === 'page')).toHaveLength(2);
    life.hearEnded();
    expect([life.minutes(60).tick(), times()]).toEqual([life, 2]);
  });

  test('of an end that was moved is not said again at once at the next', () => {
    const life = active().at(END - MINUTE);
    life.extend(30 * MINUTE);
    life.approve(CHIE);
    life.at(END + OVERDUE_MS).tick();
    expect(life.said('revocation-overdue')).toHaveLength(1);
    life.hearActive();
    life.at(END + 30 * MINUTE).tick();
    expect([life.phase, life.said('revocation-overdue').length]).toEqual(['revoking', 1]);
    life.at(END + 30 * MINUTE + OVERDUE_MS).tick();
    expect(life.said('revocation-overdue')).toHaveLength(2);
  });
});

describe('writing off', () => {
  test('takes two operators and a reason, and only what is overdue', () => {
    const life = overdue();
    expect(life.writeOff(OKI)).toBe('not-overdue');
    life.at(END + OVERDUE_MS);
    expect(life.writeOff(OKI, ' ')).toBe('reason-missing');
    expect([life.writeOff(OKI), life.phase]).toEqual(['ok', 'revoking']);
    expect(life.writeOff(OKI)).toBe('second-operator-needed');
    expect([life.writeOff(PER), life.phase]).toEqual(['ok', 'revoked']);
    expect(life.said('written-off')).toMatchObject([{ facts: { by: ['oki', 'per'] } }]);
    expect(life.orders).toMatchObject([{ writtenOff: true }]);
    expect(life.writeOff(OKI)).toBe('not-overdue');
  });

  test('is not for access that is still allowed', () => {
    expect(active().minutes(30).writeOff(OKI)).toBe('not-overdue');
  });
});

describe('the next waking', () => {
  test('is at hand for whatever may come, and none is left at the end', () => {
    const life = new Life();
    expect(wakeAt(life.file, life.nowMs)).toBe(NOON + HOUR);
    life.approve(BEN);
    life.hearActive();
    expect(wakeAt(life.file, life.nowMs)).toBe(END - 10 * MINUTE);
    life.end('requester', AIKO);
    expect(wakeAt(life.file, life.nowMs)).toBe(life.nowMs + OVERDUE_MS);
    life.hearEnded();
    expect(wakeAt(life.file, life.nowMs)).toBeUndefined();
  });
});
