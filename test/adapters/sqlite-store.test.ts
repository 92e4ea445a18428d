/** The store in a SQLite file: the contract, and what only a file can promise or break. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../adapters/sqlite/store.ts';
import { storeContract } from '../contract/store.ts';

storeContract('the SQLite store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prod-access-'));
  const open = () => openSqliteStore(join(folder, 'store.db'));
  let store = open();
  return {
    store,
    async reopen() {
      store.close();
      store = open();
      return store;
    },
    async close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
});

storeContract('the SQLite store in memory', async () => {
  const store = openSqliteStore(':memory:');
  return { store, close: async () => store.close() };
});
