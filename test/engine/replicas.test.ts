/** Several replicas on one store: who works, who waits, and who takes over from the dead. */

import { afterEach, describe, expect, test } from 'vitest';
import { createMemoryChat } from '../../adapters/memory/chat.ts';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { Stepping } from '../../src/case-file/outcome.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { createWorker, type Worker } from '../../src/engine/worker.ts';
import { requestId } from '../../src/kernel/brand.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');
const store = { now: createMemoryStore() };
const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

/** A replica with a clock of its own, on the one store and in the one chat. */
function replica(by: string, chat: Chat) {
  const clock = createTurnedClock({ startMs: NOON });
  const { ctx } = bench({
    clock,
    chat,
    store: { ...store.now },
    claims: createClaims(clock, by),
    directory: {
      account: async (key) => ({ key, name: key, standing: 'member', locale: 'en', zone: 'UTC' }),
      members: async () => [],
    },
    principals: { entries: async () => [] },
  });
  const worker = createWorker(ctx, () => {});
  return {
    clock,
    ctx,
    run() {
      workers.push(worker);
      void worker.run();
    },
  };
}

/** A request that nobody has carded yet, with a claim on its chat lane if one is named. */
async function filed(claims?: CaseFile['claims']): Promise<void> {
  store.now = createMemoryStore();
  const { ctx } = bench({ store: store.now });
  const opened = openCase(request(), 'Production database', decision());
  const file = claims ? { ...opened.file, claims } : opened.file;
  await commitCase(ctx, undefined, { ...opened, file });
}

const file = async () => (await loadCase(bench({ store: store.now }).ctx, ID))?.body;
const chatOwed = async () =>
  (await file())?.owed.filter(({ effect }) => effect.kind !== 'set-lease').length;
const roots = (board: ReturnType<typeof createMemoryChat>) =>
  board.messages.filter(({ root }) => root === undefined).length;
const moment = (ms = 40) => new Promise((resolve) => setTimeout(resolve, ms));

/** A chat whose next card waits for a sign. */
function hanging(chat: Chat) {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const postCard: Chat['postCard'] = async (...said) => {
    asked.resolve();
    await gate.promise;
    return chat.postCard(...said);
  };
  return { chat: { ...chat, postCard }, asked: asked.promise, open: gate.resolve };
}

describe('two replicas', () => {
  test('leave claims alone that by their own clock have nothing to do', async () => {
    await filed();
    const board = createMemoryChat();
    const [quick, slow] = [replica('quick', board.chat), replica('slow', board.chat)];
    quick.clock.turn(20_000);
    await changeCase(quick.ctx, ID, (file, nowMs) =>
      new Stepping(file, nowMs).owe({ kind: 'card' }).quietly(),
    );
    expect((await file())?.claims?.chat?.by).toBe('quick');
    await changeCase(slow.ctx, ID, (file, nowMs) => new Stepping(file, nowMs).quietly());
    expect((await file())?.claims?.chat?.by).toBe('quick');
  });

  test('post a card and its lines once, though both see that they are due', async () => {
    await filed();
    const board = createMemoryChat();
    const both = ['a', 'b'].map((by) => replica(by, board.chat));
    for (const one of both) one.clock.turn(5_000);
    for (const one of both) one.run();
    await expect.poll(chatOwed).toBe(0);
    await moment();
    expect(roots(board)).toBe(1);
    expect(new Set(board.messages.map(({ body }) => JSON.stringify(body))).size).toBe(
      board.messages.length,
    );
    expect((await file())?.claims).toBeUndefined();
  });

  test('leave alone what one of them works on, however long Slack takes', async () => {
    await filed();
    const board = createMemoryChat();
    const slow = hanging(board.chat);
    const first = replica('a', slow.chat);
    first.clock.turn(5_000);
    first.run();
    await slow.asked;
    const second = replica('b', board.chat);
    second.clock.turn(5_000);
    second.run();
    for (let seconds = 0; seconds < 40; seconds += 4) {
      first.clock.turn(4_000);
      await moment(20);
      second.clock.turn(4_000);
      await moment(20);
    }
    expect(board.messages).toEqual([]);
    slow.open();
    await expect.poll(chatOwed).toBe(0);
    expect(roots(board)).toBe(1);
  });

  test('take over from a dead one after ten seconds by their own clock, not before', async () => {
    await filed({ chat: { by: 'dead', count: 3 } });
    const board = createMemoryChat();
    const second = replica('b', board.chat);
    second.clock.turn(5_000);
    second.run();
    await moment(60);
    second.clock.turn(9_000);
    await moment(60);
    expect(board.messages).toEqual([]);
    second.clock.turn(1_500);
    await expect.poll(chatOwed).toBe(0);
    expect(roots(board)).toBe(1);
  });

  test('take over from a dead one of whom they knew an earlier claim', async () => {
    await filed({ chat: { by: 'dead', count: 3 } });
    const board = createMemoryChat();
    const [second, dead] = [replica('b', board.chat), replica('dead', board.chat)];
    const nothing = (file: CaseFile, nowMs: number) => new Stepping(file, nowMs).quietly();
    await changeCase(second.ctx, ID, nothing);
    await changeCase(dead.ctx, ID, (file, nowMs) =>
      nothing({ ...file, claims: { chat: { by: 'dead', count: 4 } } }, nowMs),
    );
    second.clock.turn(5_000);
    second.run();
    for (let seconds = 0; seconds < 15; seconds += 3) {
      await moment(60);
      second.clock.turn(3_000);
    }
    await expect.poll(chatOwed).toBe(0);
    expect(roots(board)).toBe(1);
  });

  test('keep a claim whose work is under way, though a click finds it due only later', async () => {
    await filed({ chat: { by: 'slow', count: 3 } });
    const slow = replica('slow', createMemoryChat().chat);
    const later = (file: CaseFile, nowMs: number) =>
      new Stepping(
        { ...file, owed: file.owed.map((one) => ({ ...one, dueMs: nowMs + 9_000 })) },
        nowMs,
      ).quietly();
    await changeCase(slow.ctx, ID, later);
    expect((await file())?.claims?.chat?.by).toBe('slow');
    await changeCase(slow.ctx, ID, later, { doneIn: 'chat' });
    expect((await file())?.claims).toBeUndefined();
  });

  test('do not go on with what was taken over while they slept', async () => {
    await filed();
    const board = createMemoryChat();
    const slow = hanging(board.chat);
    const sleeper = replica('a', slow.chat);
    sleeper.clock.turn(5_000);
    sleeper.run();
    await slow.asked;
    // Its clock stands still, so its claim does not move.
    const second = replica('b', board.chat);
    second.clock.turn(5_000);
    second.run();
    await moment(60);
    second.clock.turn(11_000);
    await expect.poll(chatOwed).toBe(0);
    const before = board.messages.length;
    slow.open();
    await moment(60);
    // What had been sent may still arrive; nothing more is sent.
    expect(board.messages.length - before).toBeLessThanOrEqual(1);
    expect((await file())?.owed).toEqual([]);
  });
});
