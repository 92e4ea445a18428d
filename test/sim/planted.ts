/** Bugs planted on purpose, at the edges of the core: each must be found by some invariant. */

import type { Planted } from './bend.ts';
import { CHAT_BUGS } from './planted-chats.ts';
import { CLOUD_BUGS } from './planted-cloud.ts';
import { DESK_BUGS } from './planted-desk.ts';
import { HAND_BUGS } from './planted-hands.ts';
import { PEOPLE_BUGS } from './planted-people.ts';
import { POLICY_BUGS } from './planted-policy.ts';
import { SSM_BUGS } from './planted-ssm.ts';
import { STORE_BUGS } from './planted-store.ts';
import { play, type Played, scriptOf } from './play.ts';

export interface Found {
  readonly name: string;
  readonly seeds: number;
  readonly events: number;
  /** Undefined when it survived. */
  readonly by?: Played;
}

export const PLANTED: readonly Planted[] = [
  ...CLOUD_BUGS,
  ...SSM_BUGS,
  ...DESK_BUGS,
  ...STORE_BUGS,
  ...PEOPLE_BUGS,
  ...POLICY_BUGS,
  ...CHAT_BUGS,
  ...HAND_BUGS,
];

/** Plays seed after seed until the bug is found, or its budget is spent. */
export async function hunt({ name, budget, bend }: Planted, from = 1): Promise<Found> {
  let events = 0;
  for (let seed = from; seed < from + budget; seed += 1) {
    // In a plain town, unless the bug is about a policy: more is granted there.
    const { policy: _, ...script } = scriptOf(seed);
    const played = await play(bend.script?.(script) ?? script, { bend, isHasty: true });
    events += played.events;
    if (played.breaches.length > 0) return { name, seeds: seed - from + 1, events, by: played };
  }
  return { name, seeds: budget, events };
}
