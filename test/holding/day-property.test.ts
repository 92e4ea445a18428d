/** Whatever happens in a day, the promises of a holding hold at every moment of it. */

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../src/kernel/time.ts';
import { Day, type Deed, type Fault } from './day.ts';

const short = fc.constantFrom(SECOND, 3 * SECOND, 14 * SECOND, MINUTE, 4 * MINUTE);
const long = fc.constantFrom(2 * MINUTE, 7 * MINUTE, 16 * MINUTE);
const nth = fc.nat({ max: 5 });
const fault = fc.constantFrom<Fault>(
  ...(['none', 'lost', 'dropped', 'refused', 'late-10s', 'late-3m', 'late-15m'] as const),
);
const grant = fc.record({
  do: fc.constant('grant' as const),
  target: nth,
  facts: nth,
  inMs: fc.constantFrom(0, 0, 0, 5 * MINUTE),
  forMs: long,
  isOpen: fc.boolean(),
});
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: grant },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('end', 'lower', 'extend' as const),
      grant: nth,
      ms: long,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('again' as const), order: nth }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('hold-mail', 'deliver' as const) }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.oneof(short, long) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.oneof(short, long) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('faults' as const),
      faults: fc.array(fault, { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hand' as const), slot: nth }) },
);

/** The fence is pulled while nobody is awake who could put it back: the first look mends it. */
const PULLED: readonly Deed[] = [
  { do: 'grant', target: 2, facts: 0, inMs: 0, forMs: 2 * MINUTE, isOpen: false },
  { do: 'wait', ms: SECOND },
  { do: 'hand', slot: 0 },
  { do: 'sleep', ms: 7 * MINUTE },
  { do: 'end', grant: 0, ms: 2 * MINUTE },
  { do: 'sleep', ms: 16 * MINUTE },
];

/** The document was taken by us, for a fence to move first, and then nobody was awake. */
const TAKEN: readonly Deed[] = [
  { do: 'grant', target: 1, facts: 0, inMs: 0, forMs: 2 * MINUTE, isOpen: false },
  { do: 'wait', ms: 3 * SECOND },
  { do: 'grant', target: 5, facts: 0, inMs: 0, forMs: 16 * MINUTE, isOpen: false },
  { do: 'wait', ms: SECOND },
  { do: 'sleep', ms: 4 * MINUTE },
];

const RUNS = Number(process.env['RUNS'] ?? 2_000);

test('no access outlives its leases, none is denied within, and what is said is true', () => {
  fc.assert(
    fc.property(fc.array(deed, { minLength: 2, maxLength: 12 }), (deeds) => {
      const day = new Day();
      for (const one of deeds) day.act(one);
      day.finish();
      expect(day.watch.broken).toBeUndefined();
      expect([...day.cloud.slots.keys()]).toEqual([]);
      expect(day.cloud.holding.leases).toEqual([]);
      expect(day.cloud.holding.dueMs).toBeUndefined();
    }),
    { numRuns: RUNS, examples: [[[...PULLED]], [[...TAKEN]]] },
  );
}, 120_000);
