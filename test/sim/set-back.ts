/** Runs in which the store is put back to what it was, and an operator confirms it, or nobody. */

import { createDice } from './dice.ts';
import type { Deed, Script } from './script.ts';

const MINUTE = 60_000;

export function setBackScript(seed: number, drawn: Script): Script {
  const dice = createDice(seed, 7);
  const first = drawn.deeds.find(({ act }) => act.do === 'ask' || act.do === 'file');
  const fromMs = (first?.atMs ?? 0) + 15_000;
  const atMs = dice.between(fromMs, Math.max(fromMs, drawn.healMs - MINUTE));
  const by = { number: 4_000, who: 'dai' } as const;
  const lost: Deed = { ...by, atMs, act: { do: 'set-back', agoMs: dice.between(1_000, atMs) } };
  const word: Deed = { ...by, number: 4_001, atMs: atMs + 3 * MINUTE, act: { do: 'adopt' } };
  const more = dice.chance(0.5) ? [lost, word] : [lost];
  const deeds = [...drawn.deeds, ...more].toSorted((left, right) => left.atMs - right.atMs);
  return { ...drawn, deeds, healMs: Math.max(drawn.healMs, atMs + 5 * MINUTE) };
}
