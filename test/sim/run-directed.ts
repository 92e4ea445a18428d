/** `npm run sim -- --walks`, `--awaits`, `--twice`, `--skew`: runs thought out, not drawn. */

import { decidedOtherwise } from './corpus.ts';
import { deathAtEachAwait, FURTHER } from './directed.ts';
import { calledTwice, differing, givenTwice } from './metamorphic.ts';
import { play, scriptOf } from './play.ts';
import { setBackScript } from './set-back.ts';
import { summary } from './summary.ts';
import { NEEDED, type Entitlement } from './town.ts';
import { astray } from './walking.ts';
import { WALKS } from './walks.ts';

/** @returns the exit code. */
export async function awaits(): Promise<number> {
  let broken = 0;
  for (const entitlement of Object.keys(NEEDED) as readonly Entitlement[]) {
    for (const [name, further] of Object.entries({ 'and nothing else': [], ...FURTHER })) {
      const found = await deathAtEachAwait(entitlement, Infinity, further);
      broken += found.broken.length;
      process.stdout.write(
        `${entitlement}: a death at each of ${found.awaits} awaits, before and after its effect, ` +
          `${name}: ${found.broken.length} violated\n`,
      );
      for (const one of found.broken) process.stdout.write(`${summary(one)}\n`);
    }
  }
  return broken > 0 ? 1 : 0;
}

export async function walks(turns: number): Promise<number> {
  let broken = 0;
  for (const walk of WALKS) {
    const found = await astray(walk, turns);
    broken += found.length;
    const is = found.length === 0 ? 'sound' : `${found.length} WRONG`;
    process.stdout.write(
      `${String(walk.number).padStart(2)} ${walk.says}: ${turns} turns, ${is}\n`,
    );
    for (const { played, astray: wrong } of found) {
      process.stdout.write(`${[summary(played), ...wrong].join('\n  ')}\n`);
    }
  }
  return broken > 0 ? 1 : 0;
}

/** Records of other releases, and of another time. */
export async function skew(seeds: number): Promise<number> {
  const { answers, otherwise } = await decidedOtherwise();
  process.stdout.write(`${answers} answers about stored records: ${otherwise.length} otherwise\n`);
  for (const one of otherwise) process.stdout.write(`  I19: ${one}\n`);
  let broken = 0;
  for (let seed = 1; seed <= seeds; seed += 1) {
    const played = await play(setBackScript(seed, scriptOf(seed)));
    if (played.breaches.length === 0) continue;
    broken += 1;
    process.stdout.write(`${summary(played)}\n`);
  }
  process.stdout.write(`${seeds} runs with the store set back: ${broken} violated\n`);
  return broken + otherwise.length > 0 ? 1 : 0;
}

export async function twice(seeds: number): Promise<number> {
  const clicks = await differing(seeds, (script) => play(givenTwice(script)));
  const calls = await differing(seeds, (script) => play(script, { bend: calledTwice }));
  for (const [what, found] of Object.entries({ clicks, calls })) {
    const is = found ? `differs: ${JSON.stringify(found)}` : 'comes out as with each once';
    process.stdout.write(`${seeds} runs with all ${what} twice: ${is}\n`);
  }
  return clicks || calls ? 1 : 0;
}
