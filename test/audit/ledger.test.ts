/** The ledger: whatever is taken out of it, or out of what it saw, is found. */

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Anchor,
  type Block,
  blockText,
  firstAnchorFault,
  firstBlockFault,
  nextDraft,
  signedText,
} from '../../src/audit/ledger.ts';
import { sha256 } from '../../src/kernel/digest.ts';

const sealWith = (text: string) => sha256(`a secret ${text}`);
const isSigned = (draft: Block, signature: string) => sealWith(signedText(draft)) === signature;
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
const fault = (kept: readonly Block[], others = copies, copied = 4) =>
  firstBlockFault({ blocks: kept, copies: others, copied }, (draft, signature) =>
    isSigned({ ...draft, signature }, signature),
  );

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
    expect(fault(blocks)).toBeUndefined();
    expect(fault([], new Map(), 0)).toBeUndefined();
  });

  test('not yet in the second place are under way, not lost', () => {
    expect(fault(blocks, new Map([...copies].slice(0, 2)), 2)).toBeUndefined();
  });

  test('any one left out of the store is found', () => {
    fc.assert(
      fc.property(fc.nat(3), (at) => {
        const found = fault(blocks.toSpliced(at, 1));
        expect(found).toMatchObject({ kind: 'block-missing', number: at + 1 });
      }),
    );
  });

  test('a cut tail is found by the second place alone', () => {
    expect(fault(blocks.slice(0, 2), copies, 0)).toMatchObject({
      kind: 'block-missing',
      number: 3,
    });
  });

  test('may be missing by the hundred thousand: it is said, and no stack runs over', () => {
    const many = new Map(Array.from({ length: 200_000 }, (_, n) => [n + 1, '']));
    expect(fault([], many, 0)).toMatchObject({ kind: 'block-missing', number: 1 });
  });

  test('any one gone from the second place, or another one there, is found', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.boolean(), (number, isGone) => {
        const others = new Map(copies);
        if (isGone) others.delete(number);
        else others.set(number, 'another');
        const kind = isGone ? 'copy-missing' : 'copy-differs';
        expect(fault(blocks, others)).toEqual({ kind, number });
      }),
    );
  });

  test('any one value changed is found, though the store and the copy agree', () => {
    const field = fc.constantFrom('number', 'atMs', 'previous', 'by', 'signature', 'entries');
    fc.assert(
      fc.property(fc.nat(3), field, (at, what) => {
        const block = blocks[at] as Block;
        const value = what === 'entries' ? block.entries.slice(1) : `${block[what]}0`;
        const changed = { ...block, [what]: value } as Block;
        const others = new Map(copies).set(at + 1, blockText(changed));
        expect(fault(blocks.with(at, changed), others)).toBeDefined();
      }),
    );
  });
});

describe('what they saw', () => {
  test('is there in a sound store', () => {
    expect(
      firstAnchorFault(
        blocks,
        remains((one) => one),
      ),
    ).toBeUndefined();
  });

  test('any record deleted, cut or written anew is named', () => {
    const what = fc.constantFrom('deleted', 'cut', 'rewritten');
    fc.assert(
      fc.property(fc.nat(11), what, (at, kind) => {
        const { record, seq } = anchors[at] as Anchor;
        const found = firstAnchorFault(
          blocks,
          remains((one) => {
            if (one.record !== record) return one;
            if (kind === 'deleted' || (kind === 'cut' && one.seq >= seq)) return undefined;
            return kind === 'rewritten' && one.seq >= seq ? { ...one, hash: 'new' } : one;
          }),
        );
        const wanted = kind === 'cut' && seq === 1 ? 'deleted' : kind;
        expect(found).toMatchObject({ kind: wanted, record });
      }),
    );
  });
});
