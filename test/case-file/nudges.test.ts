/** Requests that wait: reminded twice at the most, and handed on when nobody answers. */

import { describe, expect, test } from 'vitest';
import type { EventFacts, EventType } from '../../src/audit/event.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { nudgeAt, waitingAgain } from '../../src/case-file/nudges.ts';
import { tickCase, wakeAt } from '../../src/case-file/tick-case.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { Escalation } from '../../src/policy/rule.ts';
import { Life } from './life.ts';
import { BEN, CHIE, DAI, decision, NOON, stage, window } from './sample.ts';

const reminded = { reminders: [0.5, 0.8] };
const TO_DAI: Escalation = { afterMs: 20 * MINUTE, to: [{ person: 'dai', key: DAI.key }] };

const escalating = (...people: Parameters<typeof stage>) => ({
  requirements: stage(...people).requirements.map((one) => ({ ...one, escalate: TO_DAI })),
});

/** Everything that the clock brings until now, one step after the other. */
function ticked(life: Life, minutes: number): readonly EventType[] {
  const before = life.events.length;
  life.minutes(minutes);
  while (life.take(tickCase(life.file, life.nowMs)) === 'ok');
  return life.events.slice(before).map(({ type }) => type);
}

const lastOf = <T extends EventType>(life: Life, type: T) =>
  life.events.findLast((one) => one.type === type)?.facts as EventFacts[T] | undefined;
const cardsOwed = ({ owed }: CaseFile) =>
  owed.filter(({ effect }) => effect.kind === 'card').length;

describe('a reminder', () => {
  test('is due at each share of the life of the request, and said once', () => {
    const life = new Life({}, decision([stage(2, BEN, CHIE, DAI)], reminded));
    expect(wakeAt(life.file, NOON)).toBe(NOON + 30 * MINUTE);
    expect(ticked(life, 29)).toEqual([]);
    expect(ticked(life, 1)).toEqual(['approvers-reminded']);
    expect(ticked(life, 1)).toEqual([]);
    expect(wakeAt(life.file, life.nowMs)).toBe(NOON + 48 * MINUTE);
    expect(ticked(life, 17)).toEqual(['approvers-reminded']);
    expect(ticked(life, 12)).toEqual(['request-lapsed']);
  });

  test('names what is missing then, at the level that waits', () => {
    const life = new Life({}, decision([stage(2, BEN, CHIE), stage(1, DAI)], reminded));
    ticked(life, 10);
    life.approve(BEN);
    ticked(life, 20);
    const [missing] = lastOf(life, 'approvers-reminded')?.missing ?? [];
    expect(missing).toMatchObject({ count: 1, from: [{ person: 'ben' }, { person: 'chie' }] });
    life.approve(CHIE);
    ticked(life, 18);
    expect(lastOf(life, 'approvers-reminded')?.missing).toEqual([
      { level: 'leads', count: 1, from: [{ person: 'dai', key: DAI.key }] },
    ]);
  });

  test('of two that came due while nobody was there is one', () => {
    const life = new Life({}, decision([stage(1, BEN)], reminded));
    expect(ticked(life, 50)).toEqual(['approvers-reminded']);
    expect(nudgeAt(life.file)).toBeUndefined();
  });

  test('is none once it was decided, and nothing of it is kept', () => {
    for (const decide of [
      (life: Life) => life.approve(BEN),
      (life: Life) => life.deny(BEN),
      (life: Life) => life.cancel(),
    ]) {
      const life = new Life({}, decision([stage(1, BEN)], reminded));
      ticked(life, 10);
      decide(life);
      expect(life.file.nudges).toBeUndefined();
      expect(ticked(life, 25)).not.toContain('approvers-reminded');
    }
  });

  test('of a fixed window follows the time in which it can be of use', () => {
    const rules = decision([stage(1, BEN)], reminded);
    const life = new Life(window(NOON, NOON + 30 * MINUTE), rules);
    expect(nudgeAt(life.file)).toBe(NOON + 12.5 * MINUTE);
  });

  test('is none where no rule has any, nor for what an earlier release has opened', () => {
    const life = new Life({}, decision([stage(1, BEN)]));
    expect(ticked(life, 59)).toEqual([]);
    const { nudges: _, ...older } = life.file;
    expect(tickCase(older, NOON + 59 * MINUTE)).toBeUndefined();
  });

  test('goes on after an approval was lost, with the clock of the level begun anew', () => {
    const rules = decision([escalating(1, BEN, CHIE)], reminded);
    const life = new Life({}, rules);
    const { nudges: _, ...lost } = life.file;
    const file = { ok: true, file: lost, events: [], loud: [] } as const;
    const again = waitingAgain(file, rules, NOON + 35 * MINUTE).file.nudges;
    expect(again?.remindMs).toEqual([NOON + 48 * MINUTE]);
    expect(again?.sinceMs).toBe(NOON + 35 * MINUTE);
  });
});

describe('a level that nobody answers', () => {
  test('is handed on once, on record, with the card drawn anew', () => {
    const life = new Life({}, decision([escalating(1, BEN, CHIE)]));
    expect(wakeAt(life.file, NOON)).toBe(NOON + 20 * MINUTE);
    expect(ticked(life, 20)).toEqual(['level-escalated']);
    expect(life.file.escalated).toEqual(['db/leads']);
    expect(lastOf(life, 'level-escalated')).toMatchObject({ level: 'leads', ...TO_DAI });
    expect(cardsOwed(life.file)).toBe(1);
    expect(ticked(life, 20)).toEqual([]);
  });

  test('keeps its drawing: who had it before their eyes may still press', () => {
    const life = new Life({}, decision([escalating(2, BEN, CHIE)]));
    life.approve(BEN);
    const drawing = life.file.drawings.at(-1)?.id;
    ticked(life, 20);
    expect(life.file.drawings.at(-1)?.id).toBe(drawing);
    expect(life.file.reviews).toHaveLength(1);
  });

  test('has its clock from when the one before it was over', () => {
    const life = new Life({}, decision([stage(1, BEN), escalating(1, CHIE)]));
    expect(ticked(life, 25)).toEqual([]);
    life.approve(BEN);
    expect(ticked(life, 19)).toEqual([]);
    expect(ticked(life, 1)).toEqual(['level-escalated']);
  });

  test('is not handed on where it is complete, or beside one that is', () => {
    const [own] = escalating(1, BEN).requirements;
    const [other] = stage(1, CHIE).requirements;
    if (!own || !other) throw new Error('A stage demands something.');
    const beside = { requirements: [own, { ...other, rule: 'all' }] };
    const life = new Life({}, decision([beside]));
    life.approve(BEN);
    expect(ticked(life, 40)).toEqual([]);
  });

  test('reminds the others as well from then on', () => {
    const life = new Life({}, decision([escalating(1, BEN)], reminded));
    ticked(life, 30);
    const [missing] = lastOf(life, 'approvers-reminded')?.missing ?? [];
    expect(missing?.from).toMatchObject([{ person: 'ben' }, { person: 'dai' }]);
  });

  test('lapses all the same', () => {
    const life = new Life({}, decision([escalating(1, BEN)], { lapseMs: HOUR }));
    expect(ticked(life, 60)).toEqual(['request-lapsed']);
  });
});
