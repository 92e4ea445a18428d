/** A ledger whose key and second place are in memory, and can be away. */

import { type Block, signedText } from '../../src/audit/ledger.ts';
import { sha256 } from '../../src/kernel/digest.ts';
import type { Ledger } from '../../src/ports/ledger.ts';

export function ledgerInMemory() {
  const kept = new Map<number, Block>();
  const state = { isAway: false, isKeyAway: false };
  const ledger: Ledger = {
    key: {
      id: async () => 'key',
      async sign(draft) {
        if (state.isKeyAway) throw new Error('The key is away.');
        return sha256(signedText(draft));
      },
      look: async () => 'fit',
    },
    place: {
      async put(block) {
        if (state.isAway) throw new Error('The place is away.');
        kept.set(block.number, block);
        return 'put';
      },
      all: async () => new Map(),
      look: async () => 'fit',
    },
  };
  return { ledger, kept, state };
}
