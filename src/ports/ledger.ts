/** What the core asks of a ledger's surroundings: a key that signs, and a second place. */

import type { Block, Draft } from '../audit/ledger.ts';

export interface LedgerKey {
  /** Names the key; a part of every block. */
  readonly id: string;
  /** Over `signedText` of the draft. */
  sign(draft: Draft): Promise<string>;
}

export interface LedgerCheck {
  isSigned(draft: Draft, signature: string): boolean;
}

/** Where the hand that could rewrite the store does not reach. */
export interface SecondPlace {
  /** Puts the block if it is absent; `other` when a different one stands there already. */
  put(block: Block): Promise<'put' | 'other'>;
  /** The text of every block there is, by number. */
  all(): Promise<ReadonlyMap<number, string>>;
}

export interface Ledger {
  readonly key: LedgerKey;
  readonly place: SecondPlace;
}
