/** Decides what a call meets: by the troubles of the script, and by dice. */

import type { Dice } from './dice.ts';
import { isAt, type Meets, type Port, type Trouble } from './faults.ts';

const MINUTE = 60_000;
/** Signed calls are refused after that. */
const LATEST_LANDING_MS = 15 * MINUTE;

export class Troubles {
  readonly #dice: Dice;
  readonly #open: readonly Trouble[];
  readonly #unseen: readonly (Trouble & { readonly kind: 'unseen' })[];
  readonly #deaths: { readonly fromMs: number; calls: number; after: boolean; by: number }[];
  readonly #perPort = new Map<Port, readonly Trouble[]>();
  /** How many calls met something else than an answer in time. */
  met = 0;
  deaths = 0;

  constructor(troubles: readonly Trouble[], dice: Dice) {
    this.#dice = dice;
    this.#open = troubles.filter((one) => 'port' in one && one.kind !== 'unseen');
    this.#unseen = troubles.filter((one) => one.kind === 'unseen');
    this.#deaths = troubles.flatMap((one) =>
      one.kind === 'crash' ? [{ ...one, by: one.replica ?? 0 }] : [],
    );
  }

  meets(port: Port, sinceMs: number, replica: number, what: string): Meets {
    const dice = this.#dice;
    let delayMs = usualDelay(dice, port);
    for (const one of this.#of(port)) {
      if (!isAt(one, sinceMs, replica)) continue;
      if (one.kind === 'slow') {
        delayMs += one.ms;
        continue;
      }
      const isHit =
        one.kind === 'mute' ? WRITE.test(what) : one.kind !== 'flaky' || dice.chance(one.share);
      if (!isHit) continue;
      this.met += 1;
      if (one.kind === 'throttle') return { kind: 'throttled', delayMs };
      if (one.kind === 'outage' || one.kind === 'mute')
        return { kind: 'silent', delayMs: delayMs + dice.int(4_000) };
      return this.#broken(port, delayMs + dice.int(3_000));
    }
    return { kind: 'fine', delayMs };
  }

  swallows(sinceMs: number, replica: number): boolean {
    const isHit = this.#unseen.some(
      (one) => isAt(one, sinceMs, replica) && this.#dice.chance(one.share),
    );
    if (isHit) this.met += 1;
    return isHit;
  }

  /** Counts the calls of a replica that is about to die, and says on which one it does. */
  dies(sinceMs: number, replica: number): 'before' | 'after' | undefined {
    for (const one of this.#deaths) {
      if (one.by !== replica || sinceMs < one.fromMs || one.calls < 0) continue;
      one.calls -= 1;
      if (one.calls >= 0) continue;
      this.met += 1;
      this.deaths += 1;
      return one.after ? 'after' : 'before';
    }
    return undefined;
  }

  #broken(port: Port, delayMs: number): Meets {
    const dice = this.#dice;
    const kinds = port === 'cloud' || port === 'chat' ? BROKEN_FAR : BROKEN_NEAR;
    const kind = dice.pick(kinds);
    if (kind !== 'late') return { kind, delayMs };
    const mostMs = port === 'cloud' ? LATEST_LANDING_MS : MINUTE;
    return { kind, delayMs, landsMs: delayMs + dice.int(mostMs) };
  }

  #of(port: Port): readonly Trouble[] {
    const known = this.#perPort.get(port);
    if (known) return known;
    const found = this.#open.filter((one) => 'port' in one && one.port === port);
    this.#perPort.set(port, found);
    return found;
  }
}

const WRITE = /^(?:put|remove|Reject) /;
const BROKEN_NEAR = ['silent', 'lost'] as const;
const BROKEN_FAR = ['silent', 'lost', 'late'] as const;

/** Most calls next door are answered at once, so that a run is not all waiting. */
function usualDelay(dice: Dice, port: Port): number {
  if (port === 'cloud') return dice.between(15, 300);
  if (port === 'chat') return dice.between(30, 500);
  return dice.chance(port === 'store' ? 0.06 : 0.15) ? dice.between(1, 80) : 0;
}
