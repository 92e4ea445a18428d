/** A few words for every code of refusal, where its facts are not at hand: lines of a thread. */

import type { RefusalCode } from '../../kernel/refusal.ts';

/** Codes that end a grant, a start or an extension; others are named by their code. */
export type ReasonWords = Partial<Readonly<Record<RefusalCode, string>>>;
