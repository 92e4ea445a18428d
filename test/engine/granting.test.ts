/** Before anything is granted: are the records ours to read, and does nobody speak against it? */

import { describe, expect, test } from 'vitest';
import { confirmAdoption, recordCopy, standing } from '../../src/engine/adoption.ts';
import type { Ports } from '../../src/engine/context.ts';
import { createGranting } from '../../src/engine/granting.ts';
import { requireKnownRecords } from '../../src/engine/known-release.ts';
import { registerConfiguration } from '../../src/engine/register-configuration.ts';
import { stoppedNow } from '../../src/engine/stopped.ts';
import type { RecordKey, StoreTrouble } from '../../src/ports/store.ts';
import { BEN, NOON } from '../case-file/sample.ts';
import { configOf, edited } from '../config/example.ts';
import { headOf } from '../contract/store-samples.ts';
import { bench, factsOf } from './context.ts';

const TODAY = 'journal/2026-11-23';

describe('a record of a newer release', () => {
  test.each<[RecordKey, string, object]>([
    ['case/PA-7K3M2', 'pending', {}],
    ['holding/111122223333:AIDA1', 'live', { converge: NOON }],
    ['meta/configuration', 'in-force', {}],
    [TODAY, 'open', {}],
  ])('F58: %s: nothing is begun', async (key, state, due) => {
    const { ctx, store } = bench();
    await registerConfiguration(ctx, { is: 'start' });
    await expect(requireKnownRecords(ctx)).resolves.toBeUndefined();
    const before = await store.load(key);
    const version = (before?.version ?? 0) + 1;
    await store.commit(headOf(key, { version, body: { schema: 2 }, index: { state, due } }));
    await expect(requireKnownRecords(ctx)).rejects.toMatchObject({
      code: 'cannot-start',
      message: expect.stringContaining(`${key} was written by another prod-access`),
    });
  });
});

describe('granting', () => {
  test('stops for as long as anything speaks against it, and that is logged once', async () => {
    let trouble: StoreTrouble | undefined;
    const said: string[] = [];
    const warn = (what: string, more: object = {}) =>
      void said.push([what, ...Object.values(more)].join(': '));
    const log = { info: () => {}, warn, error: () => {} };
    const health = { trouble: () => trouble };
    const { ctx } = bench({ log, health });
    await registerConfiguration(ctx, { is: 'start' });
    const granting = createGranting(ctx);
    await granting.watch(ctx);
    expect(granting.stopped()).toBeUndefined();
    trouble = { is: 'full-disk', why: 'The disk is full.' };
    await granting.watch(ctx);
    await granting.watch(ctx);
    expect(granting.stopped()).toEqual(trouble);
    trouble = undefined;
    await granting.watch(ctx);
    expect(said).toEqual(['granting-stopped: The disk is full.', 'granting-again: ']);
    granting.halt('Broken.');
    expect(granting.stopped()).toEqual({ is: 'broken', why: 'Broken.' });
  });

  test('tells operators of changed rules by its watch, not at each click meanwhile', async () => {
    const confirms = ['# confirm_changes: true', 'confirm_changes: true'] as const;
    const { ctx: before, store } = bench({ config: configOf(edited(confirms)) });
    await registerConfiguration(before, { is: 'start' });
    let told = 0;
    const announce = async () => {
      told += 1;
      return { ok: true, ref: { channel: 'C0OPS', message: '1' } } as const;
    };
    const config = configOf(edited(confirms, ['any: 2', 'any: 1']));
    const { ctx } = bench({ config, store, chat: { ...before.chat, announce } });
    const granting = createGranting(ctx);
    await granting.register(ctx);
    const lookAgain = () => granting.lookAgain(ctx);
    const here = { ...ctx, waits: () => granting.waits(), lookAgain };
    const said = await Promise.all([1, 2, 3].map(() => stoppedNow(here)));
    expect(said).toMatchObject([1, 2, 3].map(() => ({ code: 'rules-unconfirmed' })));
    expect(told).toBe(0);
    await granting.watch(ctx);
    await granting.watch(ctx);
    expect(told).toBe(1);
  });

  test('waits for an operator where the store is an older copy, also after a restart', async () => {
    let isSettled = false;
    const settle = async () => void (isSettled = true);
    const copy = { why: 'It is of yesterday.', settle };
    const health: Ports['health'] = { trouble: () => undefined, copy };
    const { ctx, store } = bench({ health });
    await confirmAdoption(ctx, BEN);
    await recordCopy(ctx);
    expect(isSettled).toBe(true);
    const { isConfirmed, copySinceMs } = await standing(ctx);
    expect([isConfirmed, (copySinceMs ?? 0) >= NOON]).toEqual([false, true]);
    const restarted = { ...ctx, health: { trouble: () => undefined } };
    await recordCopy(restarted);
    const granting = createGranting(restarted);
    await granting.lookAtStore(restarted);
    expect(granting.stopped()).toEqual({
      is: 'copy',
      why: 'The records are an older copy, which no operator has confirmed.',
    });
    await confirmAdoption(restarted, BEN);
    await granting.lookAtStore(restarted);
    expect(granting.stopped()).toBeUndefined();
    expect((await factsOf(store, TODAY)).map(({ type }) => type)).toContain('copy-found');
  });
});
