/** Every head that a query finds, however many there are: page by page. */

import type { Head, ListQuery, Store } from '../ports/store.ts';

type Query = Omit<ListQuery, 'limit' | 'cursor'>;

export async function* everyHead(store: Pick<Store, 'list'>, query: Query): AsyncGenerator<Head> {
  let cursor: string | undefined;
  do {
    const page = await store.list({ ...query, limit: PAGE, ...(cursor ? { cursor } : {}) });
    yield* page.heads;
    ({ cursor } = page);
  } while (cursor);
}

const PAGE = 200;
