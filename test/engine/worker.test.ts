/** What the worker does between two rounds: it sleeps, unless there is something to do. */

import { expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { Stepping } from '../../src/case-file/outcome.ts';
import { changeCase, commitCase } from '../../src/engine/records.ts';
import { createWorker } from '../../src/engine/worker.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { decision, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');

test('a call owed to a webhook that is configured no more leaves the worker asleep', async () => {
  const { ctx, clock } = bench();
  const opened = openCase(request({ id: ID }), 'Production database', decision());
  await commitCase(ctx, undefined, { ...opened, file: { ...opened.file, owed: [] }, events: [] });
  let looks = 0;
  const monotonicMs = () => {
    looks += 1;
    if (looks > 10_000) void worker.stop();
    return clock.monotonicMs();
  };
  const own = { ...ctx, clock: { ...clock, monotonicMs } };
  const worker = createWorker(own, () => {});
  own.wake = worker.wake;
  const running = worker.run();
  const owed = { kind: 'webhook', seq: 1, event: 'waiting' } as const;
  await changeCase(own, ID, (file, nowMs) => new Stepping(file, nowMs).owe(owed).quietly());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(looks).toBeLessThan(1_000);
  await worker.stop();
  await running;
});
