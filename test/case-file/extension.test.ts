/** More time: decided anew, one wish at a time, said only when the holding has it. */

import { describe, expect, test } from 'vitest';
import { endGrant } from '../../src/case-file/end-case.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { configOf, edited } from '../config/example.ts';
import { Life } from './life.ts';
import { AIKO, BEN, CHIE, decision, NOON, person, stage } from './sample.ts';

const END = NOON + HOUR;
const active = (rules = decision()): Life => {
  const life = new Life({}, rules);
  for (const { keys } of rules.stages[0]?.requirements ?? []) {
    for (const key of keys.slice(0, rules.stages[0]?.requirements[0]?.count)) {
      life.approve({ key, keys: [key], name: key });
    }
  }
  life.hearActive();
  life.hearActive();
  return life;
};

describe('a wish for more time', () => {
  test('is the holder’s, one at a time, within the cap over all of it', () => {
    const life = active();
    expect(life.extend(HOUR, BEN)).toBe('not-yours');
    expect(life.extend(2 * HOUR + 1)).toBe('extension-too-long');
    expect([life.extend(2 * HOUR), life.extend(MINUTE)]).toEqual(['ok', 'extension-open']);
  });

  test('reaches max where the rule of the example names no max_total, as its comment says', () => {
    const without = edited(['    max_total: 8h\n', '']);
    const [rule] = configOf(without).rules;
    const life = active(decision(undefined, { maxTotalMs: rule?.maxTotalMs ?? 0 }));
    expect(life.extend(3 * HOUR + 1)).toBe('extension-too-long');
    expect(life.extend(3 * HOUR)).toBe('ok');
    expect(without).toContain('Without it: max, to which a shorter one can be extended.');
  });

  test.each([0, -MINUTE, Number.NaN])('of %d ms is none', (ms) => {
    expect(active().extend(ms)).toBe('extension-too-long');
  });

  test('is not taken while another is ordered and the holding has not answered', () => {
    const life = active();
    life.extend(30 * MINUTE);
    life.approve(CHIE);
    expect(life.extend(30 * MINUTE)).toBe('extension-open');
    life.hearActive();
    life.at(life.nowMs + 2 * MINUTE);
    expect(life.extend(30 * MINUTE)).toBe('ok');
    life.approve(CHIE);
    life.hearActive();
    expect(life.file.grant?.endMs).toBe(END + HOUR);
    expect(life.file.extensions.map(({ state }) => state)).toEqual(['granted', 'granted']);
  });

  test('that comes again within moments is the one that was granted meanwhile', () => {
    const life = active();
    life.extend(30 * MINUTE);
    life.approve(CHIE);
    life.hearActive();
    expect(life.extend(30 * MINUTE)).toBe('ok');
    expect(life.file.extensions).toHaveLength(1);
    expect(life.extend(20 * MINUTE)).toBe('ok');
    expect(life.file.extensions).toHaveLength(2);
  });

  test('comes too late at the very end', () => {
    expect(active().at(END).extend(MINUTE)).toBe('already-ended');
    expect(active().at(END).tick().extend(MINUTE)).toBe('already-ended');
  });

  test('needs as many distinct people as the request did', () => {
    const life = active(decision([stage(2, BEN, CHIE, person('dai'))]));
    life.extend(30 * MINUTE);
    expect([life.approve(AIKO), life.approve(BEN), life.approve(BEN)]).toEqual([
      'own-request',
      'ok',
      'already-approved-by-you',
    ]);
    expect(life.orders).toMatchObject([{ endMs: END }]);
    life.approve(CHIE);
    expect(life.orders).toMatchObject([{ endMs: END + 30 * MINUTE }]);
  });

  test('is not approved by whoever is in no list any more, and the thread says so', () => {
    const dai = person('dai');
    const life = active(decision([stage(2, BEN, CHIE, dai)]));
    life.extend(30 * MINUTE);
    life.approve(BEN);
    life.decision = decision([stage(2, CHIE, dai)]);
    expect(life.approve(CHIE)).toBe('ok');
    expect(life.said('review-void')).toMatchObject([
      { actor: 'prod-access', facts: { by: 'ben', why: 'not-an-approver' } },
    ]);
    expect(life.orders).toMatchObject([{ endMs: END }]);
    life.approve(dai);
    expect(life.orders).toMatchObject([{ endMs: END + 30 * MINUTE }]);
    // Whoever approved the access itself did so when it counted.
    expect(life.file.reviews).toHaveLength(2);
  });

  test('is not approved by nothing, where the rule allows less by now', () => {
    const life = active();
    life.extend(30 * MINUTE);
    life.decision = decision(undefined, { maxTotalMs: HOUR });
    expect(life.approve(CHIE)).toBe('extension-too-long');
    expect([life.deny(CHIE), life.file.grant?.endMs]).toEqual(['ok', END]);
  });

  test('is denied without a word on who may approve no longer', () => {
    const life = active(decision([stage(2, BEN, CHIE, person('dai'))]));
    life.extend(30 * MINUTE);
    life.approve(BEN);
    life.decision = decision([stage(2, CHIE, person('dai'))]);
    expect([life.deny(CHIE), life.said('review-void')]).toEqual(['ok', []]);
    expect(life.file.extensions[0]?.reviews.map(({ verdict }) => verdict)).toEqual([
      'approve',
      'deny',
    ]);
  });

  test('may be denied with a reason, and the access goes on to its end', () => {
    const life = active();
    life.extend(30 * MINUTE);
    expect([life.deny(BEN, ''), life.deny(BEN), life.phase]).toEqual([
      'reason-missing',
      'ok',
      'active',
    ]);
    expect(life.at(END).tick().phase).toBe('revoking');
  });

  test('lapses with the access it was to lengthen, before anybody can still say yes', () => {
    const life = active().at(END - MINUTE);
    life.extend(30 * MINUTE);
    life.at(END);
    expect(life.approve(CHIE)).toBe('already-ended');
    life.tick();
    expect(life.file.extensions).toMatchObject([{ state: 'lapsed' }]);
    expect(life.phase).toBe('revoking');
  });
});

describe('walk-through 3: more time approved in the second of the end', () => {
  const ordered = (): Life => {
    const life = active().at(END - 1);
    life.extend(30 * MINUTE);
    life.approve(CHIE);
    return life.at(END + 1_000).tick();
  };

  test('is not said, nor is the end, before the holding has answered', () => {
    const life = ordered();
    expect(life.phase).toBe('active');
    expect(life.said('extension-granted').concat(life.said('grant-ending'))).toEqual([]);
  });

  test('is said when the holding has it', () => {
    const life = ordered();
    life.hearActive();
    expect(life.said('extension-granted')).toHaveLength(1);
    expect(life.file.grant?.endMs).toBe(END + 30 * MINUTE);
  });

  test('is said to have come too late when the holding had ended it', () => {
    const life = ordered();
    life.minutes(1).hearEnded();
    expect(life.said('extension-refused')).toMatchObject([{ facts: { code: 'already-ended' } }]);
    expect(life.file.grant).toMatchObject({ state: 'revoked', endMs: END });
  });

  test('an old word that it is active is no answer', () => {
    const life = ordered();
    life.hear({ state: 'active', sinceMs: NOON }, 0, 2);
    expect(life.said('extension-granted')).toEqual([]);
  });
});

describe('an end after more time was ordered', () => {
  test('is an end: the order says now, and is remembered as long as any ever ordered', () => {
    const life = active().minutes(30);
    life.extend(2 * HOUR);
    life.approve(CHIE);
    life.minutes(1).end();
    expect(life.orders).toMatchObject([{ endMs: life.nowMs, notAfterMs: END + 2 * HOUR }]);
    expect(life.file.extensions).toMatchObject([{ state: 'refused' }]);
  });

  test('in the time that was added is not put back to the end before', () => {
    const life = active().at(END - 1);
    life.extend(HOUR);
    life.approve(CHIE);
    life.at(END + 20 * MINUTE);
    life.take(endGrant(life.file, 'requester', AIKO, life.nowMs));
    expect(life.file.grant?.endMs).toBe(life.nowMs);
  });
});
