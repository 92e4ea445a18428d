/** Looks into a calendar that fail: how soon they are taken again. */

import { describe, expect, test } from 'vitest';
import { unhurried } from '../../../adapters/calendars/text-reader.ts';
import { DAY, MINUTE } from '../../../src/kernel/time.ts';

const NOON = Date.UTC(2026, 11, 25, 12);
const OPEN = { open: true } as const;

/** Fails for noon while the machine is busy. */
function lookInto() {
  const machine = { isBusy: true, ms: 0, taken: 0 };
  const at = (atMs: number) => {
    machine.taken += 1;
    if (machine.isBusy && atMs >= NOON) throw new Error('it takes too long');
    return OPEN;
  };
  return { machine, look: unhurried(at, { monotonicMs: () => machine.ms }) };
}

describe('a look that came to nothing', () => {
  test('is not taken again within a minute: it holds up everybody', () => {
    const { machine, look } = lookInto();
    expect(() => look(NOON)).toThrow('too long');
    machine.ms = MINUTE - 1;
    expect(() => look(NOON + MINUTE - 1)).toThrow('too long');
    expect(machine.taken).toBe(1);
  });

  test('is taken again after that: the machine may have been busy', () => {
    const { machine, look } = lookInto();
    expect(() => look(NOON)).toThrow('too long');
    Object.assign(machine, { isBusy: false, ms: MINUTE });
    expect(look(NOON)).toEqual(OPEN);
  });

  test('stands in the way of no other moment', () => {
    const { look } = lookInto();
    expect(() => look(NOON)).toThrow('too long');
    expect(look(NOON - DAY)).toEqual(OPEN);
  });
});
