/** How a walk-through is written down: who does what, and what goes wrong. */

import type { Trouble } from './faults.ts';
import type { Act, Script } from './script.ts';
import { chatsOf, type Who } from './town-chats.ts';

export interface Walk {
  /** As the walk-throughs of the design are numbered. */
  readonly number: number;
  readonly says: string;
  readonly script: Pick<Script, 'deeds' | 'troubles' | 'healMs'> & Partial<Script>;
  /** How each ask may end, in the order of the asks; an ask that was refused has no end. */
  readonly ends: readonly (readonly string[])[];
}

/** Seconds since the start, who, and what. */
export type Step = readonly [number, Who, Act];
type More = Partial<Omit<Script, 'deeds' | 'troubles'>> & { readonly troubles?: Trouble[] };

export const walk = (
  number: number,
  says: string,
  ends: Walk['ends'],
  steps: readonly Step[],
  { troubles = [], healMs = 300_000, ...more }: More = {},
): Walk => {
  const deeds = steps
    .toSorted(([left], [right]) => left - right)
    .map(([at, who, act], index) => ({ number: index, atMs: Math.round(at * 1_000), who, act }));
  return { number, says, ends, script: { deeds, troubles, healMs, ...more } };
};

type Entitlement = 'prod-db' | 'prod-logs' | 'prod-ops' | 'prod-fix';
export const ask = (number: number, entitlement: Entitlement, minutes: number): Act => {
  return { do: 'ask', ask: number, entitlement, minutes };
};
export const within = (number: number, entitlement: Entitlement, window: string): Act => {
  return { do: 'ask', ask: number, entitlement, minutes: 0, window };
};
export const approve = (number: number, ago = 0): Act => ({ do: 'approve', ask: number, ago });
export const on = (
  number: number,
  what: 'done' | 'end-now' | 'extend' | 'shorter' | 'revoke',
): Act => {
  return { do: what, ask: number };
};
export const grab: Act = { do: 'grab' };

export const during = (fromS: number, toS: number) => ({
  fromMs: fromS * 1_000,
  toMs: toS * 1_000,
});
export const flaky = (
  port: 'cloud' | 'store',
  share: number,
  fromS: number,
  toS: number,
): Trouble => {
  return { kind: 'flaky', port, share, ...during(fromS, toS) };
};
export const pause = (replica: number, fromS: number, toS: number): Trouble => {
  return { kind: 'pause', replica, ...during(fromS, toS) };
};
export const outage = (port: 'cloud' | 'chat', fromS: number, toS: number): Trouble => {
  return { kind: 'outage', port, ...during(fromS, toS) };
};
export const death = (replica: number, fromS: number, calls: number, after: boolean): Trouble => {
  return { kind: 'crash', replica, calls, after, ...during(fromS, fromS + 60) };
};

/** Asked at 3 s, active by about 30 s. */
export const opsForTwo: readonly Step[] = [
  [3, 'aiko', ask(0, 'prod-ops', 2)],
  [12, 'ben', approve(0)],
];
export const ENDED = ['revoked'];

/** With other dice each time: how long calls take, and how word of a write travels. */
export const scriptOfWalk = ({ script }: Walk, turn: number): Script => ({
  seed: turn,
  chats: chatsOf(turn),
  replicas: 2,
  skewsMs: [0, 0],
  isLong: false,
  isForeign: false,
  ...script,
});
