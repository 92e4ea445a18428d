/** Whether the glass may be broken once more, by the record of those that came before. */

import { describe, expect, test } from 'vitest';
import { emptyChain } from '../../src/audit/chain.ts';
import type { CaseFile } from '../../src/case-file/case-file.ts';
import { openCase } from '../../src/case-file/open-case.ts';
import { checkBrokenBefore } from '../../src/engine/break-glass-before.ts';
import { keepOffer, type Offer, offerOf, takeOffer } from '../../src/engine/break-glass-offer.ts';
import { commitCase } from '../../src/engine/records.ts';
import { requestId } from '../../src/kernel/brand.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import type { AfterReview } from '../../src/request/after-review.ts';
import { AIKO, BEN, decision, NOON, person, request } from '../case-file/sample.ts';
import { type Bench, bench } from './context.ts';

const DUE: AfterReview = {
  state: 'due',
  openedMs: NOON,
  dueMs: NOON + 10 * HOUR,
  from: [[{ group: 'sre-leads' }]],
  reminded: 0,
};
const done = (verdict: 'justified' | 'not-justified', atMs = NOON + HOUR): AfterReview => ({
  ...DUE,
  state: 'done',
  verdict,
  atMs,
});

/** Opened, given and over. */
function broken(change: Partial<CaseFile> = {}, createdMs = NOON): CaseFile {
  const asked = request({ breakGlass: true, createdMs });
  const opened = openCase(asked, 'Database', {
    ...decision(),
    kind: 'break-glass',
    review: { from: DUE.from, withinMs: 10 * HOUR },
    channels: ['C0URGENT'],
  });
  const { grant } = opened.file;
  if (!grant) throw new Error('Nothing was opened.');
  const over = { ...grant, state: 'revoked', activeMs: createdMs } as const;
  return { ...opened.file, grant: over, review: DUE, ...change };
}

const put = ({ ctx }: Bench, file: CaseFile) =>
  commitCase(ctx, undefined, { ok: true, file, events: [], loud: [] });
async function putNewer({ ctx }: Bench, id: string): Promise<void> {
  const key = `case/${id}` as const;
  const index = { state: 'reviewing', person: AIKO.key, entitlement: 'prod-db', createdMs: NOON };
  const head = { key, version: 1, body: { schema: 2 }, chain: emptyChain(key), sealed: [] };
  await ctx.store.commit({ ...head, index: { ...index, due: {} } });
}
const codeOf = async (of: Bench, who = AIKO, entitlement = 'prod-db') =>
  (await checkBrokenBefore(of.ctx, who, 'whoever', entitlement))?.code;

describe('one that came before', () => {
  test('speaks against another of the same human and the same entry, and of no other', async () => {
    const of = bench();
    await put(of, broken());
    expect(await codeOf(of)).toBe('break-glass-unreviewed');
    expect(await codeOf(of, person('aiko-grid', 'aiko'))).toBe('break-glass-unreviewed');
    expect(await codeOf(of, AIKO, 'prod-logs')).toBeUndefined();
    expect(await codeOf(of, BEN)).toBeUndefined();
  });

  test('that only a newer release can read keeps nobody from an emergency', async () => {
    const of = bench();
    await putNewer(of, 'PA-NEWER');
    expect(await codeOf(of)).toBeUndefined();
    await put(of, broken());
    expect(await codeOf(of)).toBe('break-glass-unreviewed');
  });

  test('and came of the last offer that was taken is no hindrance either', async () => {
    const of = bench();
    const typed = { entitlement: 'prod-db' } as unknown as Offer['typed'];
    const offered = { who: 'whoever', typed, digest: 'd' };
    const drawing = await keepOffer(of.ctx, 'prod-db', offered);
    const kept = typeof drawing === 'string' ? await offerOf(of.ctx, drawing) : undefined;
    if (!kept) throw new Error('Nothing was offered.');
    await takeOffer(of.ctx, kept);
    expect(await codeOf(of)).toBe('break-glass-live');
    await putNewer(of, kept.offer.id);
    expect(await codeOf(of)).toBeUndefined();
  });

  test('speaks against it for as long as nobody has reviewed it, be it weeks', async () => {
    const of = bench();
    await put(of, broken());
    of.clock.turnTo(NOON + 21 * 24 * HOUR);
    expect(await codeOf(of)).toBe('break-glass-unreviewed');
  });

  test('that was not right speaks against it for a day, and for the cool-down after', async () => {
    const of = bench();
    await put(of, broken({ review: done('not-justified', NOON + 23.9 * HOUR) }));
    of.clock.turnTo(NOON + 24 * HOUR);
    expect(await codeOf(of)).toBe('break-glass-unjustified');
    of.clock.turnTo(NOON + 23.9 * HOUR + 15 * MINUTE);
    expect(await codeOf(of)).toBeUndefined();
  });

  test('is found below a heap of others that were asked for since', async () => {
    const of = bench();
    await put(of, broken({ review: done('not-justified') }));
    const rest = Array.from({ length: 260 }, (_, at) => {
      const id = requestId(`PA-Z${String(at).padStart(4, '0')}`);
      const createdMs = NOON + 1 + at;
      const file = broken({ id, review: done('justified') }, createdMs);
      return put(of, { ...file, request: { ...file.request, id } });
    });
    await Promise.all(rest);
    expect(await codeOf(of)).toBe('break-glass-unjustified');
  });

  test('speaks against nothing where it was right, or where nothing was given', async () => {
    const of = bench();
    await put(of, broken({ review: done('justified') }));
    expect(await codeOf(of)).toBeUndefined();
    const never = bench();
    const { grant, ...file } = broken();
    if (!grant) throw new Error('Nothing was opened.');
    const { activeMs: _, ...given } = grant;
    const report = { state: 'ended', how: 'never-given', atMs: NOON } as const;
    const leases = given.leases.map((lease) => ({ ...lease, report }));
    await put(never, { ...file, grant: { ...given, leases } });
    expect(await codeOf(never)).toBeUndefined();
  });
});
