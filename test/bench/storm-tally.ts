/** How far a storm is, by what AWS was asked: whose permission is gone, and read back as gone. */

import type { CallRecord } from '../stand-ins/aws/types.ts';

export interface Told {
  /** Calls of IAM that were answered, and those that were refused as too many. */
  readonly calls: number;
  readonly throttled: number;
  readonly firstMs: number;
  /** Whose permission is removed; and who was read back without it. */
  readonly removed: number;
  readonly readBack: number;
  /** When the last of those was answered. */
  readonly lastMs: number;
  /** What was asked about one of them, in this order. */
  readonly sequence: readonly string[];
}

export interface Tally {
  now(): Told;
}

/** A look, the two writes, and the look that reads back. */
const UNTIL_READ_BACK = 8;

/** Takes the calls off the list as it counts them: there are many. */
export function createTally(calls: CallRecord[]): Tally {
  const people = new Map<string, 'held' | 'removed' | 'read back'>();
  const told = { calls: 0, throttled: 0, firstMs: 0, removed: 0, readBack: 0, lastMs: 0 };
  const sequence: string[] = [];
  let example: string | undefined;

  function take({ service, action, account, params, outcome, atMs }: CallRecord): void {
    if (service !== 'iam') return;
    if (outcome === 'Throttling') told.throttled += 1;
    if (outcome !== 'ok') return;
    told.calls += 1;
    told.firstMs ||= atMs;
    const who = `${account}/${params['UserName']}`;
    example ??= who;
    if (who === example && sequence.length < UNTIL_READ_BACK) sequence.push(action);
    const before = people.get(who) ?? 'held';
    if (before === 'held') people.set(who, action === 'DeleteUserPolicy' ? 'removed' : 'held');
    if (before === 'held' && action === 'DeleteUserPolicy') told.removed += 1;
    // The last call of a look.
    if (before !== 'removed' || action !== 'GetUserPolicy') return;
    people.set(who, 'read back');
    told.readBack += 1;
    told.lastMs = atMs;
  }

  return {
    now() {
      // What came later than one that waits for its answer is counted with it, the next time.
      const waiting = calls.findIndex(({ outcome }) => outcome === 'pending');
      for (const call of calls.splice(0, waiting < 0 ? calls.length : waiting)) take(call);
      return { ...told, sequence };
    },
  };
}
