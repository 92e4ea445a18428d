/** Every call of a replica to the world goes through here: it takes time, fails, or kills. */

import { Fault, type FaultCode } from '../../src/kernel/fault.ts';
import type { Dice } from './dice.ts';
import type { Meets, Port } from './faults.ts';
import type { Life } from './life.ts';

export interface Fate {
  meets(port: Port, replica: number, what: string): Meets;
  /** Whether the replica dies of this call, and if so, on which side of its effect. */
  dies(life: Life): 'before' | 'after' | undefined;
  kill(life: Life): void;
  /** Whether the chat takes an update now, and shows it to nobody. */
  swallows(replica: number): boolean;
  trace(replica: number, what: string): void;
  readonly dice: Dice;
}

const SILENT: Readonly<Record<Port, FaultCode>> = {
  store: 'store-failed',
  cloud: 'aws-unreachable',
  chat: 'chat-unreachable',
  directory: 'directory-unreachable',
};

export class Gate {
  readonly life: Life;
  readonly fate: Fate;

  constructor(life: Life, fate: Fate) {
    this.life = life;
    this.fate = fate;
  }

  call<T>(port: Port, what: string, work: () => T | Promise<T>): Promise<T> {
    const { life, fate } = this;
    if (!life.isAlive) return never();
    const death = fate.dies(life);
    const meets = fate.meets(port, life.replica, what);
    if (meets.kind !== 'fine' || death) {
      fate.trace(life.replica, `${port} ${what} meets ${death ? `death ${death}` : meets.kind}`);
    }
    if (death) {
      if (death === 'after') life.loop.in(meets.delayMs, () => void settled(work));
      fate.kill(life);
      return never();
    }
    if (meets.kind === 'fine' && meets.delayMs === 0) return settled(work);
    return new Promise((resolve, reject) => this.#later(port, work, meets, resolve, reject));
  }

  #later<T>(
    port: Port,
    work: () => T | Promise<T>,
    meets: Meets,
    resolve: (value: T | Promise<T>) => void,
    reject: (why: Fault) => void,
  ): void {
    const { life } = this;
    // The effect is the world's, not the replica's: it comes though nobody waits for it any more.
    if (meets.kind === 'late') life.loop.in(meets.landsMs, () => void settled(work));
    let answer: Promise<T> | undefined;
    if (meets.kind === 'lost' || meets.kind === 'fine') {
      life.loop.in(meets.delayMs, () => void (answer = settled(work)));
    }
    life.in(meets.delayMs, () => {
      if (meets.kind === 'fine' && answer) resolve(answer);
      else reject(faultOf(port, meets.kind));
    });
  }
}

/** As clients may put one into the message of an error: it belongs into no card and no record. */
export const SECRET = 'xoxb-CANARY';

function faultOf(port: Port, kind: Meets['kind']): Fault {
  if (kind !== 'throttled') return new Fault(SILENT[port], `Simulated: ${kind}, ${SECRET}.`);
  const code = port === 'cloud' ? 'aws-throttled' : SILENT[port];
  return new Fault(code, `Simulated: throttled, ${SECRET}.`, { retryAfterMs: 2_000 });
}

/** Of its own each time: one for all would remember everybody who ever waited for it. */
const never = (): Promise<never> => new Promise(() => {});

/** An answer that nobody waits for must not end the run. */
function settled<T>(work: () => T | Promise<T>): Promise<T> {
  const answer = new Promise<T>((resolve) => resolve(work()));
  answer.catch(() => {});
  return answer;
}
