/** What is said is on record when it was said, whatever becomes of the rest, and of its answer. */

import { expect, test } from 'vitest';
import { createMemoryChat } from '../../adapters/memory/chat.ts';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import type { Card } from '../../src/card/card.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { countRefused } from '../../src/case-file/refused.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Context } from '../../src/engine/context.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { runEffects } from '../../src/engine/run-effects.ts';
import { underClaim } from '../../src/engine/under-claim.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { type Clock, HOUR } from '../../src/kernel/time.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Store } from '../../src/ports/store.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');

const withChat = (chat: Chat, clock: Clock, store: Store = createMemoryStore()) => {
  const account = async (key: PersonKey) =>
    ({ key, name: key, standing: 'member', locale: 'en', zone: 'UTC' }) as const;
  const directory = { account, members: async () => [] };
  return bench({ clock, chat, store, directory, principals: { entries: async () => [] } });
};
const filed = () => openCase(request({ id: ID }), 'Production database', decision());

test('an update that was not answered, and lands late, is drawn over once more', async () => {
  const clock = createTurnedClock({ startMs: NOON });
  const memory = createMemoryChat();
  const drawn: Card[] = [];
  let isSilent = false;
  const chat: Chat = {
    ...memory.chat,
    async updateCard(ref, card, signal) {
      if (isSilent) throw new Fault('chat-unreachable', 'Nobody answers.');
      drawn.push(card);
      return memory.chat.updateCard(ref, card, signal);
    },
  };
  const { ctx } = withChat(chat, clock);
  await commitCase(ctx, undefined, filed());
  await runEffects(ctx, ID, 'chat');
  clock.turn(2 * HOUR);
  await changeCase(ctx, ID, (file, nowMs) => tickCase(file, nowMs));
  isSilent = true;
  await runEffects(ctx, ID, 'chat');
  isSilent = false;
  clock.turn(5_000);
  await runEffects(ctx, ID, 'chat');
  expect(drawn).toHaveLength(1);
  expect((await loadCase(ctx, ID))?.body.owed.map(({ key }) => key)).toEqual(['card']);
  await runEffects(ctx, ID, 'chat');
  expect(drawn).toHaveLength(1);
  clock.turn(120_000);
  await runEffects(ctx, ID, 'chat');
  expect(drawn).toHaveLength(2);
  expect((await loadCase(ctx, ID))?.body.owed).toEqual([]);
});

/** A card that is to be drawn anew, in a chat that does not answer for now. */
async function unanswered(store: Store) {
  const clock = createTurnedClock({ startMs: NOON });
  const memory = createMemoryChat();
  const asked = Promise.withResolvers<void>();
  const lost = Promise.withResolvers<never>();
  const chat: Chat = {
    ...memory.chat,
    updateCard: () => (asked.resolve(), lost.promise),
  };
  const { ctx } = withChat(chat, clock, store);
  await commitCase(ctx, undefined, filed());
  await runEffects(ctx, ID, 'chat');
  clock.turn(2 * HOUR);
  await changeCase(ctx, ID, (file, nowMs) => tickCase(file, nowMs));
  const running = runEffects(ctx, ID, 'chat');
  await asked.promise;
  const fails = () => lost.reject(new Fault('chat-unreachable', 'Nobody answers.'));
  return { ctx, clock, memory, running, fails };
}

const owedCards = async ({ ctx, clock }: { ctx: Context; clock: Clock }) =>
  ((await loadCase(ctx, ID))?.body.owed ?? [])
    .filter(({ effect }) => effect.kind === 'card')
    .map(({ dueMs }) => Math.round((dueMs - clock.nowMs()) / 10_000));

test('an update that may land late is on record as soon as the store takes it', async () => {
  const memory = createMemoryStore();
  let isAway = false;
  const commit: Store['commit'] = async (head) => {
    if (isAway) throw new Fault('store-failed', 'Nobody answers.');
    return memory.commit(head);
  };
  const one = await unanswered({ ...memory, commit });
  isAway = true;
  one.fails();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await loadCase(one.ctx, ID))?.body.staleUntilMs).toBeUndefined();
  isAway = false;
  one.clock.turn(1_000);
  await one.running;
  const { staleUntilMs = 0 } = (await loadCase(one.ctx, ID))?.body ?? {};
  expect(staleUntilMs - one.clock.nowMs()).toBeGreaterThan(80_000);
});

test('an update that may land late is drawn over, though another replica drew it too', async () => {
  const one = await unanswered(createMemoryStore());
  const other = { ...one.ctx, chat: one.memory.chat };
  await runEffects(other, ID, 'chat');
  expect(await owedCards(one)).toEqual([]);
  one.fails();
  await one.running;
  expect(await owedCards(one)).toEqual([12]);
});

test('what is said while a card waits to be drawn once more is said at once', async () => {
  const clock = createTurnedClock({ startMs: NOON });
  const memory = createMemoryChat();
  const { ctx } = withChat(memory.chat, clock);
  await commitCase(ctx, undefined, filed());
  await runEffects(ctx, ID, 'chat');
  const later = NOON + HOUR;
  const effect = { kind: 'card', again: true } as const;
  const owed = [{ key: 'card', effect, dueMs: later, failures: 0 }];
  const by = { key: 'slack:T1:mallory' as PersonKey, name: 'mallory' };
  await changeCase(ctx, ID, (file, nowMs) =>
    countRefused({ ...file, owed }, by, 'approve', 'not-an-approver', nowMs),
  );
  const head = await ctx.store.load(`case/${ID}`);
  expect(head?.index.due.chat).toBeLessThan(NOON + 5_000);
  const lines = () => memory.messages.filter(({ root }) => root !== undefined).length;
  const before = lines();
  const other = { ...ctx, claims: createClaims(clock, 'other') };
  await underClaim(other, ID, 'chat', () => runEffects(other, ID, 'chat'));
  expect(lines()).toBe(before + 1);
  expect((await loadCase(ctx, ID))?.body.owed.map(({ key }) => key)).toEqual(['card']);
});

test('whoever takes over from the dead draws the card once more, for what may land', async () => {
  const clock = createTurnedClock({ startMs: NOON });
  const memory = createMemoryChat();
  const { ctx } = withChat(memory.chat, clock);
  await commitCase(ctx, undefined, filed());
  await runEffects(ctx, ID, 'chat');
  const dead = { ...ctx, claims: createClaims(clock, 'dead') };
  clock.turn(2 * HOUR);
  await changeCase(dead, ID, (file, nowMs) => tickCase(file, nowMs));
  const heir = { ...ctx, claims: createClaims(clock, 'heir') };
  const work = () => underClaim(heir, ID, 'chat', () => runEffects(heir, ID, 'chat'));
  expect(await work()).toBe('left');
  clock.turn(11_000);
  await work();
  const owed = (await loadCase(ctx, ID))?.body.owed ?? [];
  expect(owed.map(({ key }) => key)).toEqual(['card']);
  expect((owed[0]?.dueMs ?? 0) - clock.nowMs()).toBeGreaterThan(80_000);
});

test('a message beside a line that breaks is sent once, at however many tries', async () => {
  const clock = createTurnedClock({ startMs: NOON });
  const memory = createMemoryChat();
  let isBroken = false;
  const told: string[] = [];
  const chat: Chat = {
    ...memory.chat,
    postLine: (...line) =>
      isBroken ? Promise.reject(new TypeError('broken')) : memory.chat.postLine(...line),
    tell: (to, ...notice) => {
      told.push(to);
      return memory.chat.tell(to, ...notice);
    },
  };
  const { ctx } = withChat(chat, clock);
  await commitCase(ctx, undefined, filed());
  await runEffects(ctx, ID, 'chat');
  clock.turn(2 * HOUR);
  await changeCase(ctx, ID, (file, nowMs) => tickCase(file, nowMs));
  isBroken = true;
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(runEffects(ctx, ID, 'chat')).rejects.toThrow('broken');
  }
  expect(told).toHaveLength(1);
  isBroken = false;
  await runEffects(ctx, ID, 'chat');
  expect((await loadCase(ctx, ID))?.body.owed).toEqual([]);
  expect(told).toHaveLength(1);
});
