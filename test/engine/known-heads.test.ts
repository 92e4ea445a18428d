/** What is taken for granted of a record since our own commit, and what never is. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { cancelCase } from '../../src/case-file/end-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { changeCase, commitCase, lastCase } from '../../src/engine/records.ts';
import { requestId } from '../../src/kernel/brand.ts';
import type { Store } from '../../src/ports/store.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');
const BY = request().requester;

/** Two replicas on one store, each with its own memory; and how often the first has loaded. */
async function two() {
  const shared = createMemoryStore();
  let loads = 0;
  const counting: Store = {
    ...shared,
    load(key) {
      loads += 1;
      return shared.load(key);
    },
  };
  const ours = bench({ store: counting }).ctx;
  const other = bench({ store: { ...shared } }).ctx;
  await commitCase(ours, undefined, openCase(request(), 'Production database', decision()));
  return { ours, other, loads: () => loads };
}

const refused = { ok: false, code: 'not-active', facts: { id: ID, state: 'pending' } } as const;

describe('a record that we committed ourselves', () => {
  test('is changed again without being read', async () => {
    const { ours, loads } = await two();
    expect(await changeCase(ours, ID, (file) => cancelCase(file, BY, NOON))).toMatchObject({
      ok: true,
    });
    expect((await lastCase(ours, ID))?.body.request.state).toBe('cancelled');
    expect(loads()).toBe(0);
  });

  test('is read again when another replica has moved it on', async () => {
    const { ours, other } = await two();
    await changeCase(other, ID, (file) => cancelCase(file, BY, NOON));
    const seen: string[] = [];
    await changeCase(ours, ID, (file, nowMs) => {
      seen.push(file.request.state);
      const request = { ...file.request, closedMs: nowMs };
      return { ok: true, file: { ...file, request }, events: [], loud: [] };
    });
    expect(seen).toEqual(['pending', 'cancelled']);
    expect((await lastCase(ours, ID))?.body.request.state).toBe('cancelled');
  });

  test('is never the ground of a refusal, nor of doing nothing, until it was read', async () => {
    const { ours, loads } = await two();
    expect(await changeCase(ours, ID, () => refused)).toEqual(refused);
    expect(await changeCase(ours, ID, () => undefined)).toBeUndefined();
    expect(loads()).toBe(2);
  });
});
