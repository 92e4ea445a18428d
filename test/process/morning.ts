/** What is true after a night of kills. */

import { expect, test } from 'vitest';
import type { Night, Plan } from './kills.ts';
import {
  farewells,
  isExplained,
  leftovers,
  saidAgain,
  threadOf,
  longestLife,
  unexplained,
  unsaid,
} from './night.ts';
import { FINAL, newestCard, says } from './story.ts';
import { ENGINEERS, ENTITLEMENTS, type Town } from './town.ts';

/** What is true in the morning, whatever was killed. */
export function morning({ kills, replicas }: Plan, night: () => Night, town: () => Town): void {
  ofProcesses(kills, night);
  ofRecords(night);
  ofAccess(night, town);
  ofChat({ kills, replicas }, night, town);
}

function ofProcesses(kills: number, night: () => Night): void {
  test('each kill met a running process, and none had died by itself', () => {
    expect(night().ends.map(({ signal }) => signal)).toEqual(Array(kills).fill('SIGKILL'));
    expect(night().told.length).toBeGreaterThanOrEqual(ENGINEERS.length);
    console.log(
      `${night().told.length} stories`,
      night()
        .told.map((one) => one.way)
        .join(' '),
    );
  });

  test('the log is sound: beside the running process, and after it', () => {
    for (const { code, err } of night().verdicts)
      expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('at last it was asked to stop, and did', () => {
    for (const { code, signal, err } of night().farewells) {
      if (code !== 0) console.log(err.slice(-2_000));
      expect({ code, signal }).toEqual({ code: 0, signal: null });
    }
  });
}

function ofRecords(night: () => Night): void {
  test('each ask is exactly one case, however often it was typed', () => {
    const submitted = night().facts.filter((one) => one.type === 'request-submitted');
    const reasons = submitted.map((one) => String(one.facts['justification']));
    expect(reasons.toSorted()).toEqual(
      night()
        .told.map((one) => one.why)
        .toSorted(),
    );
  });

  test('what its requester was told is filed is on record', () => {
    const records = new Set(night().facts.map((one) => one.record));
    const acknowledged = night().told.filter((one) => one.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((one) => !records.has(`case/${one.id}`))).toEqual([]);
  });

  test('each fact is recorded once, each approval counted once', () => {
    const once = night()
      .facts.filter((one) => one.record.startsWith('case/') && one.type !== 'click-refused')
      .map((one) => `${one.record} ${one.type} ${one.actor}`);
    expect(once.filter((one, at) => once.indexOf(one) !== at)).toEqual([]);
  });

  test('each grant was active once and is revoked, and says how', () => {
    for (const { id, way } of night().told) {
      const types = night()
        .facts.filter((one) => one.record === `case/${id}`)
        .map((one) => one.type);
      if (way === 'cancel') expect(types).toContain('request-cancelled');
      else expect(types).toEqual(expect.arrayContaining(['request-approved', 'grant-revoked']));
    }
  });
}

function ofAccess(night: () => Night, town: () => Town): void {
  test('nobody could do anything outside an approved grant; late only while none lived', () => {
    const { facts, seen, lives } = night();
    const late = unexplained(facts, seen);
    expect(late.filter((one) => one.lateMs === undefined)).toEqual([]);
    const after = late.map(({ sight: { atMs }, lateMs = Infinity }) => ({
      lateMs,
      // A claim of the dead is taken over by whoever has looked at it for ten seconds.
      livedMs: longestLife(lives, atMs - lateMs, atMs),
    }));
    const longest = (of: 'lateMs' | 'livedMs') => Math.max(0, ...after.map((one) => one[of]));
    console.log(
      `longest after an end: ${Math.round(longest('lateMs'))} ms, of which one process lived`,
      `${Math.round(longest('livedMs'))} ms; ${seen.length} sights`,
    );
    expect(longest('livedMs')).toBeLessThan(30_000);
  });

  test('nobody may do anything any more, and nothing but fences is left at AWS', () => {
    const roles = ENTITLEMENTS.map((one) => one.role);
    const may = ENGINEERS.flatMap((who) => roles.filter((role) => town().may(who, role)));
    expect(may).toEqual([]);
    expect(leftovers(town())).toEqual([]);
  });
}

function ofChat(
  { kills, replicas }: Pick<Plan, 'kills' | 'replicas'>,
  night: () => Night,
  town: () => Town,
): void {
  test('each case has a card in its final state', () => {
    const open = night().told.filter(
      (one) => !says(town(), newestCard(town(), one, one.id), FINAL),
    );
    expect(open).toEqual([]);
  });

  test('each fact stands in its thread, each holder was told of each end', () => {
    expect(night().told.flatMap((one) => unsaid(town(), one, night().facts))).toEqual([]);
    for (const who of ENGINEERS) {
      const ends = night().told.filter((one) => one.who === who && one.way !== 'cancel').length;
      const { count, again } = farewells(town(), who);
      if (count !== ends) console.log(`${who} heard of ${ends} ends ${count} times`);
      // Two ends of one minute have the same words.
      const afterDeaths = again.filter((one) => isExplained(one, night().lives)).length;
      expect(count).toBeGreaterThanOrEqual(ends);
      expect(count).toBeLessThanOrEqual(ends + afterDeaths);
    }
  });

  test('each ending is said, and again only after the death of one who lost an answer', () => {
    const again = night().told.flatMap((one) => saidAgain(town(), one));
    console.log(
      `said again: ${again.length}`,
      again.map((one) => one.words),
    );
    expect(again.filter((one) => !isExplained(one, night().lives))).toEqual([]);
    expect(again.length).toBeLessThan(kills * (replicas > 1 ? 4 : 1));
    for (const one of night().told.filter(({ way }) => way !== 'cancel')) {
      const ended = threadOf(town(), one).filter((line) =>
        /Removal confirmed|stays for/.test(line),
      );
      expect(ended.length).toBeGreaterThanOrEqual(1);
      expect(new Set(ended).size).toBeLessThanOrEqual(1 + replicas);
    }
  });
}
