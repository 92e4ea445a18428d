/** What moved on while it was carried out is not settled by that: it is done once more. */

import { expect, test } from 'vitest';
import { createMemoryChat } from '../../adapters/memory/chat.ts';
import type { Card } from '../../src/card/card.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { voidCase } from '../../src/case-file/void-case.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { runEffects } from '../../src/engine/run-effects.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { BEN, CHIE, DAI, decision, request, stage } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');

test('rules that change while the card is being drawn have it drawn once more', async () => {
  const memory = createMemoryChat();
  const asked = Promise.withResolvers<void>();
  const answers = Promise.withResolvers<void>();
  const drawn: Card[] = [];
  const chat: Chat = {
    ...memory.chat,
    async postCard(channel, card, signal) {
      const posted = await memory.chat.postCard(channel, card, signal);
      asked.resolve();
      await answers.promise;
      return posted;
    },
    async updateCard(ref, card, signal) {
      drawn.push(card);
      return memory.chat.updateCard(ref, card, signal);
    },
  };
  const account = async (key: PersonKey) =>
    ({ key, name: key, standing: 'member', locale: 'en', zone: 'UTC' }) as const;
  const directory = { account, members: async () => [] };
  const { ctx } = bench({ chat, directory, principals: { entries: async () => [] } });
  await commitCase(ctx, undefined, openCase(request({ id: ID }), 'Database', decision()));
  const running = runEffects(ctx, ID, 'chat');
  await asked.promise;
  // Somebody clicks on it before the chat has answered: nothing is counted, nobody had approved.
  const stricter = { decision: decision([stage(2, BEN, CHIE, DAI)]), changes: [] };
  await changeCase(ctx, ID, (file, nowMs) => voidCase(file, stricter, nowMs).done());
  answers.resolve();
  await running;
  const current = (await loadCase(ctx, ID))?.body.drawings.at(-1)?.id;
  expect(JSON.stringify(drawn)).toContain(current);
});
