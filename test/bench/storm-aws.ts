/** AWS in the storm, in a process of its own: limited by account, and counting what it answers. */

import { createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import type { CallRecord } from '../stand-ins/aws/types.ts';
import { createTally, type Tally } from './storm-tally.ts';
import { accountIds, accountsAt, CALLS_PER_SECOND } from './storm-town.ts';

/** What it tells on start. */
export interface StormAws {
  readonly url: string;
  /** Account → the unique ids of its users, by name. */
  readonly uniqueIds: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** `reset`: everybody holds what they held before; `told`: how far it is. */
export type Asked = 'reset' | 'tell';

const usersEach = Number(process.argv[2]);
const aws = await createAwsStandIn({ now: Date.now, accounts: accountsAt(Date.now(), usersEach) });
const before = aws.snapshot();
let isOver = createLimit();
let tally: Tally = createTally(aws.calls);
aws.faults.add({ kind: 'throttle', times: Infinity, when: (call) => isOver(call) });

process.on('message', (asked: Asked) => {
  if (asked === 'reset') {
    aws.restore(before);
    aws.calls.length = 0;
    isOver = createLimit();
    tally = createTally(aws.calls);
  }
  process.send?.(tally.now());
});
process.send?.({
  url: aws.url,
  uniqueIds: Object.fromEntries(
    before.accounts
      .filter(({ id }) => accountIds.includes(id))
      .map(({ id, users }) => [
        id,
        Object.fromEntries(Object.values(users).map((user) => [user.name, user.id])),
      ]),
  ),
} satisfies StormAws);

/** A bucket for each account, filled as fast as calls are allowed, and a tenth of a second deep. */
function createLimit(): (call: CallRecord) => boolean {
  const buckets = new Map<string, { left: number; atMs: number }>();
  const most = CALLS_PER_SECOND / 10;
  return ({ account, service }) => {
    if (service !== 'iam') return false;
    const nowMs = performance.now();
    const bucket = buckets.get(account) ?? { left: most, atMs: nowMs };
    const filled = bucket.left + ((nowMs - bucket.atMs) * CALLS_PER_SECOND) / 1_000;
    const left = Math.min(most, filled);
    buckets.set(account, { left: left < 1 ? left : left - 1, atMs: nowMs });
    return left < 1;
  };
}
