/**
 * What the core asks of a ledger's surroundings: a key that signs, and a second place.
 *
 * Both may be far away. A rejected promise means "unknown, try again": what is owed waits, and
 * neither granting nor revoking waits with it. What a second place promises is verified for each
 * by test/contract/second-place.ts.
 */

import type { Block, Draft } from '../audit/ledger.ts';

export interface LedgerKey {
  /** Names the key; a part of every block. */
  id(): Promise<string>;
  /** Over `signedText` of the draft. */
  sign(draft: Draft): Promise<string>;
  /** Whether this very key signed the block, whoever hands it in. */
  isOwn(block: Block): Promise<boolean>;
  /** What it is, in a few words; rejects with a sentence when it is not fit to sign. */
  look(): Promise<string>;
}

export interface LedgerCheck {
  isSigned(draft: Draft, signature: string): boolean;
}

/** Where the hand that could rewrite the store does not reach. */
export interface SecondPlace {
  /** Puts the block if it is absent; else the text of the different one that stands there. */
  put(block: Block): Promise<'put' | { readonly other: string }>;
  /** The text that stands under this number; undefined where nothing does, or it is not shown. */
  get(number: number): Promise<string | undefined>;
  /** The text of every block as it was first put, by number. */
  all(): Promise<ReadonlyMap<number, string>>;
  /** What it is, in a few words; rejects with a sentence when it is not fit to keep blocks. */
  look(): Promise<string>;
}

export interface Ledger {
  readonly key: LedgerKey;
  readonly place: SecondPlace;
}
