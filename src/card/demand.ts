/** Whose approvals are demanded, as pieces of a line; and which of them stand side by side. */

import type { DurationMs } from '../kernel/time.ts';
import type { Who } from '../policy/rule.ts';
import type { Inline } from './card.ts';
import { group, mention } from './line.ts';

/** So many out of these; `also` were asked later, since nobody answered. */
export interface Demand {
  readonly count: number;
  readonly from: readonly Inline[];
  readonly also?: readonly Inline[];
}

/** The same in words alone, for a form. Those of one stage are needed side by side. */
export interface DemandSaid {
  readonly level?: string;
  readonly count: number;
  readonly from: readonly string[];
  /** Nobody is left to choose from: every one of these people. */
  readonly isEverybody?: true;
  readonly stage?: number;
  /** Who is asked as well when nobody answers. */
  readonly escalate?: { readonly afterMs: DurationMs; readonly to: readonly string[] };
}

/** Any one of these says afterwards if it was right, and how soon. */
export interface ReviewSaid {
  readonly from: readonly string[];
  /** Nobody is left to choose from: this one person. */
  readonly isEverybody?: true;
  readonly withinMs: DurationMs;
}

/** Mentioned as the platform mentions. */
export const whoInline = (who: Who): Inline =>
  'group' in who ? group(who.group) : mention({ key: who.key, name: who.person });

/** Nobody is left to choose from: every one of these people. */
export const isEverybody = ({ count, from }: Demand): boolean =>
  count === from.length && from.every((one) => 'person' in one);

/** Stage by stage; where it is not known, each stands alone. */
export function byStage<T extends { readonly stage?: number }>(
  demands: readonly T[],
): readonly (readonly T[])[] {
  const stages: T[][] = [];
  for (const demand of demands) {
    const last = stages.at(-1);
    const isBeside = demand.stage !== undefined && last?.[0]?.stage === demand.stage;
    if (last && isBeside) last.push(demand);
    else stages.push([demand]);
  }
  return stages;
}
