/** AWS in the storm, in a process of its own: limited by account, and counting what it answers. */

import { createAwsStandIn } from '../stand-ins/aws/stand-in.ts';
import { createLimit } from './storm-limit.ts';
import { createTally, type Tally } from './storm-tally.ts';
import { accountIds, accountsAt } from './storm-town.ts';

/** What it tells on start. */
export interface StormAws {
  readonly url: string;
  /** Account → the unique ids of its users, by name. */
  readonly uniqueIds: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** `reset`: everybody holds what they held before; `told`: how far it is. */
export type Asked = 'reset' | 'tell';

const monotonic = () => performance.now();
const usersEach = Number(process.argv[2]);
const aws = await createAwsStandIn({ now: Date.now, accounts: accountsAt(Date.now(), usersEach) });
const before = aws.snapshot();
let isOver = createLimit(monotonic);
let tally: Tally = createTally(aws.calls);
aws.faults.add({ kind: 'throttle', times: Infinity, when: (call) => isOver(call) });

process.on('message', (asked: Asked) => {
  if (asked === 'reset') {
    aws.restore(before);
    aws.calls.length = 0;
    isOver = createLimit(monotonic);
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
