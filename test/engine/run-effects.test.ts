/** What is said side by side is each on record when it was said, whatever becomes of the rest. */

import { expect, test } from 'vitest';
import { createMemoryChat } from '../../adapters/memory/chat.ts';
import { createTurnedClock } from '../../adapters/node/turned-clock.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { tickCase } from '../../src/case-file/tick-case.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { runEffects } from '../../src/engine/run-effects.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');

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
  const account = async (key: PersonKey) =>
    ({ key, name: key, standing: 'member', locale: 'en', zone: 'UTC' }) as const;
  const principals = { entries: async () => [] };
  const { ctx } = bench({
    clock,
    chat,
    directory: { account, members: async () => [] },
    principals,
  });
  await commitCase(
    ctx,
    undefined,
    openCase(request({ id: ID }), 'Production database', decision()),
  );
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
