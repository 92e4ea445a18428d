/** What stands between people and replicas, and which replica is able to take something. */

import type { Town } from './deeds.ts';
import type { Loop } from './loop.ts';
import type { Replica } from './replica.ts';

export interface Post extends Town {
  readonly loop: Loop;
  readonly replicas: readonly (Replica | undefined)[];
  deliveries: number;
  trace(replica: number, what: string): void;
}

export function ableOf({ dice, ...post }: Post): Replica | undefined {
  const able = allAble(post);
  return able.length === 0 ? undefined : dice.pick(able);
}

/** Alive, and not standing still. */
export function allAble({ replicas, loop }: Pick<Post, 'replicas' | 'loop'>): readonly Replica[] {
  const alive = replicas.filter((one) => one !== undefined);
  return alive.filter(({ life }) => life.pausedUntilMs <= loop.nowMs);
}
