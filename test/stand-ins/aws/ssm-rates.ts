/** How many calls a second Systems Manager takes from an account in a Region, action by action. */

import { AwsFault } from './fault.ts';
import { own } from './types.ts';

const A_SECOND: Readonly<Record<string, number>> = {
  StartSession: 3,
  ResumeSession: 6,
  TerminateSession: 6,
  DescribeSessions: 6,
  GetConnectionStatus: 50,
  StartAutomationExecution: 1,
  StopAutomationExecution: 1,
  GetAutomationExecution: 3,
  DescribeAutomationExecutions: 3,
  DescribeAutomationStepExecutions: 3,
  SendAutomationSignal: 3,
};

export interface Rates {
  /** @throws AwsFault when there were too many in the last second */
  spend(place: string, action: string): void;
}

export function createRates(now: () => number): Rates {
  const buckets = new Map<string, { left: number; atMs: number }>();
  return {
    spend(place, action) {
      const most = own(A_SECOND, action);
      if (most === undefined) return;
      const key = `${place}/${action}`;
      const bucket = buckets.get(key) ?? { left: most, atMs: now() };
      // A clock that was turned back earns nothing, and costs nothing either.
      const earned = (Math.max(now() - bucket.atMs, 0) / 1_000) * most;
      const left = Math.min(bucket.left + earned, most);
      buckets.set(key, { left: left < 1 ? left : left - 1, atMs: now() });
      if (left < 1) throw new AwsFault('Throttling', 'Rate exceeded');
    },
  };
}
