/** Plays the walk-throughs: no invariant is broken, and each ask ends as it should. */

import { play, type Played } from './play.ts';
import { phaseOf } from './records.ts';
import { scriptOfWalk, type Walk } from './walk.ts';

export interface Walked {
  readonly turn: number;
  readonly played: Played;
  /** Asks that ended otherwise than they may. */
  readonly astray: readonly string[];
}

/** @returns the turns in which something was wrong. */
export async function astray(walk: Walk, turns: number): Promise<readonly Walked[]> {
  const found: Walked[] = [];
  for (let turn = 1; turn <= turns; turn += 1) {
    const played = await play(scriptOfWalk(walk, turn));
    const wrong = endedOtherwise(walk, played);
    if (played.breaches.length + wrong.length > 0) found.push({ turn, played, astray: wrong });
  }
  return found;
}

function endedOtherwise({ ends }: Walk, { cases }: Played): readonly string[] {
  const ended = cases.map((one) => ({ at: askOf(one.request.justification), is: phaseOf(one) }));
  const missing = ends.flatMap((_, at) =>
    ended.some((one) => one.at === at) ? [] : [`ask ${at} was refused`],
  );
  const wrong = ended.flatMap(({ at, is }) =>
    ends[at]?.includes(is) ? [] : [`ask ${at} ended as ${is}`],
  );
  return [...missing, ...wrong];
}

const askOf = (justification: string): number => Number(/^Ask (\d+):/.exec(justification)?.[1]);
