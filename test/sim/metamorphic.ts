/** Runs that must come out alike: with clicks given twice, and with calls made twice. */

import type { Ports } from '../../src/engine/context.ts';
import type { Bend } from './bend.ts';
import { createDice } from './dice.ts';
import { drawScript } from './draw.ts';
import { isByHand } from './hands.ts';
import { play, type Played } from './play.ts';
import { phaseOf, type ReviewData } from './records.ts';
import type { Script } from './script.ts';

const APART_MS = 20_000;

/**
 * What was drawn, with nothing going wrong and so far apart that one deed is over before the next:
 * then only the order of what people did can matter.
 */
export function calm(seed: number): Script {
  const drawn = drawScript(seed, createDice(seed, 1));
  // In a roll-out it matters which replica takes what, and by hand what is under way: by dice.
  const deeds = drawn.deeds
    .filter(({ act }) => act.do !== 'configure' && !isByHand(act))
    .map((deed, at) => ({ ...deed, number: at, atMs: 3_000 + at * APART_MS }));
  const healMs = 3_000 + deeds.length * APART_MS;
  return { ...drawn, deeds, troubles: [], skewsMs: drawn.skewsMs.map(() => 0), healMs };
}

export const givenTwice = (script: Script): Script => ({
  ...script,
  troubles: script.deeds.map(({ number }) => {
    const how = script.chats === 'slack' ? 'twice' : 'thrice';
    return { kind: 'delivery', how, deed: number, fromMs: 0, toMs: script.healMs };
  }),
});

/** Every write is sent again at once: an answer that was lost, with nothing else wrong. */
export const calledTwice: Bend = {
  ports: (ports: Ports): Ports => ({
    ...ports,
    store: {
      ...ports.store,
      async commit(head) {
        const answer = await ports.store.commit(head);
        await ports.store.commit(head);
        return answer;
      },
      async append(events) {
        await ports.store.append(events);
        await ports.store.append(events);
      },
    },
    provider: {
      ...ports.provider,
      async apply(order) {
        const answer = await ports.provider.apply(order);
        if (order.stillMine()) await ports.provider.apply(order);
        return answer;
      },
    },
  }),
};

/** What was decided, by whom, and how it ended; not when, and under no drawn id. */
export const summaryOf = ({ cases }: Played): readonly string[] =>
  cases
    .map((one) => {
      const { request, reviews, extensions } = one;
      const said = [...reviews, ...extensions.flatMap((extension) => extension.reviews)];
      return `${request.justification.slice(0, 5)} ${phaseOf(one)}: ${said.map(word).join(', ')}`;
    })
    .toSorted();

const word = ({ by, verdict }: ReviewData): string => `${by.key} ${verdict}`;

export interface Differing {
  readonly seed: number;
  readonly once: readonly string[];
  readonly twice: readonly string[];
}

/** The first run that does not come out alike. */
export async function differing(
  seeds: number,
  twice: (script: Script) => Promise<Played>,
): Promise<Differing | undefined> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const script = calm(seed);
    const first = await play(script);
    const second = await twice(script);
    const [before, after] = [summaryOf(first), summaryOf(second)];
    const isAlike = JSON.stringify(before) === JSON.stringify(after);
    if (!isAlike || first.breaches.length + second.breaches.length > 0) {
      return { seed, once: before, twice: after };
    }
  }
  return undefined;
}
