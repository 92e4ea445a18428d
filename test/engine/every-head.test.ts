/** Sweeps find everybody, however many there are. */

import { expect, test } from 'vitest';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { everyHead } from '../../src/engine/every-head.ts';
import { commitCase } from '../../src/engine/records.ts';
import { sweepPending } from '../../src/engine/sweep-pending.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { AIKO, decision, NOON, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const COUNT = 450;
const idOf = (at: number) => requestId(`PA-${String(at).padStart(5, '0')}`);

async function many() {
  const of = bench();
  for (let at = 0; at < COUNT; at += 1) {
    const one = request({ id: idOf(at), createdMs: NOON + at });
    await commitCase(of.ctx, undefined, openCase(one, 'Database', decision()));
  }
  return of;
}

test('every head of a query is found once, over several pages', async () => {
  const { store } = await many();
  const found: string[] = [];
  for await (const { key } of everyHead(store, { kind: 'case', states: ['pending'] })) {
    found.push(key);
  }
  expect(found).toHaveLength(COUNT);
  expect(new Set(found).size).toBe(COUNT);
});

test('of many that nobody can approve any more, every one is said to be stuck', async () => {
  const { ctx, store } = await many();
  const rules = ctx.config.rules.map((rule) => {
    const levels = rule.levels.map((level) => ({ ...level, count: 99 }));
    return { ...rule, levels, eligible: [{ person: AIKO.name, key: AIKO.key }] };
  });
  await sweepPending({ ...ctx, config: { ...ctx.config, rules } });
  const said: unknown[] = [];
  for await (const { body } of everyHead(store, { kind: 'case' })) {
    said.push((body as CaseFile).stuckMs);
  }
  expect(said.filter((stuckMs) => stuckMs !== undefined)).toHaveLength(COUNT);
});
