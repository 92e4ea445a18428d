/** Whether anything is granted for now: one answer, out of all that may speak against it. */

import { standing } from './adoption.ts';
import type { Context, Ports } from './context.ts';
import { registerConfiguration } from './register-configuration.ts';

export interface Granting {
  /** Why nothing is granted; undefined in normal life. Revoking never stops. */
  stopped(): string | undefined;
  /** For as long as this process lives: an invariant is broken. */
  halt(why: string): void;
  /** Is this store one to be trusted? Asked before anything is done with it. */
  lookAtStore(ctx: Context): Promise<void>;
  /** The same again, and is there a newer configuration? Whatever has changed is logged. */
  watch(ctx: Context): Promise<void>;
}

export function createGranting({ health, skewMs, log }: Ports): Granting {
  let halted: string | undefined;
  let isBehind = false;
  let isCopy = false;
  let logged: string | undefined;
  const stopped = () =>
    halted ??
    (isBehind ? 'A newer configuration is in force.' : undefined) ??
    (isCopy ? 'The records are an older copy, which no operator has confirmed.' : undefined) ??
    health?.trouble() ??
    clockTrouble(skewMs());

  async function lookAtStore(ctx: Context): Promise<void> {
    isCopy = (await standing(ctx)).copySinceMs !== undefined;
  }

  return {
    stopped,
    halt(why) {
      halted ??= why;
    },
    lookAtStore,
    async watch(ctx) {
      isBehind = (await registerConfiguration(ctx, 'look')) === 'behind';
      await lookAtStore(ctx);
      const why = stopped();
      if (why !== logged)
        log.warn(why === undefined ? 'granting-again' : 'granting-stopped', { why });
      logged = why;
    },
  };
}

/** With a wrong clock every end would be a wrong end. Revoking goes on all the same. */
export function clockTrouble(skewMs: number | undefined): string | undefined {
  const seconds = Math.round(Math.abs(skewMs ?? 0) / 1_000);
  return seconds > MOST_SKEW_S
    ? `The clock of this machine is ${seconds} s away from the clock of AWS.`
    : undefined;
}

const MOST_SKEW_S = 30;
