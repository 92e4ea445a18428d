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

export function ableOf({ replicas, loop, dice }: Post): Replica | undefined {
  const alive = replicas.filter((one) => one !== undefined);
  const able = alive.filter(({ life }) => life.pausedUntilMs <= loop.nowMs);
  return able.length === 0 ? undefined : dice.pick(able);
}
