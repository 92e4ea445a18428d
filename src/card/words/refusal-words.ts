/** A sentence for every refusal there is: the compiler refuses a code without. */

import type { RefusalCode, RefusalFacts } from '../../kernel/refusal.ts';
import type { EpochMs } from '../../kernel/time.ts';
import type { Line } from '../card.ts';

/** `nowMs`: when it is read, where that is known. */
export type RefusalWords = {
  readonly [C in RefusalCode]: (facts: RefusalFacts[C], nowMs?: EpochMs) => Line;
};
