/** `kill -9` at any moment, then start: everything owed is carried out, nothing twice. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../stand-ins/aws/random.ts';
import {
  exported,
  farewells,
  type Fact,
  leftovers,
  saidTwice,
  settled,
  threadOf,
  unexplained,
  unsaid,
  verified,
  watch,
} from './night.ts';
import { type Ended, launch, pause, type Program } from './program.ts';
import { cardsOf, FINAL, leadsFor, live, newestCard, says, type Told, type Way } from './story.ts';
import { createTown, ENGINEERS, ENTITLEMENTS, type Town } from './town.ts';

const SEED = Number(process.env['PROD_ACCESS_SEED'] ?? Date.now() % 1_000_000);
const KILLS = Number(process.env['PROD_ACCESS_KILLS'] ?? 55);
/** Of the kills: what is under way then meets the rest of them, and then a quiet end. */
const NO_NEW_STORY_AFTER = 0.6;
const LIMIT_MS = 60_000 + KILLS * 3_500;
const WAYS: readonly Way[] = ['done', 'done', 'end-now', 'cancel'];
/** A minute is the shortest grant: it has to begin early to end among kills. */
const FIRST_WAYS: readonly Way[] = ['time', 'time', 'done', 'end-now', 'cancel'];

interface Night {
  readonly told: readonly Told[];
  readonly facts: readonly Fact[];
  readonly seen: ReturnType<typeof watch>['seen'];
  readonly verdicts: readonly Ended[];
  readonly ends: readonly Ended[];
  readonly farewell: Ended;
}

let town: Town;
let night: Night;

beforeAll(async () => {
  console.log(`PROD_ACCESS_SEED=${SEED}`);
  town = await createTown();
  night = await liveThrough(town);
}, LIMIT_MS);
afterAll(() => town?.close());

async function liveThrough(town: Town): Promise<Night> {
  const random = createRandom(SEED);
  // So that kills fall between a call and its answer.
  town.aws.faults.random({ seed: SEED, ms: 120, chance: { hang: 0.4 } });
  town.slack.faults.add({ when: () => random.next() < 0.4, trouble: { kind: 'hang', ms: 80 } });
  const giveUp = AbortSignal.timeout(LIMIT_MS - 20_000);
  const day = { isOver: false };
  const watching = watch(town);
  const stories = Promise.all(ENGINEERS.map((who) => nightOf(town, who, random, day, giveUp)));
  stories.catch(() => undefined);
  const verdicts: Ended[] = [];
  const ends: Ended[] = [];
  for (let count = 0; count < KILLS; count += 1) {
    if (count === Math.round(KILLS * NO_NEW_STORY_AFTER)) day.isOver = true;
    const program = launch(['serve'], { env: town.env });
    if (count % 15 === 14) verdicts.push(await verified(town));
    await anyMoment(program, random);
    program.child.kill('SIGKILL');
    ends.push(await program.ended);
  }
  const last = launch(['serve'], { env: town.env });
  await last.says('"event":"ready"');
  const told = (await stories).flat();
  await settled(town, told, giveUp);
  verdicts.push(await verified(town));
  watching.stop();
  last.child.kill('SIGTERM');
  const farewell = await last.ended;
  verdicts.push(await verified(town));
  const facts = await exported(town);
  return { told, facts, seen: watching.seen, verdicts, ends, farewell };
}

type Random = ReturnType<typeof createRandom>;

/** Before it is ready, or some time after: more often soon than late. */
async function anyMoment(program: Program, random: Random): Promise<void> {
  if (random.next() < 0.25) return pause(random.next() * 800);
  await program.says('"event":"ready"');
  await pause(random.next() ** 2 * 2_000);
}

async function nightOf(
  town: Town,
  who: string,
  random: Random,
  day: { readonly isOver: boolean },
  giveUp: AbortSignal,
): Promise<readonly Told[]> {
  const told: Told[] = [];
  for (let number = 1; !day.isOver; number += 1) {
    const { id: entitlement } = random.pick(ENTITLEMENTS);
    const why = `Story ${number} of ${who} in the night of kills`;
    const holdMs = random.next() * 3_000;
    const way = random.pick(number === 1 ? FIRST_WAYS : WAYS);
    const plan = { who, entitlement, way, why, holdMs };
    told.push(await live(town, { ...plan, approvers: leadsFor(entitlement) }, giveUp));
  }
  return told;
}

describe(`after ${KILLS} kills in one night (seed ${SEED})`, () => {
  test('each kill met a running process, and none had died by itself', () => {
    expect(night.ends.map(({ signal }) => signal)).toEqual(Array(KILLS).fill('SIGKILL'));
    expect(night.told.length).toBeGreaterThan(ENGINEERS.length);
    console.log(`${night.told.length} stories`, night.told.map((one) => one.way).join(' '));
  });

  test('each ask is exactly one case, however often it was typed', () => {
    const submitted = night.facts.filter((one) => one.type === 'request-submitted');
    const reasons = submitted.map((one) => String(one.facts['justification']));
    expect(reasons.toSorted()).toEqual(night.told.map((one) => one.why).toSorted());
  });

  test('what its requester was told is filed is on record', () => {
    const records = new Set(night.facts.map((one) => one.record));
    const acknowledged = night.told.filter((one) => one.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((one) => !records.has(`case/${one.id}`))).toEqual([]);
  });

  test('each fact is recorded once, each approval counted once', () => {
    const once = night.facts
      .filter((one) => one.record.startsWith('case/') && one.type !== 'click-refused')
      .map((one) => `${one.record} ${one.type} ${one.actor}`);
    expect(once.filter((one, at) => once.indexOf(one) !== at)).toEqual([]);
  });

  test('each grant was active once and is revoked, and says how', () => {
    for (const { id, way } of night.told) {
      const types = night.facts.filter((one) => one.record === `case/${id}`).map((one) => one.type);
      if (way === 'cancel') expect(types).toContain('request-cancelled');
      else expect(types).toEqual(expect.arrayContaining(['request-approved', 'grant-revoked']));
    }
  });

  test('nobody could do anything outside an approved grant; late only while it lay dead', () => {
    const late = unexplained(night.facts, night.seen);
    const longest = Math.max(0, ...late.map((one) => one.lateMs ?? Infinity));
    console.log(`longest after an end: ${Math.round(longest)} ms, ${night.seen.length} sights`);
    expect(late.filter((one) => one.lateMs === undefined)).toEqual([]);
    expect(longest).toBeLessThan(30_000);
  });

  test('nobody may do anything any more, and nothing but fences is left at AWS', () => {
    const roles = ENTITLEMENTS.map((one) => one.role);
    const may = ENGINEERS.flatMap((who) => roles.filter((role) => town.may(who, role)));
    expect(may).toEqual([]);
    expect(leftovers(town)).toEqual([]);
  });

  test('each case has a card in its final state', () => {
    const open = night.told.filter((one) => !says(town, newestCard(town, one, one.id), FINAL));
    expect(open).toEqual([]);
  });

  test('each fact stands in its thread, each holder was told of each end', () => {
    expect(night.told.flatMap((one) => unsaid(town, one, night.facts))).toEqual([]);
    for (const who of ENGINEERS) {
      const ends = night.told.filter((one) => one.who === who && one.way !== 'cancel').length;
      const heard = farewells(town, who);
      if (heard !== ends) console.log(`${who} heard of ${ends} ends ${heard} times`);
      expect(heard).toBeGreaterThanOrEqual(ends);
      expect(heard).toBeLessThanOrEqual(ends * 2);
    }
  });

  test('each ending is said, and twice at the most where an answer was lost in a kill', () => {
    const twice = night.told.flatMap((one) => saidTwice(town, one));
    console.log(`said twice: ${twice.length}`, twice);
    expect(twice.filter((one, at) => twice.indexOf(one) !== at)).toEqual([]);
    expect(twice.length).toBeLessThan(KILLS);
    for (const one of night.told.filter(({ way }) => way !== 'cancel')) {
      const ended = threadOf(town, one).filter((line) => /Removal confirmed|stays for/.test(line));
      expect(`${one.id} ${ended.length}`).toMatch(/ [12]$/);
      expect(cardsOf(town, one.entitlement, one.id).length).toBeLessThanOrEqual(2);
    }
  });

  test('the log is sound: beside the running process, and after it', () => {
    for (const { code, err } of night.verdicts) expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  test('at last it was asked to stop, and did', () => {
    const { code, signal, err } = night.farewell;
    if (code !== 0) console.log(err.slice(-2_000));
    expect({ code, signal }).toEqual({ code: 0, signal: null });
  });
});
