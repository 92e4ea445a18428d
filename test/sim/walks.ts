/** The awkward moments of the design as runs of their own: who does what, and what goes wrong. */

import type { Trouble } from './faults.ts';
import type { Act, Script } from './script.ts';
import type { Who } from './town.ts';

export interface Walk {
  /** As the walk-throughs of the design are numbered. */
  readonly number: number;
  readonly says: string;
  readonly script: Pick<Script, 'deeds' | 'troubles' | 'healMs'> & Partial<Script>;
  /** How each ask may end, in the order of the asks; an ask that was refused has no end. */
  readonly ends: readonly (readonly string[])[];
}

/** Seconds since the start, who, and what. */
type Step = readonly [number, Who, Act];
type More = Partial<Omit<Script, 'deeds' | 'troubles'>> & { readonly troubles?: Trouble[] };

const walk = (
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
const ask = (number: number, entitlement: Entitlement, minutes: number): Act => {
  return { do: 'ask', ask: number, entitlement, minutes };
};
const within = (number: number, entitlement: Entitlement, window: string): Act => {
  return { do: 'ask', ask: number, entitlement, minutes: 0, window };
};
const approve = (number: number, ago = 0): Act => ({ do: 'approve', ask: number, ago });
const on = (number: number, what: 'done' | 'end-now' | 'extend' | 'shorter' | 'revoke'): Act => {
  return { do: what, ask: number };
};
const grab: Act = { do: 'grab' };

const during = (fromS: number, toS: number) => ({ fromMs: fromS * 1_000, toMs: toS * 1_000 });
const flaky = (port: 'cloud' | 'store', share: number, fromS: number, toS: number): Trouble => {
  return { kind: 'flaky', port, share, ...during(fromS, toS) };
};
const pause = (replica: number, fromS: number, toS: number): Trouble => {
  return { kind: 'pause', replica, ...during(fromS, toS) };
};
const outage = (port: 'cloud' | 'chat', fromS: number, toS: number): Trouble => {
  return { kind: 'outage', port, ...during(fromS, toS) };
};
const death = (replica: number, fromS: number, calls: number, after: boolean): Trouble => {
  return { kind: 'crash', replica, calls, after, ...during(fromS, fromS + 60) };
};

/** Asked at 3 s, active by about 30 s. */
const opsForTwo: readonly Step[] = [
  [3, 'aiko', ask(0, 'prod-ops', 2)],
  [12, 'ben', approve(0)],
];
const ENDED = ['revoked'];

export const WALKS: readonly Walk[] = [
  walk(
    1,
    'two last approvals in the same tick are one grant',
    [ENDED],
    [
      [3, 'aiko', ask(0, 'prod-db', 2)],
      [12, 'ben', approve(0)],
      [20, 'chie', approve(0)],
      [20, 'dai', approve(0)],
    ],
  ),
  walk(
    2,
    'B is approved while A is taken away from the same group',
    [ENDED, ENDED],
    [
      ...opsForTwo,
      [50, 'aiko', on(0, 'done')],
      [44, 'aiko', ask(1, 'prod-fix', 2)],
      [52, 'chie', approve(1)],
      [70, 'aiko', grab],
    ],
  ),
  ...[138, 142, 146, 150].map((second) =>
    walk(
      3,
      `an extension is approved about the end (${second} s)`,
      [ENDED],
      [...opsForTwo, [90, 'aiko', on(0, 'extend')], [second, 'ben', approve(0)]],
    ),
  ),
  walk(
    4,
    'an early end while provisioning hangs in a call',
    [['revoked', 'failed']],
    [...opsForTwo, [17, 'ben', on(0, 'end-now')], [30, 'aiko', grab]],
    { troubles: [{ kind: 'slow', port: 'cloud', ms: 4_500, ...during(13, 60) }] },
  ),
  walk(
    5,
    'extension and "I am done" cross on their way',
    [ENDED],
    [
      ...opsForTwo,
      [60, 'aiko', on(0, 'extend')],
      [70, 'ben', approve(0)],
      [70, 'aiko', on(0, 'done')],
    ],
    { troubles: [flaky('store', 0.4, 60, 100)] },
  ),
  walk(
    8,
    'an administrator pulls somebody out by hand',
    [ENDED],
    [...opsForTwo, [60, 'aiko', { do: 'pull' }]],
  ),
  walk(9, 'a sweep lists AWS while a grant is under way', [['revoked', 'lapsed']], opsForTwo, {
    troubles: [death(1, 12, 2, false), death(0, 16, 9, true)],
  }),
  walk(
    11,
    'who is a member by hand gets nothing, and stays one',
    [],
    [
      [3, 'dai', ask(0, 'prod-ops', 2)],
      [12, 'ben', approve(0)],
    ],
    { isForeign: true },
  ),
  walk(
    14,
    'two windows on one role leave the gap between them closed',
    [ENDED, ENDED],
    [
      [3, 'aiko', within(0, 'prod-logs', '18:02-18:04')],
      [9, 'aiko', within(1, 'prod-logs', '18:06-18:08')],
      [20, 'ben', approve(0)],
      [22, 'ben', approve(1)],
      [300, 'aiko', grab],
    ],
    { healMs: 480_000 },
  ),
  ...[13, 14, 15, 16].map((second) =>
    walk(
      16,
      `one replica pauses before a put (${second} s), the other revokes`,
      [['revoked', 'failed']],
      [...opsForTwo, [40, 'ben', on(0, 'end-now')], [95, 'aiko', grab]],
      { troubles: [pause(0, second, 90)] },
    ),
  ),
  walk(
    17,
    'a removal that was not answered lands after the next grant',
    [ENDED, ENDED],
    [
      ...opsForTwo,
      [50, 'aiko', on(0, 'done')],
      [81, 'aiko', ask(1, 'prod-fix', 2)],
      [91, 'chie', approve(1)],
      [140, 'aiko', grab],
    ],
    { troubles: [flaky('cloud', 0.8, 50, 80)] },
  ),
  walk(
    18,
    'the rules are tightened before a booked start',
    [['cancelled', 'lapsed', 'failed', 'revoked']],
    [
      [3, 'aiko', within(0, 'prod-logs', '18:20-18:24')],
      [12, 'ben', approve(0)],
      [120, 'chie', { do: 'configure' }],
      [1_230, 'aiko', grab],
    ],
    { healMs: 1_600_000 },
  ),
  walk(
    22,
    'the chat hangs for an hour, and access is revoked at the command line',
    [ENDED],
    [...opsForTwo, [60, 'ben', on(0, 'revoke')], [80, 'aiko', grab]],
    { troubles: [outage('chat', 45, 3_600)], healMs: 3_600_000 },
  ),
  walk(
    23,
    'clocks are 30 s apart and one replica dies with its claim',
    [ENDED],
    [...opsForTwo, [60, 'aiko', on(0, 'done')]],
    { skewsMs: [15_000, -15_000], troubles: [death(0, 12, 6, true), death(1, 60, 4, false)] },
  ),
  walk(
    24,
    'two replicas have different rules in a roll-out',
    [['revoked', 'lapsed', 'failed']],
    [...opsForTwo, [11, 'chie', { do: 'configure' }], [60, 'dai', approve(0)]],
    { healMs: 700_000 },
  ),
  walk(
    25,
    'an outsider clicks two hundred times',
    [ENDED],
    [
      ...opsForTwo,
      ...Array.from({ length: 200 }, (_, at): Step => [9 + at / 70, 'mallory', approve(0)]),
    ],
  ),
  walk(
    28,
    'somebody approves a card drawn before its duration was changed',
    [['revoked', 'lapsed']],
    [
      [3, 'aiko', ask(0, 'prod-db', 2)],
      [12, 'ben', on(0, 'shorter')],
      [18, 'chie', approve(0, 1)],
      [30, 'chie', approve(0)],
    ],
    { healMs: 600_000 },
  ),
  ...[482.8, 483.2, 483.8, 484.5].map((second) =>
    walk(
      31,
      `a click about the lapse (${second} s)`,
      [['lapsed', 'revoked']],
      [
        [3, 'aiko', ask(0, 'prod-ops', 1)],
        [second, 'ben', approve(0)],
      ],
      { healMs: 600_000 },
    ),
  ),
  walk(
    33,
    "a fence's removal is late, a new grant raises a new fence, and everybody dies",
    [ENDED, ENDED],
    [
      ...opsForTwo,
      [50, 'aiko', on(0, 'done')],
      [1_300, 'aiko', ask(1, 'prod-ops', 2)],
      [1_310, 'ben', approve(1)],
      [1_400, 'aiko', grab],
    ],
    {
      troubles: [flaky('cloud', 0.8, 1_240, 1_299), death(0, 1_335, 1, true)],
      healMs: 1_700_000,
    },
  ),
  walk(
    34,
    'the allowing document arrives long after an early end',
    [['revoked', 'failed']],
    [
      [3, 'aiko', ask(0, 'prod-logs', 4)],
      [12, 'ben', approve(0)],
      [20, 'ben', on(0, 'end-now')],
      [150, 'aiko', grab],
    ],
    { troubles: [flaky('cloud', 0.8, 12, 40)] },
  ),
  walk(
    35,
    'one replica sleeps for 45 min inside a call, and the other grants and revokes meanwhile',
    [ENDED],
    [...opsForTwo, [100, 'aiko', on(0, 'done')], [2_720, 'aiko', grab]],
    { troubles: [pause(0, 14, 2_714)], healMs: 2_800_000, isLong: true },
  ),
  walk(
    36,
    'a replica that slept brings the first order after the last one was answered',
    [ENDED],
    [...opsForTwo, [60, 'aiko', on(0, 'done')], [200, 'aiko', grab]],
    { troubles: [pause(0, 12.3, 190)] },
  ),
  ...[1, 2, 3, 4, 6, 8].map((calls) =>
    walk(
      37,
      `an early end is on record, and the bot dies at its call ${calls}`,
      [ENDED],
      [...opsForTwo, [60, 'aiko', on(0, 'done')], [100, 'aiko', grab]],
      { troubles: [death(0, 60, calls, true)], replicas: 1, skewsMs: [0] },
    ),
  ),
];

/** With other dice each time: how long calls take, and how word of a write travels. */
export const scriptOfWalk = ({ script }: Walk, turn: number): Script => ({
  seed: turn,
  replicas: 2,
  skewsMs: [0, 0],
  isLong: false,
  isForeign: false,
  ...script,
});
