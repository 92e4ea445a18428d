/** Who says that broken glass was right: whom the rules in force ask, and no file on its own. */

import { expect, test } from 'vitest';
import { openCase } from '../../src/case-file/open-case.ts';
import { takeReport } from '../../src/case-file/report-case.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { decideOf } from '../../src/engine/decide-case.ts';
import { changeCase, commitCase, loadCase } from '../../src/engine/records.ts';
import { reviewAfterwards } from '../../src/engine/review-after.ts';
import { type PersonKey, requestId } from '../../src/kernel/brand.ts';
import { decision, request } from '../case-file/sample.ts';
import { bench } from './context.ts';
import { GLASS } from './glass.ts';
import { members, started, watchedBy } from './started.ts';

const ID = requestId('PA-7K3M2');
const key = (id: string) => `slack:T0PRODDEMO:${id}` as PersonKey;
const AIKO = { key: key('U0AIKO0001'), keys: [key('U0AIKO0001')], name: 'aiko' };
const MALLORY = key('U0MALLORY1');

/** Aiko broke the glass; then comes a file that nobody confirmed, with mallory in the group. */
async function broken() {
  const first = bench({ ...members, config: watchedBy(GLASS) });
  const inForce = await started(first.ctx);
  const asked = request({ id: ID, requester: AIKO, beneficiary: AIKO, breakGlass: true });
  const known = await decideOf(inForce, openCase(asked, 'DB', decision()).file, 0);
  if (!known.ok || known.value.kind !== 'break-glass') throw new Error(JSON.stringify(known));
  await commitCase(inForce, undefined, openCase(asked, 'DB', known.value));
  await changeCase(inForce, ID, (file, nowMs) => {
    const [lease] = file.grant?.leases ?? [];
    if (!lease) throw new Error('Nothing is ordered.');
    const report = { state: 'active', sinceMs: nowMs } as const;
    const word = { grant: ID, target: targetKey(lease.target), revision: 1, report };
    return takeReport(file, word, nowMs);
  });
  const more = ['sre-leads: [ben, chie, dai]', 'sre-leads: [ben, chie, dai, mallory]'] as const;
  const config = watchedBy(GLASS, more);
  const waiting = await started(bench({ ...members, config, store: first.store }).ctx);
  expect(waiting.waits?.()).toBe(true);
  const file = async () => (await loadCase(inForce, ID))?.body;
  return { waiting, file };
}

test('a file that nobody has confirmed makes no reviewer', async () => {
  const { waiting, file } = await broken();
  const drawing = (await file())?.drawings.at(-1)?.id ?? '';
  const act = { actor: MALLORY, drawing, verdict: 'justified', comment: 'It was fine' } as const;
  const said = await reviewAfterwards(waiting, act);
  expect(said.ok ? 'ok' : said.code).toBe('rules-unconfirmed');
  expect((await file())?.review?.state).toBe('due');
});
