/** A sentence for every refusal there is: the compiler refuses a code without. */

import type { RefusalCode, RefusalFacts } from '../../kernel/refusal.ts';
import type { Line } from '../card.ts';

export type RefusalWords = {
  readonly [C in RefusalCode]: (facts: RefusalFacts[C]) => Line;
};
