/** Asks AWS again what may be asked again: reads, and whatever AWS was too busy to look at. */

import { type Clock, SECOND } from '../../src/kernel/time.ts';
import { faultOf, isGivenUp, isMissing } from './faults.ts';
import { addMiddleware, type Stacked } from './middleware.ts';

/**
 * One look is a dozen reads, and all of them are needed; so each is asked again by itself, for a
 * second or two. A throttled call was not carried out, so it may be sent again as well, under the
 * record that its first sending has. A write that is not answered may have been: it never is.
 */
export function askingAgain<T extends Stacked>(client: T, clock: Sleep): T {
  const place = { step: 'initialize', name: 'askAgain' } as const;
  addMiddleware(
    client,
    place,
    (next, { commandName = '' }) =>
      (args) =>
        askedAgain(clock, commandName, () => next(args)),
  );
  return client;
}

type Sleep = Pick<Clock, 'sleep'>;

/** One call, likewise: for what is sent past the stack of a client. */
export async function askedAgain<T>(
  clock: Sleep,
  commandName: string,
  ask: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (tries >= TRIES || !mayAskAgain(error, commandName)) throw error;
      await clock.sleep(FIRST_PAUSE_MS * 2 ** tries * (0.5 + Math.random()));
    }
  }
}

function mayAskAgain(error: unknown, commandName: string): boolean {
  if (isGivenUp(error) || isMissing(error)) return false;
  const { code } = faultOf(error, commandName);
  return code === 'aws-throttled' || (code === 'aws-unreachable' && READS.test(commandName));
}

const TRIES = 5;
const FIRST_PAUSE_MS = SECOND / 20;
const READS = /^(Get|List|Describe|Is|Assume|Simulate)/;
