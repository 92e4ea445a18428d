/** Carries what people do to a replica: once, twice, late or never. */

import { happen, read, type Sent, type Town } from './deeds.ts';
import type { Loop } from './loop.ts';
import type { Replica } from './replica.ts';
import type { Deed, Script } from './script.ts';

export interface Post extends Town {
  readonly script: Script;
  readonly loop: Loop;
  readonly replicas: readonly (Replica | undefined)[];
  deliveries: number;
  trace(replica: number, what: string): void;
}

export function carryOut(world: Post, deed: Deed): void {
  const { script, loop, dice } = world;
  const how = script.troubles.flatMap((one) =>
    one.kind === 'delivery' && one.deed === deed.number ? [one.how] : [],
  );
  world.trace(-1, `${deed.who} does ${JSON.stringify(deed.act)} ${how.join(' ')}`);
  happen(world, deed);
  const sent = read(world, deed);
  if (!sent) return;
  world.deliveries += how.length;
  if (how.includes('never')) return;
  const delayMs = how.includes('late') ? dice.int(90_000) : dice.int(400);
  loop.in(delayMs, () => deliver(world, deed, sent));
  if (how.includes('twice')) {
    loop.in(delayMs + dice.int(3_000), () => deliver(world, deed, sent));
  }
}

function deliver(world: Post, deed: Deed, sent: Sent): void {
  const alive = world.replicas.filter((one) => one !== undefined);
  const able = alive.filter(({ life }) => life.pausedUntilMs <= world.loop.nowMs);
  if (able.length === 0) return world.trace(-1, `nobody takes deed ${deed.number}`);
  const to = world.dice.pick(able);
  const say = (answer: string) => world.trace(to.number, `answers ${deed.number}: ${answer}`);
  sent(to).then(
    (reply) => say(JSON.stringify(reply).slice(0, 100)),
    (error: unknown) => say(String(error)),
  );
}
