/** The ledger: whatever is taken out of it, or out of what it saw, is found. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Anchor,
  type Block,
  blockText,
  nextDraft,
  readCopy,
  signedText,
} from '../../src/audit/ledger.ts';
import { anchorFaults, blockFaults, witnesses } from '../../src/audit/ledger-faults.ts';
import { sha256 } from '../../src/kernel/digest.ts';

const sealWith = (text: string) => sha256(`a secret ${text}`);
const isSigned = (block: Block) => sealWith(signedText(block)) === block.signature;
const anchors: readonly Anchor[] = Array.from({ length: 12 }, (_, n) => ({
  record: `case/PA-${n % 4}`,
  seq: Math.floor(n / 4) + 1,
  hash: sha256(String(n)),
}));

const blocks: Block[] = [];
for (let n = 0; n < 4; n += 1) {
  const draft = nextDraft(blocks.at(-1), anchors.slice(3 * n, 3 * n + 3), n, 'key');
  blocks.push({ ...draft, signature: sealWith(signedText(draft)) });
}
const copies = new Map(blocks.map((block) => [block.number, blockText(block)]));
const numbered = (kept: readonly Block[]) =>
  new Map(kept.map((block, index) => [index + 1, block] as const));
const faults = (kept: ReadonlyMap<number, unknown>, others = copies, copied = 4) =>
  blockFaults({ blocks: kept, copies: others, copied }, isSigned);
const whole = numbered(blocks);
const without = (...gone: readonly number[]) =>
  new Map([...whole].filter(([number]) => !gone.includes(number)));

const remains = (change: (anchor: Anchor) => Anchor | undefined) => {
  const left = anchors.flatMap((anchor) => change(anchor) ?? []);
  const of = (record: string) => left.filter((one) => one.record === record);
  return {
    end: (record: string) => of(record).at(-1)?.seq,
    hashAt: (record: string, seq: number) => of(record).find((one) => one.seq === seq)?.hash,
  };
};

describe('blocks', () => {
  test('that nobody touched are sound, as is a ledger not begun', () => {
    expect(faults(whole)).toEqual([]);
    expect(faults(new Map(), new Map(), 0)).toEqual([]);
  });

  test('not yet in the second place are under way, not lost', () => {
    expect(faults(whole, new Map([...copies].slice(0, 2)), 2)).toEqual([]);
  });

  test('any one left out of the store is found, and no other is called bad for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.boolean(), (number, isGone) => {
        const others = isGone ? new Map() : copies;
        const found = faults(without(number), others, isGone ? number : 4);
        expect(found).toContainEqual({ kind: 'block-missing', number });
        if (!isGone) expect(found).toHaveLength(1);
      }),
    );
  });

  test('that took the place of another are missed', () => {
    expect(faults(numbered(blocks.slice(1)))[0]).toEqual({ kind: 'block-missing', number: 1 });
  });

  test('a cut tail is found by the second place alone, block by block', () => {
    const missing = [3, 4].map((number) => ({ kind: 'block-missing', number }));
    expect(faults(without(3, 4), copies, 0)).toEqual(missing);
  });

  test('may be missing by the hundred thousand: it is said, and no stack runs over', () => {
    const many = new Map(Array.from({ length: 200_000 }, (_, n) => [n + 1, '']));
    expect(faults(new Map(), many, 0)).toHaveLength(200_000);
    expect(faults(new Map(), new Map(), 1e15)).toEqual([{ kind: 'block-missing', number: 1 }]);
  });

  test('any gone from the second place, or others there, are found, every one', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(some, fc.boolean(), (numbers, isGone) => {
        const others = new Map(copies);
        for (const number of numbers) {
          if (isGone) others.delete(number);
          else others.set(number, 'another');
        }
        const kind = isGone ? 'copy-missing' : 'copy-differs';
        const all = numbers.toSorted((one, other) => one - other);
        expect(faults(whole, others)).toEqual(all.map((number) => ({ kind, number })));
      }),
    );
  });

  test('any one value changed is found, though the store and the copy agree', () => {
    const field = fc.constantFrom('number', 'atMs', 'previous', 'by', 'signature', 'entries');
    fc.assert(
      fc.property(fc.nat(3), field, fc.boolean(), (at, what, isAlikeKind) => {
        const block = blocks[at] as Block;
        const was = block[what];
        const other = typeof was === 'number' && isAlikeKind ? was + 7 : `${JSON.stringify(was)}0`;
        const value = what === 'entries' ? block.entries.slice(1) : other;
        const changed = { ...block, [what]: value } as Block;
        const others = new Map(copies).set(at + 1, blockText(changed));
        expect(faults(numbered(blocks.with(at, changed)), others)).not.toEqual([]);
      }),
    );
  });

  test('that are none are no blocks of ours', () => {
    for (const value of [null, 7, 'x', [], {}, { ...blocks[1], entries: 7 }]) {
      const found = faults(new Map<number, unknown>(whole).set(2, value));
      expect(found).toContainEqual({ kind: 'block-unsigned', number: 2 });
    }
  });

  test('are read of a copy to the letter, or not at all', () => {
    const [first] = blocks as [Block];
    const text = blockText(first);
    expect(readCopy(text)).toEqual(first);
    const more = JSON.stringify({ ...first, more: true });
    for (const odd of ['', 'null', '{', ` ${text}`, more]) expect(readCopy(odd)).toBeUndefined();
  });
});

describe('what they saw', () => {
  test('is there in a sound store', () => {
    expect(
      anchorFaults(
        blocks,
        remains((one) => one),
      ),
    ).toEqual([]);
  });

  test('any record deleted, cut or written anew is named', () => {
    const what = fc.constantFrom('deleted', 'cut', 'rewritten');
    fc.assert(
      fc.property(fc.nat(11), what, (at, kind) => {
        const { record, seq } = anchors[at] as Anchor;
        const found = anchorFaults(
          blocks,
          remains((one) => {
            if (one.record !== record) return one;
            if (kind === 'deleted' || (kind === 'cut' && one.seq >= seq)) return undefined;
            return kind === 'rewritten' && one.seq >= seq ? { ...one, hash: 'new' } : one;
          }),
        );
        const wanted = kind === 'cut' && seq === 1 ? 'deleted' : kind;
        expect(found).toMatchObject([{ kind: wanted, record }]);
      }),
    );
  });

  test('is told by every block that carries the signature, wherever it is', () => {
    const third = blocks[2] as Block;
    const forged = blockText({ ...third, signature: 'forged' });
    const others = new Map([
      [3, forged],
      [9, 'none'],
      [10, blockText(third)],
    ]);
    const seen = (kept: ReadonlyMap<number, unknown>, copied: ReadonlyMap<number, string>) =>
      witnesses({ blocks: kept, copies: copied, copied: 4 }, isSigned).map(({ number }) => number);
    expect(seen(whole, copies)).toEqual([1, 2, 3, 4]);
    expect(seen(without(2, 3), copies)).toEqual([1, 2, 3, 4]);
    expect(seen(without(3), new Map([[3, forged]]))).toEqual([1, 2, 4]);
    expect(seen(without(3), others)).toEqual([1, 2, 3, 4]);
  });
});
