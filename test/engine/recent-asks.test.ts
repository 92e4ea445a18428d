/** What a card says of earlier asks is as the record is, though it is not read each time. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { reviewCase } from '../../src/case-file/review-case.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import { changeCase, commitCase, lastCase } from '../../src/engine/records.ts';
import { viewCase } from '../../src/engine/view-case.ts';
import { type DrawingId, requestId } from '../../src/kernel/brand.ts';
import { DAY, MINUTE } from '../../src/kernel/time.ts';
import type { Store } from '../../src/ports/store.ts';
import { BEN, decision, NOON, request } from '../case-file/sample.ts';
import { type Bench, bench } from './context.ts';

const FIRST = requestId('PA-AAAAA');

/** A bench that counts how often cases are listed. */
function counted(isOneOfMany = false) {
  const inner = createMemoryStore();
  let lists = 0;
  const list: Store['list'] = (query) => {
    lists += 1;
    return inner.list(query);
  };
  const store: Store = { ...inner, list };
  const of = bench({ store });
  const ctx = isOneOfMany ? { ...of.ctx, claims: createClaims(of.clock, 'one') } : of.ctx;
  return { ...of, ctx, lists: () => lists };
}

const ask = ({ ctx }: Pick<Bench, 'ctx'>, id: string, createdMs: number) => {
  const asked = request({ id: requestId(id), createdMs, lapseMs: createdMs + 60 * MINUTE });
  return commitCase(ctx, undefined, openCase(asked, 'Database', decision()));
};

async function recent({ ctx }: Pick<Bench, 'ctx'>, id = FIRST) {
  const loaded = await lastCase(ctx, id);
  if (!loaded) throw new Error(`There is no ${id}.`);
  return (await viewCase(ctx, loaded.body)).recent;
}

const denial = (file: Parameters<typeof reviewCase>[0], nowMs: number) => {
  const act = { by: BEN, verdict: 'deny', comment: 'Not now', digest: '' } as const;
  return reviewCase(file, decision(), { ...act, drawing: '' as DrawingId }, nowMs);
};

describe('earlier asks', () => {
  test('are read once, however often the card is drawn', async () => {
    const of = counted();
    await ask(of, FIRST, NOON);
    for (let times = 0; times < 3; times += 1) {
      expect(await recent(of)).toEqual({ asksThisWeek: 1, deniedLast24h: 0 });
    }
    expect(of.lists()).toBe(1);
  });

  test('are more as soon as somebody has asked again, and denied once that was said', async () => {
    const of = counted();
    await ask(of, FIRST, NOON);
    await recent(of);
    const second = requestId('PA-BBBBB');
    await ask(of, second, NOON + MINUTE);
    expect(await recent(of, second)).toEqual({ asksThisWeek: 2, deniedLast24h: 0 });
    await changeCase(of.ctx, FIRST, denial);
    expect(await recent(of, second)).toEqual({ asksThisWeek: 2, deniedLast24h: 1 });
  });

  test('are no longer counted after a week, though nothing was read since', async () => {
    const of = counted();
    await ask(of, FIRST, NOON - 6 * DAY);
    const second = requestId('PA-BBBBB');
    await ask(of, second, NOON);
    expect(await recent(of, second)).toMatchObject({ asksThisWeek: 2 });
    of.clock.turn(2 * DAY);
    expect(await recent(of, second)).toMatchObject({ asksThisWeek: 1 });
    expect(of.lists()).toBe(1);
  });

  test('are read each time where other replicas may have heard of more', async () => {
    const of = counted(true);
    await ask(of, FIRST, NOON);
    await recent(of);
    await recent(of);
    expect(of.lists()).toBe(2);
  });
});
