/** Whoever is paged is paged for what is overdue, and not for what is over by then. */

import { expect, test } from 'vitest';
import { endGrant } from '../../src/case-file/end-case.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { takeReport } from '../../src/case-file/report-case.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { runEffects } from '../../src/engine/run-effects.ts';
import { runTimer } from '../../src/engine/run-timer.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { Fault } from '../../src/kernel/fault.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import type { AutoApproved } from '../../src/policy/decision.ts';
import { decision, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const ID = requestId('PA-7K3M2');

async function overdue() {
  const pager = { isAway: true, pages: 0 };
  const { ctx, clock } = bench({
    pager: {
      page: async () => {
        if (pager.isAway) throw new Fault('chat-unreachable', 'The pager does not answer.');
        pager.pages += 1;
      },
    },
  });
  const auto = { ...decision(), kind: 'auto-approved', by: 'small.cedar#0' } as AutoApproved;
  await commitCase(ctx, undefined, openCase(request({ id: ID }), 'Production database', auto));
  await changeCase(ctx, ID, (file, nowMs) => endGrant(file, 'operator', undefined, nowMs));
  // Neither AWS nor the pager can be reached from here for two hours.
  for (let minutes = 0; minutes < 120; minutes += 1) {
    clock.turn(MINUTE);
    await runTimer(ctx, ID);
    await runEffects(ctx, ID, 'page');
  }
  return { ctx, clock, pager };
}

test('several pages that were held up are one', async () => {
  const { ctx, clock, pager } = await overdue();
  pager.isAway = false;
  clock.turn(MINUTE);
  for (let times = 0; times < 20; times += 1) await runEffects(ctx, ID, 'page');
  expect(pager.pages).toBe(1);
});

test('nobody is called for what is proved to be removed', async () => {
  const { ctx, clock, pager } = await overdue();
  await changeCase(ctx, ID, (file, nowMs) => {
    const [lease] = file.grant?.leases ?? [];
    if (!lease) throw new Error('Nothing is ordered.');
    const report = { state: 'ended', atMs: nowMs, how: 'removed' } as const;
    const word = { grant: ID, target: targetKey(lease.target), revision: lease.revision, report };
    return takeReport(file, word, nowMs);
  });
  expect((await loadCase(ctx, ID))?.body.grant?.state).toBe('revoked');
  pager.isAway = false;
  clock.turn(MINUTE);
  await runEffects(ctx, ID, 'page');
  expect(pager.pages).toBe(0);
});
