/** How often one may ask: by the human, not by the account, and by the record as it is. */

import { describe, expect, test } from 'vitest';
import { Stepping } from '../../src/case-file/outcome.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { checkLimits } from '../../src/engine/limits.ts';
import { casesOf } from '../../src/engine/past-cases.ts';
import type { ReadAsk } from '../../src/engine/read-ask.ts';
import { changeCase, commitCase } from '../../src/engine/records.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { Request } from '../../src/request/request.ts';
import { AIKO, BEN, decision, NOON, person, request } from '../case-file/sample.ts';
import { type Bench, bench } from './context.ts';

const file = (of: Bench, id: string, change: Partial<Request> = {}) => {
  const opened = openCase(request({ id: requestId(id), ...change }), 'Database', decision());
  return commitCase(of.ctx, undefined, opened);
};
const asks = ({ ctx }: Bench, change: Partial<ReadAsk> = {}): ReadAsk => {
  const entitlement = ctx.config.catalog.entitlements.get('prod-db');
  if (!entitlement) throw new Error('The example has no prod-db.');
  return {
    entitlement,
    asked: { kind: 'duration', durationMs: 2 * HOUR },
    typedTime: '2h',
    justification: 'Restart the stuck replica',
    answers: {},
    ...change,
  };
};
const codeOf = async (of: Bench, who = AIKO, ask = asks(of)) =>
  (await checkLimits(of.ctx, who, ask))?.code;

describe('open requests', () => {
  test('are three at the most, whichever account of the same human asked', async () => {
    const of = bench();
    const grid = person('aiko', 'aiko-grid');
    const other = { ...person('aiko-grid', 'aiko'), name: 'aiko' };
    await file(of, 'PA-AAAAA');
    await file(of, 'PA-BBBBB', { requester: other });
    expect(await codeOf(of, grid)).toBeUndefined();
    await file(of, 'PA-CCCCC', { requester: other });
    expect(await codeOf(of, grid)).toBe('too-many-open');
    expect(await codeOf(of, BEN)).toBeUndefined();
  });

  test('the same twice is said to be the same, and another time or reason is another', async () => {
    const of = bench();
    const { asked, justification } = request();
    await file(of, 'PA-AAAAA');
    expect(await codeOf(of, AIKO, asks(of, { asked, justification }))).toBe('same-request-open');
    expect(await codeOf(of, AIKO, asks(of, { justification }))).toBeUndefined();
    expect(await codeOf(of, AIKO, asks(of, { asked }))).toBeUndefined();
  });
});

describe('after a denial', () => {
  const denied = { state: 'denied', closedMs: NOON } as const;

  test('a quarter of an hour has to pass, to the very instant', async () => {
    const of = bench();
    await file(of, 'PA-AAAAA', denied);
    expect(await codeOf(of)).toBe('denied-recently');
    of.clock.turnTo(NOON + 15 * MINUTE - 500);
    expect(await codeOf(of)).toBe('denied-recently');
    of.clock.turnTo(NOON + 15 * MINUTE);
    expect(await codeOf(of)).toBeUndefined();
  });

  test('counts for what was denied, and for who would have held it', async () => {
    const of = bench();
    await file(of, 'PA-AAAAA', { ...denied, beneficiary: BEN });
    await file(of, 'PA-BBBBB', { ...denied, entitlement: 'prod-logs' });
    expect(await codeOf(of)).toBeUndefined();
  });

  test('counts though the request had waited for days', async () => {
    const of = bench();
    await file(of, 'PA-AAAAA', { ...denied, createdMs: NOON - 6 * 24 * HOUR });
    expect(await codeOf(of)).toBe('denied-recently');
  });
});

describe('a record', () => {
  test('changed by ten at once has every change, each decided on the one before', async () => {
    const of = bench();
    await file(of, 'PA-AAAAA');
    const count = () =>
      changeCase(of.ctx, requestId('PA-AAAAA'), (known, nowMs) =>
        new Stepping({ ...known, notices: known.notices + 1 }, nowMs).quietly(),
      );
    await Promise.all(Array.from({ length: 10 }, count));
    const [known] = await casesOf(of.ctx, AIKO);
    expect(known?.notices).toBe(10);
  });

  test('whose id is taken is not written over', async () => {
    const of = bench();
    expect(await file(of, 'PA-AAAAA')).toBe('committed');
    expect(await file(of, 'PA-AAAAA', { requester: BEN })).toBe('conflict');
    expect(await casesOf(of.ctx, BEN)).toEqual([]);
  });

  test('of a newer release is not touched', async () => {
    const of = bench();
    await file(of, 'PA-AAAAA');
    const head = await of.store.load('case/PA-AAAAA');
    if (!head) throw new Error('It was not filed.');
    const body = { ...(head.body as object), schema: 2 };
    await of.store.commit({ ...head, version: head.version + 1, body });
    const change = changeCase(of.ctx, requestId('PA-AAAAA'), () => undefined);
    await expect(change).rejects.toThrow('is of a newer release');
  });
});
