/** What the form says of a choice before anything is sent: for how long, and who will decide. */

import type { DurationMs } from '../kernel/time.ts';
import { ADDED } from '../policy/stages.ts';
import type { Line } from './card.ts';
import { byStage, type DemandSaid, type ReviewSaid } from './demand.ts';
import { say } from './line.ts';
import type { Words } from './words/words.ts';

interface Decided {
  readonly maxMs?: DurationMs;
  readonly levels?: readonly DemandSaid[];
  /** Where access comes first: who says afterwards if it was right, and how soon. */
  readonly review?: ReviewSaid;
}

/** `Up to 4 h · 2 approvals from sre-leads`. */
export function deciders(
  { maxMs, levels = [], review }: Decided,
  { form, breakGlass }: Words,
): readonly Line[] {
  const approvals = byStage(levels)
    .map((stage) => stageSaid(stage, form))
    .join(form.inSequence);
  const cap = maxMs === undefined ? '' : form.cap(maxMs);
  const after = review ? breakGlass.reviewedBy(review) : '';
  const parts = [cap, approvals, after].filter((part) => part !== '');
  return parts.length > 0 ? [say`${parts.join(form.between)}`] : [];
}

function stageSaid(stage: readonly DemandSaid[], form: Words['form']): string {
  const isAdded = stage.every(({ level }) => level === ADDED);
  return isAdded ? form.added(stage.flatMap(({ from }) => from)) : form.approvals(stage);
}
