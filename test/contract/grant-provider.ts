/** The promises of the grant provider (src/ports/grant-provider.ts), kept under any rights. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FencePlace, type Slot, slotId, slotName } from '../../src/holding/slot.ts';
import type { GrantProvider, Observation } from '../../src/ports/grant-provider.ts';
import type { Holder } from '../../src/request/request.ts';

export interface ProviderUnderTest {
  readonly provider: GrantProvider;
  /** Of another installation, in the same accounts. */
  readonly neighbour: GrantProvider;
  readonly holder: Holder;
  readonly groups: readonly string[];
  readonly places: readonly FencePlace[];
  /** How many writes have arrived so far. */
  readonly writes: () => number;
  /** What somebody else does to the accounts. */
  readonly hand: {
    readonly deletePrincipal: () => void;
    readonly createPrincipal: () => void;
    readonly join: (group: string) => void;
  };
  readonly close: () => Promise<void>;
}

/** `slots` holds one of each kind that the provider has, at every place. */
export function grantProviderContract(
  name: string,
  slots: readonly Slot[],
  make: () => Promise<ProviderUnderTest>,
): void {
  describe(`${name} keeps the promises of a grant provider`, () => {
    let under: ProviderUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());

    const each = slots.map((slot) => [slotName(slot), slot] as const);
    describe.each(each)('%s', (_, slot) => {
      oneSlot(() => under, slot);
    });
    describe('several', () => {
      several(() => under, slots);
    });
    describe('the principal', () => {
      principal(() => under, slots);
    });
  });
}

const LONG_MS = 8_000;

function acts({ holder, groups, places }: ProviderUnderTest, provider: GrantProvider) {
  const common = { holder, stillMine: () => true };
  const signal = () => AbortSignal.timeout(LONG_MS);
  return {
    put: (slot: Slot) => provider.apply({ ...common, step: { do: 'put', slot }, signal: signal() }),
    remove: (slot: Slot) =>
      provider.apply({ ...common, step: { do: 'remove', id: slotId(slot) }, signal: signal() }),
    observe: () =>
      provider.observe({ holder, targets: [], groups, places, sessions: [], signal: signal() }),
  };
}

const names = ({ found }: Observation) => found.map(({ id }) => slotName(id)).sort();
const DONE = { ok: true } as const;

/** Rights that depend on what is known of a user end with the user; the next look tells why. */
const NO_RIGHT = 'aws-refused';
const orFault = <T>(answer: Promise<T>) =>
  answer.catch((fault: unknown) => (fault as { readonly code: unknown }).code);

function oneSlot(under: () => ProviderUnderTest, slot: Slot): void {
  test('is read back with the content that was put, by one write', async () => {
    const { provider, holder, writes } = under();
    const { put, observe } = acts(under(), provider);
    expect(await put(slot)).toEqual(DONE);
    expect(writes()).toBe(1);
    // What was found may say more of itself, as the id of a group.
    expect((await observe()).found).toMatchObject([
      { id: slotId(slot), content: provider.content(holder, slot) },
    ]);
  });

  test('may be put again, and nothing is different', async () => {
    const { put, observe } = acts(under(), under().provider);
    await put(slot);
    const before = await observe();
    expect(await put(slot)).toEqual(DONE);
    expect(await observe()).toEqual(before);
  });

  test('is removed by one write, and is gone when it is removed again', async () => {
    const { put, remove, observe } = acts(under(), under().provider);
    await put(slot);
    const before = under().writes();
    expect(await remove(slot)).toEqual(DONE);
    expect(under().writes() - before).toBe(1);
    expect((await observe()).found).toEqual([]);
    expect(await remove(slot)).toEqual(DONE);
  });

  test('that was never there is removed with success', async () => {
    expect(await acts(under(), under().provider).remove(slot)).toEqual(DONE);
  });

  test('of a principal that is gone is never refused for good', async () => {
    const { put, remove } = acts(under(), under().provider);
    await put(slot);
    under().hand.deletePrincipal();
    expect([DONE, NO_RIGHT]).toContainEqual(await orFault(remove(slot)));
  });
}

function several(under: () => ProviderUnderTest, slots: readonly Slot[]): void {
  test('stand beside each other, and go one by one', async () => {
    const { put, remove, observe } = acts(under(), under().provider);
    for (const slot of slots) expect(await put(slot)).toEqual(DONE);
    expect(names(await observe())).toEqual(slots.map(slotName).sort());
    for (const [index, slot] of slots.entries()) {
      await remove(slot);
      const left = slots.slice(index + 1);
      expect(names(await observe())).toEqual(left.map(slotName).sort());
    }
  });

  test('are not touched by another installation, nor seen as its own', async () => {
    const own = acts(under(), under().provider);
    const other = acts(under(), under().neighbour);
    // A membership has no owner, and the tag of a group is one: who comes second is refused.
    const marked = slots.filter(({ kind }) => kind === 'allow' || kind === 'fence');
    for (const slot of marked) await own.put(slot);
    expect(names(await other.observe())).toEqual([]);
    for (const slot of marked) await other.put(slot);
    for (const slot of marked) await other.remove(slot);
    expect(names(await own.observe())).toEqual(marked.map(slotName).sort());
  });

  test('are all named by a survey, with the installation that left them', async () => {
    const { provider, neighbour, groups, holder } = under();
    for (const slot of slots) await acts(under(), provider).put(slot);
    const asked = groups.map((group) => ({ account: holder.account, group }));
    const marks = [];
    for await (const mark of neighbour.survey(asked, AbortSignal.timeout(LONG_MS))) {
      if (mark.uniqueId === holder.uniqueId) marks.push(mark);
    }
    const atPrincipal = slots.filter((slot) => slot.kind !== 'fence' || slot.place.on === 'user');
    expect(marks.map((mark) => slotName(mark.slot)).sort()).toEqual(
      atPrincipal.map(slotName).sort(),
    );
    const owners = marks
      .filter(({ slot }) => slot.kind !== 'member')
      .map((one) => one.installation);
    expect(new Set(owners).size).toBe(1);
    expect(owners[0]).toBeDefined();
  });

  // Not every holder can be in a group.
  const joins = slots.some(({ kind }) => kind === 'member');
  test.runIf(joins)('of others are left out: a member that nobody marked stays', async () => {
    const [group = ''] = under().groups;
    under().hand.join(group);
    expect(names(await acts(under(), under().provider).observe())).toEqual([`member:${group}`]);
  });
}

function principal(under: () => ProviderUnderTest, slots: readonly Slot[]): void {
  test('has an id that is not used twice', async () => {
    const { provider, holder, hand } = under();
    expect(await provider.uniqueId(holder)).toBe(holder.uniqueId);
    hand.deletePrincipal();
    expect(await provider.uniqueId(holder)).toBeUndefined();
    hand.createPrincipal();
    expect(await provider.uniqueId(holder)).not.toBe(holder.uniqueId);
  });

  test('that is gone is told, and one made anew is another', async () => {
    const { put, observe } = acts(under(), under().provider);
    for (const slot of slots) await put(slot);
    // What is at roles does not go with it.
    const left = slots.filter((slot) => slot.kind === 'fence' && slot.place.on === 'role');
    under().hand.deletePrincipal();
    const gone = await observe();
    expect(gone).toMatchObject({ principal: 'gone', facts: {} });
    expect(names(gone)).toEqual(left.map(slotName).sort());
    under().hand.createPrincipal();
    expect(await observe()).toMatchObject({ principal: 'replaced', found: gone.found, facts: {} });
  });

  test('that is gone is given nothing', async () => {
    const { put } = acts(under(), under().provider);
    under().hand.deletePrincipal();
    const atPrincipal = slots.filter((slot) => slot.kind !== 'fence' || slot.place.on === 'user');
    for (const slot of atPrincipal) {
      const missing = expect.objectContaining({ ok: false, code: 'target-missing' }) as unknown;
      expect([missing, NO_RIGHT]).toContainEqual(await orFault(put(slot)));
    }
  });
}
