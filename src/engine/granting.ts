/** Whether anything is granted for now: one answer, out of all that may speak against it. */

import type { Stop } from '../kernel/stop.ts';
import { SECOND } from '../kernel/time.ts';
import { standing } from './adoption.ts';
import { tellProposal } from './confirm-configuration.ts';
import type { Context, Ports } from './context.ts';
import { createMarks, type Mark } from './installation-mark.ts';
import { type Registered, registerConfiguration, type Standing } from './register-configuration.ts';

export interface Granting {
  /** Why nothing is granted; undefined in normal life. Revoking never stops. */
  stopped(): Stop | undefined;
  /** For as long as this process lives: an invariant is broken. */
  halt(why: string): void;
  /** Is this store one to be trusted? Asked before anything is done with it. */
  lookAtStore(ctx: Context): Promise<void>;
  /**
   * Ours is in force from now on, or waits for a word; until then it waits.
   * @param ran the configuration that this process itself ran until a moment ago.
   */
  register(ctx: Context, ran?: string): Promise<void>;
  /** Until ours is known to be in force. */
  waits(): boolean;
  /** Others have gone on from ours, as far as was heard. */
  isBehind(): boolean;
  mark(): Mark;
  /** Is there a newer configuration, or an older copy of the records? */
  lookAgain(ctx: Context): Promise<void>;
  /** The same every half minute: operators are told what waits, and what has changed is logged. */
  watch(ctx: Context): Promise<void>;
}

export function createGranting({ health, skewMs, log, clock }: Ports): Granting {
  const marks = createMarks(clock);
  let halted: Stop | undefined;
  let ours: Standing | undefined;
  let newest: string | undefined;
  let [looks, heard, isCopy] = [0, 0, false];
  let logged: string | undefined;
  const stopped = () =>
    halted ??
    (ours === undefined ? undefined : SPEAKS_AGAINST[ours]) ??
    (isCopy ? COPY : undefined) ??
    health?.trouble() ??
    clockTrouble(skewMs());

  const lookAtStore = async (ctx: Context): Promise<void> =>
    void (isCopy = (await standing(ctx)).copySinceMs !== undefined);

  async function lookAgain(ctx: Context): Promise<void> {
    const look = (looks += 1);
    const now = await registerConfiguration(ctx, { is: 'look', ...(newest && { newest }) });
    // Of two that are under way, the one that began later knows better.
    if (look > heard) [heard, ours] = [look, heardOf(now, marks, ctx)];
    await lookAtStore(ctx);
  }

  return {
    stopped,
    halt(why) {
      halted ??= { is: 'broken', why };
    },
    lookAtStore,
    waits: () => ours === undefined || ours === 'waiting',
    isBehind: () => ours === 'behind',
    mark: () => marks.mark(),
    async register(ctx, ran) {
      const registered = await registerConfiguration(ctx, { is: 'start', ...(ran && { ran }) });
      ours = heardOf(registered, marks, ctx);
      newest = registered.newest;
    },
    lookAgain,
    async watch(ctx) {
      await lookAgain(ctx);
      if (ours === 'waiting') await tellProposal(ctx);
      const why = stopped()?.why;
      if (why !== logged)
        log.warn(why === undefined ? 'granting-again' : 'granting-stopped', { why });
      logged = why;
    },
  };
}

/** One replica alone is not started with another id while anything stands. */
function heardOf(
  { standing: now, installation: before }: Registered,
  marks: ReturnType<typeof createMarks>,
  { claims, config }: Context,
): Standing {
  if (claims) marks.heard({ own: config.installation, before, isInForce: now === 'current' });
  return now;
}

const SPEAKS_AGAINST: Readonly<Record<Standing, Stop | undefined>> = {
  current: undefined,
  behind: {
    is: 'behind',
    why: 'Another configuration is in force. To go back to this one, start it anew.',
  },
  waiting: { is: 'waiting', why: 'Changed rules wait for a second operator to confirm them.' },
};
const COPY: Stop = {
  is: 'copy',
  why: 'The records are an older copy, which no operator has confirmed.',
};

const MOST_SKEW_MS = 30 * SECOND;

/** What was approved by a wrong clock would be given at a wrong time. Revoking goes on. */
export function clockTrouble(skewMs: number | undefined): Stop | undefined {
  const awayMs = Math.abs(skewMs ?? 0);
  if (awayMs <= MOST_SKEW_MS) return undefined;
  const seconds = Math.round(awayMs / SECOND);
  const why = `The clock of this machine is ${seconds} s away from the clock of AWS.`;
  return { is: 'clock', why, awayMs };
}
