/** What a ledger says of time: up to when it vouches, and for what that came late or never. */

import { beforeEach, describe, expect, test } from 'vitest';
import { event } from '../../src/audit/event.ts';
import { anchorHeads } from '../../src/engine/anchor.ts';
import { commitHead } from '../../src/engine/commit-head.ts';
import { HOUR, MINUTE } from '../../src/kernel/time.ts';
import { auditVerifyLedger } from '../../src/ops/audit-command.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import type { RecordKey } from '../../src/ports/store.ts';
import { NOON } from '../case-file/sample.ts';
import { type Bench, bench } from '../engine/context.ts';
import { ledgerInMemory } from '../engine/ledger-in-memory.ts';
import { minutes, screen } from './screen.ts';

const ONE = 'journal/2026-11-23';
const TWO = 'case/PA-7K3M2';
let around: ReturnType<typeof ledgerInMemory>;
let here: Bench;

/** With two blocks about `ONE`, at five past and at ten past. */
beforeEach(async () => {
  around = ledgerInMemory();
  here = bench({ ledger: around.ledger });
  for (const _ of [1, 2]) {
    await write(ONE);
    await anchored();
  }
});

/** One event, that happened now unless it says otherwise. */
async function write(key: RecordKey, atMs = here.clock.nowMs(), ctx = here.ctx): Promise<void> {
  const said = event('stopped', atMs, 'prod-access', { why: 'x' });
  const index = { state: 'open', createdMs: NOON, due: {} };
  await commitHead(ctx, key, await ctx.store.load(key), { schema: 1 }, [said], index);
}

async function anchored(): Promise<void> {
  here.clock.turn(5 * MINUTE);
  await anchorHeads(here.ctx);
}

/** As by somebody who strikes out the debt, or a bot that keeps no ledger. */
function unanchored(key: RecordKey, atMs?: number): Promise<void> {
  const { ledger: _, ...without } = here.ctx;
  return write(key, atMs, without);
}

async function verified() {
  const terminal = screen();
  const { place } = around.ledger;
  const code = await auditVerifyLedger(here.store, { place, check: around.check }, terminal);
  const [, sound = '', ...more] = minutes(terminal.out);
  return { code, sound, more, err: minutes(terminal.err) };
}

describe('a ledger', () => {
  test('says up to when it vouches', async () => {
    const { code, sound, more } = await verified();
    expect(sound).toBe(
      'The ledger is sound up to block 2 of 2026-11-23T12:10Z: 2 blocks, 2 anchors.',
    );
    expect([code, more]).toEqual([EXIT.done, []]);
  });

  test('that stopped while events went on is not simply sound, and says until when', async () => {
    for (const day of [1, 2, 3]) {
      here.clock.turn(24 * HOUR);
      await unanchored(`journal/2026-11-${23 + day}`);
    }
    const { code, more, err } = await verified();
    expect(code).toBe(EXIT.failed);
    expect(err).toEqual([
      'The ledger ends with block 2 of 2026-11-23T12:10Z, and events go on until ' +
        '2026-11-26T12:10Z: nothing vouches for these.',
    ]);
    expect(more).toEqual([
      'Not vouched for: journal/2026-11-24 from its event 1, which no block saw.',
      'Not vouched for: journal/2026-11-25 from its event 1, which no block saw.',
    ]);
  });

  test('whose next block is on its way, after quiet hours, is sound and says so', async () => {
    here.clock.turn(24 * HOUR);
    await write(TWO);
    const { code, more, err } = await verified();
    expect([code, err]).toEqual([EXIT.done, []]);
    expect(more).toEqual([
      'The ledger ends with block 2 of 2026-11-23T12:10Z, and events go on until ' +
        '2026-11-24T12:10Z: no block saw these yet.',
    ]);
    await anchored();
    expect(await verified()).toMatchObject({ code: EXIT.done, more: [] });
  });
});

describe('an event', () => {
  test('that is dated long before the block that first saw it is named', async () => {
    here.clock.turn(48 * HOUR);
    await write(ONE);
    await anchored();
    here.clock.turn(48 * HOUR);
    await write(TWO, here.clock.nowMs() - 72 * HOUR);
    await anchored();
    const { code, more, err } = await verified();
    expect([code, err]).toEqual([EXIT.done, []]);
    expect(more).toEqual([
      `${TWO} has its event 1 dated 2026-11-24T12:15Z, first seen by block 4 of ` +
        '2026-11-27T12:20Z.',
    ]);
  });

  test('that waited for its block since the one before is not late', async () => {
    around.state.isAway = true;
    await write(TWO);
    here.clock.turn(48 * HOUR);
    await anchored();
    around.state.isAway = false;
    await anchored();
    expect(await verified()).toMatchObject({ code: EXIT.done, more: [] });
  });

  test('from before the ledger, in a record that it knew, is named, whoever saw it', async () => {
    await unanchored(ONE, NOON - 400 * 24 * HOUR);
    here.clock.turn(2 * HOUR);
    await write(TWO);
    await anchored();
    const unseen = `Not vouched for: ${ONE} from its event 3, which no block saw.`;
    expect(await verified()).toMatchObject({ code: EXIT.done, more: [unseen] });
    await write(ONE);
    await anchored();
    const late =
      `${ONE} has its event 3 dated 2025-10-19T12:00Z, first seen by block 4 of ` +
      '2026-11-23T14:20Z.';
    expect(await verified()).toMatchObject({ code: EXIT.done, more: [late] });
  });

  test('from before the ledger, in a record that it saw only later, is counted', async () => {
    await unanchored(TWO, NOON - 24 * HOUR);
    expect(await verified()).toMatchObject({ code: EXIT.done, more: [] });
    here.clock.turn(2 * HOUR);
    await write(TWO);
    await anchored();
    const counted = '1 record has events from before the ledger, which only a later block saw.';
    expect(await verified()).toMatchObject({ code: EXIT.done, more: [counted] });
  });
});
