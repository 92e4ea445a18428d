/** A ledger's surroundings in memory: a key and a second place, which can both be away. */

import { type Block, blockText, readCopy, signedText } from '../../src/audit/ledger.ts';
import { event } from '../../src/audit/event.ts';
import { blockKey } from '../../src/engine/ledger-rows.ts';
import { commitHead } from '../../src/engine/commit-head.ts';
import type { Context } from '../../src/engine/context.ts';
import { sha256 } from '../../src/kernel/digest.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { RecordKey, Store } from '../../src/ports/store.ts';
import { NOON } from '../case-file/sample.ts';

export function ledgerInMemory(name = 'key', texts = new Map<number, string>()) {
  const state = { isAway: false, isKeyAway: false, isAnswerLost: false };
  const signature = (block: Parameters<typeof signedText>[0]) =>
    sha256(`${name} ${signedText(block)}`);
  const ledger: Ledger = {
    key: {
      id: async () => name,
      async sign(draft) {
        if (state.isKeyAway) throw new Error('The key is away.');
        return signature(draft);
      },
      isOwn: async (block) => block.signature === signature(block),
      look: async () => 'fit',
    },
    place: {
      async put(block) {
        if (state.isAway) throw new Error('The place is away.');
        const text = blockText(block);
        const other = texts.get(block.number) ?? text;
        texts.set(block.number, other);
        if (state.isAnswerLost) throw new Error('The answer was lost.');
        return other === text ? 'put' : { other };
      },
      async get(number) {
        if (state.isAway) throw new Error('The place is away.');
        return texts.get(number);
      },
      all: async () => new Map(texts),
      look: async () => 'fit',
    },
  };
  const check = {
    isSigned: (draft: Parameters<typeof signedText>[0], said: string) => said === signature(draft),
  };
  const kept = (number: number) => readCopy(texts.get(number) ?? '');
  return { ledger, texts, state, check, kept };
}

export async function write(ctx: Context, name: string): Promise<void> {
  const key: RecordKey = `journal/${name}`;
  const index = { state: 'open', createdMs: NOON, due: {} };
  const said = event('stopped', NOON, 'prod-access', { why: name });
  await commitHead(ctx, key, await ctx.store.load(key), { schema: 1 }, [said], index);
}

export const blockIn = async (store: Store, number: number) =>
  (await store.load(blockKey(number)))?.body as Block | undefined;
export const recordsOf = (one: Block | undefined) => one?.entries.map(({ record }) => record);
