/** English: why nothing is granted at the moment. */

import type { RefusalFacts } from '../../kernel/refusal.ts';
import type { StopKind } from '../../kernel/stop.ts';
import { SECOND } from '../../kernel/time.ts';

type Facts = RefusalFacts['granting-stopped'];
export type StopWords = Readonly<Record<StopKind, (seconds: number) => string>>;

/** Of an older record, or a newer one, there is only the sentence. */
export const stopEn = ({ is, why, awayMs = 0 }: Facts): string =>
  (is && STOPS[is]?.(Math.round(awayMs / SECOND))) ?? why;

const STOPS: Partial<StopWords> = {
  behind: () => 'another configuration is in force. To go back to this one, start it anew.',
  waiting: () => 'changed rules wait for a second operator to confirm them.',
  copy: () => 'the records are an older copy, which no operator has confirmed.',
  clock: (seconds) => `the clock of the server is ${seconds} s away from the clock of AWS.`,
  damage: () => 'the database is damaged.',
  table: () => 'the table of its records was deleted or replaced.',
  'full-disk': () => 'the disk of the database is full.',
  broken: () => 'something went wrong inside the bot.',
} satisfies StopWords;
