/** One plain life of a grant, with a death at each await in turn: before and after its effect. */

import type { Trouble } from './faults.ts';
import { askedFor } from './kinds.ts';
import { play, type Played } from './play.ts';
import type { Deed, Script } from './script.ts';
import type { Entitlement } from './town.ts';
import { chatsOf } from './town-chats.ts';

export interface Directed {
  readonly awaits: number;
  readonly broken: readonly Played[];
}

/** @param further one more thing that goes wrong in each of these runs. */
export async function deathAtEachAwait(
  entitlement: Entitlement,
  most = Infinity,
  further: readonly Trouble[] = [],
): Promise<Directed> {
  const broken: Played[] = [];
  let calls = 1;
  for (; calls <= most; calls += 1) {
    let deaths = 0;
    for (const after of [false, true]) {
      const played = await play(plain(entitlement, { calls, after }, further));
      if (played.breaches.length > 0) broken.push(played);
      deaths += played.deaths;
    }
    if (deaths === 0) break;
  }
  return { awaits: calls - 1, broken };
}

/** One further thing that goes wrong beside the death, from before it until after it. */
export const FURTHER: Readonly<Record<string, readonly Trouble[]>> = {
  'and AWS throttles': [{ kind: 'throttle', port: 'cloud', fromMs: 10_000, toMs: 120_000 }],
  'and AWS takes no writes': [{ kind: 'mute', port: 'cloud', fromMs: 70_000, toMs: 900_000 }],
  'and answers of AWS are lost': [
    { kind: 'flaky', port: 'cloud', share: 0.4, fromMs: 10_000, toMs: 150_000 },
  ],
  'and the store stumbles': [
    { kind: 'flaky', port: 'store', share: 0.3, fromMs: 10_000, toMs: 150_000 },
  ],
  'and the chat is silent': [{ kind: 'outage', port: 'chat', fromMs: 25_000, toMs: 200_000 }],
  'and the directory is silent': [
    { kind: 'outage', port: 'directory', fromMs: 22_000, toMs: 120_000 },
  ],
  'and the clock is set back': [
    { kind: 'jump', skewMs: -20_000, fromMs: 30_000, toMs: 150_000, replica: 0 },
  ],
};

function plain(
  entitlement: Entitlement,
  death: { readonly calls: number; readonly after: boolean },
  further: readonly Trouble[],
): Script {
  const acts: readonly Omit<Deed, 'number'>[] = [
    { atMs: 3_000, who: 'aiko', act: { do: 'ask', ask: 0, entitlement, minutes: 3 } },
    { atMs: 12_000, who: 'ben', act: { do: 'approve', ask: 0, ago: 0 } },
    { atMs: 20_000, who: 'chie', act: { do: 'approve', ask: 0, ago: 0 } },
    { atMs: 80_000, who: 'aiko', act: { do: 'grab' } },
    { atMs: 90_000, who: 'aiko', act: { do: 'done', ask: 0 } },
  ];
  const crash = { kind: 'crash', fromMs: 2_000, toMs: 300_000, replica: 0, ...death } as const;
  return askedFor(entitlement)({
    seed: death.calls,
    chats: chatsOf(death.calls),
    replicas: 1,
    skewsMs: [0],
    deeds: acts.map((deed, number) => ({ ...deed, number })),
    troubles: [crash, ...further],
    healMs: 300_000,
    isLong: false,
    isForeign: false,
  });
}
