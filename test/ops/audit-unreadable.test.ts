/** Rows that are no events, and lines that do not add up: named, and everything else goes on. */

import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../adapters/memory/store.ts';
import type { SealedEvent } from '../../src/audit/chain.ts';
import type { AuditSource } from '../../src/ops/all-heads.ts';
import { auditExport, auditVerify } from '../../src/ops/audit-command.ts';
import { EXIT } from '../../src/ops/command-table.ts';
import type { Head, Store } from '../../src/ports/store.ts';
import { fact, headOf, NOON } from '../contract/store-samples.ts';
import { screen } from './screen.ts';

const ODD = headOf('case/odd', { events: [fact(NOON), fact(NOON + 2)] });
const SOUND = headOf('case/sound', { events: [fact(NOON + 1), fact(NOON + 3)] });

/** Two records of two events, of which that row is made something else. */
async function sourceWith(change: (sealed: SealedEvent) => unknown): Promise<Store> {
  const store = createMemoryStore();
  for (const head of [ODD, SOUND]) {
    await store.append(head.sealed);
    await store.commit({ ...head, sealed: [] });
  }
  return {
    ...store,
    async *events(query) {
      for await (const sealed of store.events(query)) {
        const isOdd = sealed.record === 'case/odd' && sealed.seq === 2;
        yield (isOdd ? change(sealed) : sealed) as SealedEvent;
      }
    },
  };
}

async function exported(source: AuditSource, options = {}) {
  const terminal = screen();
  const code = await auditExport(source, { format: 'jsonl', ...options }, terminal);
  const lines = terminal.out.join('').trimEnd().split('\n');
  return { code, err: terminal.err, lines: lines.map((line) => JSON.parse(line)) };
}

async function verified(source: AuditSource, options = {}) {
  const terminal = screen();
  const code = await auditVerify(source, terminal, options);
  return { code, err: terminal.err };
}

const ROWS: ReadonlyArray<readonly [string, (sealed: SealedEvent) => unknown]> = [
  ['nothing', (sealed) => ({ ...sealed, event: null })],
  ['a number', (sealed) => ({ ...sealed, event: 7 })],
  [
    'what the store could not read',
    (sealed) => ({ ...sealed, event: { type: 'unreadable', atMs: 0, actor: '?', facts: {} } }),
  ],
  [
    'dated beyond all calendars',
    ({ event, ...rest }) => ({ ...rest, event: { ...event, atMs: 9e15 } }),
  ],
  ['dated in words', ({ event, ...rest }) => ({ ...rest, event: { ...event, atMs: 'noon' } })],
  ['without facts', ({ event: { facts: _, ...event }, ...rest }) => ({ ...rest, event })],
];

describe.each(ROWS)('an event that is %s', (_, change) => {
  test('is written, named, and no other is lost, in both formats and in any span', async () => {
    const source = await sourceWith(change);
    const said = 'Event 2 of case/odd cannot be read: it is not what was recorded.';
    const { code, err, lines } = await exported(source);
    expect(lines).toHaveLength(4);
    expect(lines.filter(({ record }) => record === 'case/sound')).toHaveLength(2);
    expect(code).toBe(EXIT.broken);
    expect(err).toContain(said);
    expect(await exported(source, { from: '2027-01-01' })).toMatchObject({
      code: EXIT.broken,
      err: [said],
      lines: [{ record: 'case/odd', seq: 2 }],
    });
    const terminal = screen();
    expect(await auditExport(source, { format: 'csv' }, terminal)).toBe(EXIT.broken);
    expect(terminal.out.join('').trimEnd().split('\r\n')).toHaveLength(5);
  });

  test('is found by verifying, which goes on', async () => {
    const source = await sourceWith(change);
    const err = ['Event 2 of odd is not what was recorded.'];
    expect(await verified(source)).toEqual({ code: EXIT.broken, err });
  });
});

describe('a head that holds what are no events', () => {
  const holding = async (sealed: unknown) => {
    const store = createMemoryStore();
    await store.append(SOUND.sealed);
    for (const head of [ODD, SOUND]) {
      await store.commit({ ...head, sealed: head === ODD ? sealed : [] } as Head);
    }
    return store;
  };

  test.each([[null], [[null]], [[7]], [{}], ['x']])(
    'is named, as %j, and the rest told',
    async (sealed) => {
      const source = await holding(sealed);
      expect(await verified(source)).toMatchObject({ code: EXIT.broken, err: [/of odd/] });
      const { code, err, lines } = await exported(source);
      expect(code).toBe(EXIT.broken);
      expect(err.join()).toContain('odd');
      expect(lines.filter(({ record }) => record === 'case/sound')).toHaveLength(2);
    },
  );
});

describe('an export of everything', () => {
  test('that adds up says nothing', async () => {
    const source = await sourceWith((sealed) => sealed);
    expect(await exported(source)).toMatchObject({ code: EXIT.done, err: [] });
  });

  test('that does not add up says so, and names each record', async () => {
    const source = await sourceWith(({ hash, ...rest }) => ({ ...rest, hash: `${hash}0` }));
    expect(await exported(source)).toMatchObject({
      code: EXIT.broken,
      err: [
        'Event 2 of odd is not what was recorded.',
        'What was written does not add up: audit verify says why.',
      ],
    });
    expect(await exported(source, { from: '2026-11-01' })).toMatchObject({ code: EXIT.done });
  });

  test('of a record that is deleted, but for its events, says so', async () => {
    const store = createMemoryStore();
    await store.append(SOUND.sealed);
    const { code, err } = await exported(store);
    expect(code).toBe(EXIT.broken);
    expect(err[0]).toContain('sound was deleted, but its events');
  });

  test('is not called broken for what is recorded meanwhile', async () => {
    const store = await sourceWith((sealed) => sealed);
    const more = headOf('case/sound', { events: [fact(NOON + 1), fact(NOON + 3), fact(NOON + 4)] });
    const fresh = headOf('case/fresh', { events: [fact(NOON + 5)] });
    let isFirst = true;
    const busy: AuditSource = {
      ...store,
      async *events(query) {
        if (isFirst) {
          isFirst = false;
          await store.append([...more.sealed.slice(2), ...fresh.sealed]);
          await store.commit({ ...more, version: 2, sealed: [] });
          await store.commit({ ...fresh, sealed: [] });
        }
        yield* store.events(query);
      },
    };
    const { code, err, lines } = await exported(busy);
    expect([code, err, lines.length]).toEqual([EXIT.done, [], 6]);
  });
});

describe('with --all', () => {
  test('every record that does not add up is named', async () => {
    const store = createMemoryStore();
    for (let n = 10; n < 30; n += 1) {
      const head = headOf(`case/n${n}`, { events: [fact(NOON)] });
      await store.commit({ ...head, sealed: [] });
    }
    const few = await verified(store);
    expect(few.err).toHaveLength(12);
    expect(few.err[0]).toBe(
      'The record of n10 is cut short: event 1 and what followed are missing.',
    );
    expect(few.err.slice(-2)).toEqual([
      '10 more like these are left out; audit verify --all names them.',
      '20 records do not add up.',
    ]);
    const { code, err } = await verified(store, { all: true });
    expect(code).toBe(EXIT.broken);
    expect(err).toHaveLength(21);
    expect(err.at(-2)).toContain('The record of n29 is cut short');
  });
});
