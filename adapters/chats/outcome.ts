/** What became of an act, and what there is to say of it: the same in every chat. */

import type { Notice } from '../../src/card/card.ts';
import type { Reply } from '../../src/engine/reply.ts';
import type { Log } from '../../src/kernel/log.ts';

/** Undefined when something broke and nobody knows. */
export type Outcome = Reply | undefined;

export async function outcomeOf(
  { log }: { readonly log: Log },
  act: () => Promise<Reply>,
): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error('engine-failed', { why });
    return undefined;
  }
}

export const notice = (...lines: readonly string[]): Notice => ({
  lines: lines.map((text) => [{ text }]),
  buttons: [],
  summary: lines.join(' '),
});

/** Undefined when there is nothing to say, or it is a form; `failed` where nobody knows. */
export function saidOf(outcome: Outcome, failed: string): Notice | undefined {
  if (outcome === undefined) return notice(failed);
  switch (outcome.kind) {
    case 'done':
    case 'refused':
      return outcome.notice;
    case 'mend':
      return notice(...Object.values(outcome.problems));
    case 'form':
      return undefined;
  }
}
