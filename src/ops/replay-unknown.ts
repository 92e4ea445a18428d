/** What `policy replay` cannot know from files, and therefore does not say. */

import { opensSessions, type Target } from '../catalog/target.ts';
import { nodesInWords } from '../catalog/target-words.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { Decision } from '../policy/decision.ts';

export const UNASKED =
  'Statements speak of what AWS knows of people (tags, attributes, groups), and nobody was ' +
  'asked: what --suppose does not say was taken for nothing.';

/** A calendar that no file has, where it makes a difference: that it is closed is only taken so. */
export function silentIn(decision: Decision): string | undefined {
  if (decision.kind === 'break-glass') return undefined;
  if (decision.kind === 'forbidden' && decision.refusal.code !== 'frozen') return undefined;
  const { frozen } = decision.trace;
  if (frozen.some(({ why, effect }) => why === 'closed' && effect === 'refuse')) return undefined;
  return frozen.find(({ why, effect }) => why === 'silent' && effect !== 'hold')?.calendar;
}

/** A node of which a statement wants to know more than files say. */
export const unreadIn = (
  { code, facts }: Refusal,
  targets: readonly Target[],
): string | undefined =>
  targets
    .filter(opensSessions)
    .flatMap((one) => [...one.nodes, nodesInWords(one)])
    .find((node) => code === 'policy-failed' && facts.what.endsWith(`, ${node}`));
