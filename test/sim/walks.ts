/** The awkward moments of the design, each as a run of its own. */

import { LATER_WALKS } from './walks-late.ts';
import {
  approve,
  ask,
  during,
  death,
  ENDED,
  flaky,
  grab,
  on,
  opsForTwo,
  pause,
  walk,
  within,
  type Walk,
} from './walk.ts';

const EARLY_WALKS: readonly Walk[] = [
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
];

export const WALKS: readonly Walk[] = [...EARLY_WALKS, ...LATER_WALKS];
