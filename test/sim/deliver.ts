/** Carries what people do to a replica: once, twice, late or never. */

import { happen, read, type Sent, userOf } from './deeds.ts';
import type { Delivery } from './faults.ts';
import { doByHand, isByHand } from './hands.ts';
import { ableOf, type Post } from './post.ts';
import type { Deed } from './script.ts';
import { everybodyLooks, handIn } from './teams-client.ts';

export function carryOut(world: Post, deed: Deed): void {
  const { script, loop, dice } = world;
  const how = script.troubles.flatMap((one) =>
    one.kind === 'delivery' && one.deed === deed.number ? [one.how] : [],
  );
  world.trace(-1, `${deed.who} does ${JSON.stringify(deed.act)} ${how.join(' ')}`);
  const { act } = deed;
  if (isByHand(act)) return doByHand(world.cloud, act, userOf(deed.who));
  happen(world, { ...deed, act });
  if (act.do === 'look') everybodyLooks(world);
  const sent = read(world, { ...deed, act });
  if (!sent) return;
  world.deliveries += how.length;
  if (how.includes('never')) return;
  const delayMs = how.includes('late') ? dice.int(90_000) : dice.int(400);
  const name = `deed ${deed.number}`;
  loop.in(delayMs, () => void deliver(world, name, sent));
  for (const laterMs of again(world, how)) {
    loop.in(delayMs + laterMs, () => void deliver(world, name, sent));
  }
}

/** Teams waits for five seconds each time, whatever became of the first. */
function again({ dice }: Post, how: readonly Delivery[]): readonly number[] {
  return [
    ...(how.includes('twice') ? [dice.int(3_000)] : []),
    ...(how.includes('thrice') ? AGAIN_MS : []),
  ];
}
const AGAIN_MS = [5_000, 10_000];

async function deliver(world: Post, name: string, { by, act, next }: Sent): Promise<void> {
  const to = ableOf(world);
  if (!to) return world.trace(-1, `nobody takes ${name}`);
  const say = (answer: string) => world.trace(to.number, `answers ${name}: ${answer}`);
  const isTeams = by.startsWith('teams:');
  try {
    const reply = await (isTeams ? handIn(to, name, () => act(to)) : act(to));
    say(JSON.stringify(reply).slice(0, 100));
    const then = next?.(reply);
    if (!then) return;
    const readMs = world.dice.between(500, 8_000);
    world.loop.in(readMs, () => void deliver(world, `${name}, confirmed`, then));
  } catch (error) {
    say(String(error));
  }
}
