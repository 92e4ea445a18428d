/** Plays one run to its end: what was broken, and by how much it was tried. */

import type { SealedEvent } from '../../src/audit/chain.ts';
import type { Bend } from './bend.ts';
import { createDice } from './dice.ts';
import type { Breach } from './oracle-cloud.ts';
import { atRest } from './loop.ts';
import type { CaseData } from './records.ts';
import { drawScript } from './draw.ts';
import { allAble } from './post.ts';
import type { Script } from './script.ts';
import { everybodyLooks } from './teams-client.ts';
import type { Chats } from './town-chats.ts';
import { START_MS, World } from './world.ts';

export interface Played {
  readonly script: Script;
  readonly breaches: readonly (Breach & { readonly atMs: number })[];
  readonly events: number;
  readonly faults: number;
  /** Of replicas, by the script. */
  readonly deaths: number;
  /** How often the oracle looked at all of it; commits and calls are checked besides. */
  readonly looks: number;
  readonly hash: string;
  readonly lines: readonly string[];
  /** What was asked for, as it stands in the end. */
  readonly cases: readonly CaseData[];
}

export interface Playing {
  readonly bend?: Bend;
  readonly isTalking?: boolean;
  /** Stops at the first breach. */
  readonly isHasty?: boolean;
  /** Looks at everything after every event, also where nothing can have changed. */
  readonly isThorough?: boolean;
}

/** @param chats in place of those of the seed. */
export const scriptOf = (seed: number, chats?: Chats): Script =>
  drawScript(seed, createDice(seed, 1), chats);

const MINUTE = 60_000;
/** After all has healed: time enough for what was begun to end, and to be proved to have ended. */
const REST_MS = 30 * MINUTE;
const LONG_REST_MS = 75 * MINUTE;
/** However little there is to do. */
const QUIET_MS = 3 * MINUTE;
const LOOK_EVERY = 10;
/** In the end everybody opens the channels of Teams once more, and is answered by then. */
const LOOKED_MS = 45_000;

export async function play(script: Script, playing: Playing = {}): Promise<Played> {
  const restore = withoutTimers();
  try {
    return await playOn(script, playing);
  } finally {
    restore();
  }
}

async function playOn(script: Script, playing: Playing): Promise<Played> {
  const { bend, isTalking, isHasty, isThorough } = playing;
  const world = new World(script, bend, isTalking);
  const { loop, oracle } = world;
  const healedMs = START_MS + script.healMs;
  const restMs = healedMs + (script.isLong ? LONG_REST_MS : REST_MS);
  let lastMs = restMs;
  let hasLooked = false;
  let deaths = 0;
  world.open();
  await atRest();
  for (let steps = 1; ; steps += 1) {
    const nextMs = loop.nextMs();
    oracle.look(nextMs, isThorough);
    if (nextMs > lastMs && lastMs < restMs && !oracle.isAtRest(script.isLong)) {
      // A write that landed meanwhile is taken back as any other.
      hasLooked = false;
      lastMs = restMs;
    }
    if (nextMs > lastMs || (isHasty && oracle.breaches.length > 0)) break;
    if (hasLooked && world.faults.deaths > deaths) {
      // Whoever died with a question has answered nobody: it is asked once more.
      hasLooked = false;
      lastMs = restMs;
    }
    const isDone = steps % LOOK_EVERY === 0 && loop.nowMs > healedMs + QUIET_MS;
    // While all of them are dead nobody is answered by then.
    const mayLook = isDone && !hasLooked && allAble(world).length > 0;
    if (mayLook && oracle.isAtRest(script.isLong)) {
      if (script.chats === 'slack') break;
      hasLooked = true;
      ({ deaths } = world.faults);
      everybodyLooks(world);
      lastMs = loop.nowMs + LOOKED_MS;
    }
    await loop.step();
  }
  oracle.look(loop.nextMs(), true);
  const logged: SealedEvent[] = [];
  for await (const one of world.shelf.store.events({})) logged.push(one);
  oracle.atEnd(world.board, logged, script.isLong);
  for (const one of world.replicas) one?.life.end();
  const { events, lines } = world.traced;
  const { breaches, checks: looks } = oracle;
  const hash = world.traced.digest();
  const { cases } = oracle;
  return { script, breaches, events, ...world.faults, looks, hash, lines, cases };
}

/** Real timers have no place in virtual time: only the ports decide what takes too long. */
export function withoutTimers(): () => void {
  const timeout = Object.getOwnPropertyDescriptor(AbortSignal, 'timeout') ?? {};
  const never = new AbortController().signal;
  AbortSignal.timeout = () => never;
  return () => void Object.defineProperty(AbortSignal, 'timeout', timeout);
}
