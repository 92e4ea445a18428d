/** What Teams adds to a run that was drawn, by dice of its own: all else stays as it was. */

import { createDice, type Dice } from './dice.ts';
import type { Trouble } from './faults.ts';
import type { Deed, Script } from './script.ts';
import type { Chats } from './town-chats.ts';

export function withChats(script: Omit<Script, 'chats'>, chats: Chats): Script {
  const { seed, deeds, troubles, healMs } = script;
  if (chats === 'slack') return { ...script, chats };
  const dice = createDice(seed, 6);
  const looks = Array.from({ length: dice.int(3) }, (_, at): Deed => {
    return { number: 3_000 + at, atMs: dice.int(healMs), who: 'aiko', act: { do: 'look' } };
  });
  const acting = chats === 'both' ? deeds.map((deed) => byAnotherAccount(deed, dice)) : deeds;
  return {
    ...script,
    chats,
    deeds: [...acting, ...looks].toSorted((left, right) => left.atMs - right.atMs),
    troubles: [...troubles.map(repeated), ...unseen(dice, healMs)],
  };
}

/** In Teams eve also has an account that nobody mapped. */
const byAnotherAccount = (deed: Deed, dice: Dice): Deed =>
  deed.who === 'eve' && deed.act.do === 'approve' && dice.chance(0.5)
    ? { ...deed, who: 'stray' }
    : deed;

/** Whoever hears no answer in time sends the same again, and once more. */
const repeated = (trouble: Trouble): Trouble =>
  trouble.kind === 'delivery' && trouble.how === 'twice' ? { ...trouble, how: 'thrice' } : trouble;

function unseen(dice: Dice, healMs: number): readonly Trouble[] {
  if (dice.chance(0.4)) return [];
  const fromMs = dice.int(healMs / 2);
  const share = dice.between(2, 8) / 10;
  return [{ kind: 'unseen', port: 'chat', share, fromMs, toMs: dice.between(fromMs, healMs) }];
}
