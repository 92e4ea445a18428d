/** Makes a failing run smaller: fewer troubles, deeds and replicas, and the same thing broken. */

import type { Bend } from './bend.ts';
import { play, type Played } from './play.ts';
import type { Script } from './script.ts';

export async function shrink(first: Played, bend?: Bend): Promise<Played> {
  const wanted = first.breaches[0]?.id;
  let best = first;

  async function tried(script: Script): Promise<boolean> {
    const played = await play(script, { ...(bend ? { bend } : {}), isTalking: true });
    if (played.breaches[0]?.id !== wanted) return false;
    best = played;
    return true;
  }

  await tried({ ...best.script, isLong: false });
  const { lost: _, ...back } = best.script;
  await tried(back);
  for (let before = -1; before !== sizeOf(best.script); ) {
    before = sizeOf(best.script);
    await fewer('troubles');
    await fewer('deeds');
    await tried({ ...best.script, skewsMs: best.script.skewsMs.map(() => 0) });
  }
  return best;

  /** Half of them at first, then a quarter, down to one at a time. */
  async function fewer(what: 'troubles' | 'deeds'): Promise<void> {
    const all = best.script[what].length;
    for (let count = Math.ceil(all / 2); count >= 1; count = count > 1 ? count >> 1 : 0) {
      for (let at = 0; at < best.script[what].length; ) {
        const rest: readonly unknown[] = best.script[what].toSpliced(at, count);
        if (!(await tried({ ...best.script, [what]: rest }))) at += count;
      }
    }
  }
}

const sizeOf = ({ deeds, troubles }: Script): number => deeds.length + troubles.length;
