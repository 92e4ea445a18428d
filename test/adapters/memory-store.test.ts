/** The store in memory, held to the same contract as the ones that last. */

import { createMemoryStore } from '../../adapters/memory/store.ts';
import { storeContract } from '../contract/store.ts';

storeContract('the memory store', async () => ({
  store: createMemoryStore(),
  close: async () => {},
}));
