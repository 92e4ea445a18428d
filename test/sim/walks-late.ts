/** The later walk-throughs: replicas, deaths, and calls that land late. */

import {
  approve,
  ask,
  death,
  ENDED,
  flaky,
  grab,
  on,
  opsForTwo,
  outage,
  pause,
  walk,
  type Step,
  type Walk,
} from './walk.ts';

export const LATER_WALKS: readonly Walk[] = [
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
