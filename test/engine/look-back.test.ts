/** Looking back, with crashes between reading and recording, and a trail that has bad days. */

import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { createTurnedClock, type TurnedClock } from '../../adapters/node/turned-clock.ts';
import type { EventFacts } from '../../src/audit/event.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { Stepping } from '../../src/case-file/outcome.ts';
import type { Context } from '../../src/engine/context.ts';
import { lookBack } from '../../src/engine/look-back.ts';
import { commitCase, loadCase } from '../../src/engine/records.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { HOUR, MINUTE, SECOND } from '../../src/kernel/time.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import type { PlaceRead, Trail, TrailRead } from '../../src/ports/trail.ts';
import { Life } from '../case-file/life.ts';
import { NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const PLACE = { account: '444455556666', region: 'us-east-1' };
const reboot = { service: 'rds', name: 'Reboot', isRead: false, outcome: 'done' } as const;
const FULL: TrailRead = { places: [{ ...PLACE, deeds: [reboot] }], logs: [] };
const trouble = (why: 'denied' | 'busy'): TrailRead => ({
  places: [{ ...PLACE, trouble: why } satisfies PlaceRead],
  logs: [],
});

let clock: TurnedClock;
let store: Store;
let asked: number;
let answers: () => Promise<TrailRead>;
const id = request().id;
const GOING = new AbortController().signal;

beforeEach(async () => {
  clock = createTurnedClock({ startMs: NOON + HOUR });
  store = createMemoryStore();
  asked = 0;
  answers = async () => FULL;
  await commitCase(context(), undefined, ended());
});

const trail: Trail = {
  read() {
    asked += 1;
    return answers();
  },
};
/** Of one replica: each has a store of its own to ask by, so none knows what another committed. */
const context = (change: Partial<Context> = {}): Context =>
  bench({ store: { ...store }, clock, trail, ...change }).ctx;

/** A grant of an hour whose end was said this moment. */
function ended() {
  const grant: CaseFile['grant'] = {
    state: 'revoked',
    leases: [],
    approvedMs: NOON,
    startMs: NOON,
    notAfterMs: NOON + HOUR,
    durationMs: HOUR,
    maxTotalMs: HOUR,
    warnings: [],
    warned: [],
    activeMs: NOON + SECOND,
    endMs: NOON + HOUR,
  };
  const file = { ...new Life().file, request: request({ state: 'approved' }), owed: [], grant };
  const facts = { by: 'time', endMs: NOON + HOUR, confirmedMs: NOON + HOUR, usedMs: HOUR } as const;
  return new Stepping(file, clock.nowMs())
    .record('grant-revoked', { ...facts, how: 'removed' })
    .quietly();
}

const said = async (): Promise<readonly EventFacts['what-was-done'][]> =>
  ((await store.load(`case/${id}`))?.sealed ?? []).flatMap(({ event }) =>
    event.type === 'what-was-done' ? [event.facts] : [],
  );
const owed = async () => (await loadCase(context(), id))?.body.owed.map(({ key }) => key) ?? [];

test('it is read at its time and not before, put on record, and owed as a line', async () => {
  const ctx = context();
  await lookBack(ctx, id, GOING);
  expect(asked).toBe(0);
  clock.turn(15 * MINUTE);
  await lookBack(ctx, id, GOING);
  expect(await said()).toMatchObject([
    { user: 'aiko.sato', places: 1, changes: { named: [{ name: 'rds:Reboot', times: 1 }] } },
  ]);
  expect(await owed()).toEqual(['line:1', 'line:2']);
});

describe('once, whatever happens', () => {
  beforeEach(() => clock.turn(15 * MINUTE));

  test('a crash between reading and recording has it read again', async () => {
    const broken = {
      ...store,
      commit: (_: Head) => Promise.reject(new Fault('store-failed', 'The power is gone.')),
    };
    await expect(lookBack(context({ store: broken }), id, GOING)).rejects.toThrow('power');
    expect(await said()).toEqual([]);
    await lookBack(context(), id, GOING);
    expect([asked, (await said()).length]).toEqual([2, 1]);
  });

  test('two replicas that read at the same time record it once', async () => {
    await Promise.all([lookBack(context(), id, GOING), lookBack(context(), id, GOING)]);
    await lookBack(context(), id, GOING);
    expect([asked, (await said()).length]).toEqual([2, 1]);
  });

  test('a commit whose answer was lost is not repeated', async () => {
    const lossy = {
      ...store,
      commit: async (head: Head) => {
        await store.commit(head);
        throw new Fault('store-failed', 'The answer was lost.');
      },
    };
    await expect(lookBack(context({ store: lossy }), id, GOING)).rejects.toThrow('lost');
    await lookBack(context(), id, GOING);
    expect(await said()).toHaveLength(1);
  });

  test('who is told to stop while reading leaves it for the next start', async () => {
    const stopping = new AbortController();
    answers = async () => {
      stopping.abort();
      throw new Fault('aws-unreachable', 'There was no time left for it.');
    };
    await lookBack(context(), id, stopping.signal);
    expect(await owed()).toContain('look-back');
    answers = async () => FULL;
    await lookBack(context(), id, GOING);
    expect(await said()).toHaveLength(1);
  });
});

describe('a trail that cannot be read', () => {
  const everyMinute = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 1) {
      await lookBack(context(), id, GOING);
      clock.turn(MINUTE);
    }
  };
  beforeEach(() => clock.turn(15 * MINUTE));

  test('for lack of rights is said at once, and not asked again', async () => {
    answers = async () => trouble('denied');
    await everyMinute(60);
    const unread = [{ where: 'jump us-east-1', why: 'denied' }];
    expect([asked, await said()]).toMatchObject([1, [{ places: 0, unread }]]);
  });

  test.each([
    ['too busy', async () => trouble('busy'), 'busy'],
    ['broken', () => Promise.reject(new TypeError('broken')), 'silent'],
  ] as const)('for being %s is asked five times, then said', async (_, how, why) => {
    answers = how;
    await everyMinute(120);
    expect([asked, await said()]).toMatchObject([5, [{ places: 0, unread: [{ why }] }]]);
  });

  test('for a while is read as soon as it can be', async () => {
    answers = async () => trouble('busy');
    await lookBack(context(), id, GOING);
    answers = async () => FULL;
    await everyMinute(3);
    expect([asked, await said()]).toMatchObject([2, [{ places: 1, unread: [] }]]);
  });
});

test('where nobody wants to be told, nothing is owed, and what was owed is let go', async () => {
  const silent = { trail: undefined };
  clock.turn(15 * MINUTE);
  await lookBack(context(silent), id, GOING);
  expect([asked, await said(), await owed()]).toEqual([0, [], ['line:1']]);
  store = createMemoryStore();
  await commitCase(context(silent), undefined, ended());
  expect(await owed()).toEqual(['line:1']);
});
