/** What is sealed leaves its record only for the log. */

import { expect, test } from 'vitest';
import { moveToLog } from '../../src/engine/move-to-log.ts';
import { verifyAudit } from '../../src/ops/audit-verify.ts';
import { collect, fact, headOf, NOON } from '../contract/store-samples.ts';
import { bench } from './context.ts';

test('an event whose number in the log is taken by a forged one stays in its record', async () => {
  const { ctx, store } = bench();
  const head = headOf('case/PA-7K3M2', { events: [fact(NOON)], index: { due: { log: NOON } } });
  const forged = headOf(head.key, { events: [fact(NOON, 'never happened')] });
  await store.commit(head);
  await store.append(forged.sealed);
  await expect(moveToLog(ctx, head.key)).rejects.toMatchObject({ code: 'store-failed' });
  expect(await store.load(head.key)).toEqual(head);
  expect(await collect(store.events({}))).toEqual(forged.sealed);
  const fault = { kind: 'altered', record: head.key, seq: 1 };
  expect(await verifyAudit(store)).toMatchObject({ ok: false, fault });
});
