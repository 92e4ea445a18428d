/** The statements of the real store in SQLite, in memory and at once: virtual time has no disk. */

import { openForWriting } from '../../adapters/sqlite/database.ts';
import { eventRows } from '../../adapters/sqlite/event-rows.ts';
import { headPages } from '../../adapters/sqlite/head-pages.ts';
import { headRows } from '../../adapters/sqlite/head-rows.ts';
import type { Store } from '../../src/ports/store.ts';

export function createSqlStore(): Store {
  const database = openForWriting(':memory:', { kind: 'demo', nowMs: 0 });
  const heads = headRows(database);
  const log = eventRows(database);
  const list = headPages(database);
  return {
    load: async (key) => heads.load(key),
    commit: async (head) => heads.commit(head),
    due: async (lane, beforeMs, limit) => heads.due(lane, beforeMs, limit),
    list: async (query) => list(query),
    append: async (events) => log.append(events),
    async *events(query) {
      for (const batch of log.batches(query)) yield* batch;
    },
  };
}
