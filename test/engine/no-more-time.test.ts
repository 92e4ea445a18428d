/** A no to more time counts as one to the request: also while policy lets nobody say yes. */

import { expect, test } from 'vitest';
import { openExtension } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { takeReport } from '../../src/case-file/report-case.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { extendGrant } from '../../src/engine/act-on-case.ts';
import { decideOf } from '../../src/engine/decide-case.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { reviewRequest } from '../../src/engine/review-request.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { HOUR } from '../../src/kernel/time.ts';
import type { AutoApproved } from '../../src/policy/decision.ts';
import type { CalendarState } from '../../src/policy/freeze.ts';
import { decision, NOON, request } from '../case-file/sample.ts';
import { configOf, EXAMPLE } from '../config/example.ts';
import { FILE, withFreeze } from '../story/freezes.ts';
import { bench } from './context.ts';
import { members, person } from './started.ts';

const ID = requestId('PA-7K3M2');
const AIKO = person('aiko', 'U0AIKO0001');
const BEN = person('ben', 'U0BEN00001');

test.each(['refuse', 'hold'] as const)('while changes are frozen: %s', async (effect) => {
  const calendar = { now: { open: true } as CalendarState };
  const { ctx } = bench({
    config: configOf(withFreeze(effect, FILE.ssm)(EXAMPLE)),
    ...members,
    calendars: { state: async () => calendar.now },
  });
  const asked = request({ id: ID, requester: AIKO, beneficiary: AIKO });
  const probe = await decideOf(ctx, openCase(asked, 'DB', decision()).file, 0);
  if (!probe.ok || probe.value.kind !== 'needs-approval') throw new Error('It needs people.');
  const auto = { ...probe.value, kind: 'auto-approved', by: 'x#0' } as AutoApproved;
  await commitCase(ctx, undefined, openCase(asked, 'DB', auto));
  await changeCase(ctx, ID, (file, nowMs) => {
    const [lease] = file.grant?.leases ?? [];
    if (!lease) throw new Error('Nothing is ordered.');
    const report = { state: 'active', sinceMs: nowMs } as const;
    return takeReport(
      file,
      { grant: ID, target: targetKey(lease.target), revision: 1, report },
      nowMs,
    );
  });
  expect(await extendGrant(ctx, AIKO.key, ID, HOUR / 2)).toMatchObject({ ok: true });
  calendar.now = { open: false, why: 'closed', untilMs: NOON + HOUR / 2 };
  const drawing = (await loadCase(ctx, ID))?.body.drawings.at(-1)?.id ?? '';
  const denied = await reviewRequest(ctx, {
    actor: BEN.key,
    drawing,
    verdict: 'deny',
    comment: 'Not during the freeze',
  });
  expect(denied.ok ? 'ok' : denied.code).toBe('ok');
  const file = (await loadCase(ctx, ID))?.body;
  expect(file && openExtension(file)).toBeUndefined();
});
