/** The same ask again within moments is one request, through one replica or through two. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { askedOnce } from '../../src/engine/asked-once.ts';
import { createClaims } from '../../src/engine/claim-watch.ts';
import type { Context } from '../../src/engine/context.ts';
import type { ReadAsk } from '../../src/engine/read-ask.ts';
import { changeCase, commitCase } from '../../src/engine/records.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { ok } from '../../src/kernel/refusal.ts';
import { HOUR } from '../../src/kernel/time.ts';
import { AIKO, BEN, decision, request } from '../case-file/sample.ts';
import { bench } from './context.ts';

const [FIRST, SECOND] = [requestId('PA-AAAAA'), requestId('PA-BBBBB')];
const THIRD = requestId('PA-CCCCC');
const ASK = {
  entitlement: { id: 'prod-db' },
  asked: { kind: 'duration', durationMs: HOUR },
  justification: 'Locks pile up on the orders table',
} as unknown as ReadAsk;

const nobodyCommits = async () => {
  throw new Error('Nothing should have been committed.');
};

function replicas() {
  const store = createMemoryStore();
  return (['a', 'b'] as const).map((by) => {
    const { clock } = bench();
    return { clock, ctx: bench({ store, clock, claims: createClaims(clock, by) }).ctx };
  });
}

test('typed again while another replica files it, it is the one that is filed', async () => {
  const [one, other] = replicas();
  if (!one || !other) throw new Error('Two replicas.');
  expect(await askedOnce(one.ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
  expect(await askedOnce(other.ctx, AIKO, ASK, SECOND)).toEqual(ok(FIRST));
  expect(await askedOnce(other.ctx, BEN, ASK, SECOND)).toEqual(ok(SECOND));
});

test('at the same moment through both, it is filed under one id', async () => {
  const both = replicas();
  const answers = await Promise.all(
    both.map(({ ctx }, at) => askedOnce(ctx, AIKO, ASK, at === 0 ? FIRST : SECOND)),
  );
  expect(answers[0]).toEqual(answers[1]);
});

test('it is free again when it was decided, or when whoever filed it died', async () => {
  const [one, other] = replicas();
  if (!one || !other) throw new Error('Two replicas.');
  expect(await askedOnce(one.ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
  // By clocks that are each half a minute off it may be a moment ago.
  other.clock.turn(29_000);
  expect(await askedOnce(other.ctx, AIKO, ASK, SECOND)).toEqual(ok(FIRST));
  other.clock.turn(47_000);
  expect(await askedOnce(other.ctx, AIKO, ASK, SECOND)).toEqual(ok(SECOND));
  const opened = openCase(request({ id: SECOND }), 'Production database', decision());
  await commitCase(other.ctx, undefined, opened);
  other.clock.turn(80_000);
  expect(await askedOnce(other.ctx, AIKO, ASK, FIRST)).toMatchObject({ facts: { id: SECOND } });
  await changeCase(other.ctx, SECOND, (file) => ({
    ...opened,
    file: { ...file, request: { ...file.request, state: 'denied' } },
    events: [],
  }));
  expect(await askedOnce(other.ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
});

test('given again within moments it is the same one, though it was decided meanwhile', async () => {
  const [one, other] = replicas();
  if (!one || !other) throw new Error('Two replicas.');
  expect(await askedOnce(one.ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
  const { file, ...opened } = openCase(request({ id: FIRST }), 'Production database', decision());
  const decided = { ...file, request: { ...file.request, state: 'approved' } } as const;
  await commitCase(one.ctx, undefined, { ...opened, file: decided });
  other.clock.turn(10_000);
  expect(await askedOnce(other.ctx, AIKO, ASK, SECOND)).toMatchObject({ facts: { id: FIRST } });
  other.clock.turn(65_000);
  expect(await askedOnce(other.ctx, AIKO, ASK, SECOND)).toEqual(ok(SECOND));
});

describe('where there is one replica', () => {
  const file = async (ctx: Context, state: CaseFile['request']['state']) => {
    const { file: opened, ...more } = openCase(request({ id: FIRST }), 'Database', decision());
    const file = { ...opened, request: { ...opened.request, state } };
    await commitCase(ctx, undefined, { ...more, file });
  };

  test('typed twice, one of them is filed, and nothing is committed to know it', async () => {
    const { ctx } = bench({ store: { ...createMemoryStore(), commit: nobodyCommits } });
    expect(await askedOnce(ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
    expect(await askedOnce(ctx, AIKO, ASK, SECOND)).toEqual(ok(FIRST));
    expect(await askedOnce(ctx, BEN, ASK, SECOND)).toEqual(ok(SECOND));
  });

  test('given again within moments it is the same one, though it was decided', async () => {
    const { ctx, clock } = bench();
    expect(await askedOnce(ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
    await file(ctx, 'approved');
    clock.turn(30_000);
    expect(await askedOnce(ctx, AIKO, ASK, SECOND)).toMatchObject({ facts: { id: FIRST } });
    clock.turn(15_000);
    expect(await askedOnce(ctx, AIKO, ASK, SECOND)).toEqual(ok(SECOND));
  });

  test('it is free again when it was taken back, or never filed', async () => {
    const { ctx, clock } = bench();
    expect(await askedOnce(ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
    clock.turn(15_000);
    expect(await askedOnce(ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
    await file(ctx, 'cancelled');
    // What was sent before may come once more, though it was taken back meanwhile.
    expect(await askedOnce(ctx, AIKO, ASK, SECOND)).toMatchObject({
      facts: { id: FIRST, isWithdrawn: true },
    });
    clock.turn(45_000);
    expect(await askedOnce(ctx, AIKO, ASK, SECOND)).toEqual(ok(SECOND));
  });

  test('after it was not filed, those who try again file it under one id', async () => {
    const { ctx, clock } = bench();
    expect(await askedOnce(ctx, AIKO, ASK, FIRST)).toEqual(ok(FIRST));
    clock.turn(15_000);
    const both = [SECOND, THIRD].map((id) => askedOnce(ctx, AIKO, ASK, id));
    const [one, other] = await Promise.all(both);
    expect(one).toEqual(other);
  });
});
