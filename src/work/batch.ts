/** Which deeds of a lane are done side by side: those that go to different places. */

import { least } from '../kernel/least.ts';
import type { EpochMs } from '../kernel/time.ts';
import type { Effect, Owed } from './effect.ts';

/** The next one, and with it whatever goes elsewhere: none of them waits for the others. */
export function nextBatch(owed: readonly Owed[], nowMs: EpochMs): readonly Owed[] {
  const open = owed.filter((one) => !isForLater(one, nowMs));
  const places = new Set<string>();
  const end = open.findIndex(({ effect, dueMs }) => {
    const place = placeOf(effect);
    // Whoever comes to the thread by one of its lines finds the card as it is now.
    const isAlone = place === 'card' ? places.size > 0 : places.has('card');
    if (dueMs > nowMs || places.has(place) || isAlone) return true;
    places.add(place);
    return false;
  });
  return end < 0 ? open : open.slice(0, end);
}

/** When a lane has work: its order is kept, so its first deed alone counts, and such a card. */
export function firstDue(owed: readonly Owed[]): EpochMs | undefined {
  const first = owed.find((one) => !isSpare(one));
  return least([owed.find(isSpare)?.dueMs, first?.dueMs]);
}

/** It is not its turn yet, and nobody waits for it. */
export const isForLater = (one: Owed, nowMs: EpochMs): boolean => one.dueMs > nowMs && isSpare(one);

/** A card that stands already; by its mark, as clocks of replicas differ. */
const isSpare = ({ effect, failures }: Owed): boolean =>
  effect.kind === 'card' && effect.again === true && failures === 0;

function placeOf(effect: Effect): string {
  if (effect.kind === 'notice') return effect.to;
  if (effect.kind === 'broadcast') return effect.channel;
  return effect.kind === 'line' ? 'thread' : effect.kind;
}
