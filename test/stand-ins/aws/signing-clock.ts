/** How old a signature is, on two clocks: the one the SDK signs by, and the stand-in's own. */

import { AwsFault } from './fault.ts';

const LIFETIME_MS = 15 * 60_000;
const GRAIN_MS = 60_000;
const REMEMBERED = 1000;

export interface SigningClock {
  /** How far the stand-in's clock was from the signers' each time a `Date` header told it. */
  toldDate(): Date;
  /** Refuses a signature from more than 15 minutes before or after. `heldMs`: on our clock. */
  check(signedAtMs: number, heldMs: number): void;
}

/**
 * The SDK signs by the machine's clock, and corrects itself by the `Date` of the last answer. The
 * stand-in's clock may jump between two answers, so every correction it ever told is accepted as a
 * way to have signed just now. What still ages a signature is time that passes: on the machine, or
 * on the stand-in's clock while a fault holds the call on its way.
 */
export function createSigningClock(now: () => number, signatureClock: () => number): SigningClock {
  const told = new Set([0]);
  return {
    toldDate: () => {
      const offset = Math.round((now() - signatureClock()) / GRAIN_MS);
      if (told.size >= REMEMBERED) told.clear();
      told.add(0).add(offset);
      return new Date(now());
    },
    check: (signedAtMs, heldMs) => {
      const apart = [...told].map((offset) => signatureClock() + offset * GRAIN_MS - signedAtMs);
      const ageMs = apart.reduce((best, age) => (Math.abs(age) < Math.abs(best) ? age : best));
      const stamp = compact(signedAtMs);
      const limits = `${compact(signedAtMs + ageMs + heldMs)} - 15 min.`;
      if (ageMs + heldMs > LIFETIME_MS) {
        const words = `Signature expired: ${stamp} is now earlier than ${limits}`;
        throw new AwsFault('SignatureDoesNotMatch', words);
      }
      if (ageMs < -LIFETIME_MS) {
        const words = `Signature not yet current: ${stamp} is still later than ${limits}`;
        throw new AwsFault('SignatureDoesNotMatch', words);
      }
    },
  };
}

const compact = (ms: number) => new Date(ms).toISOString().replaceAll(/[-:]|\.\d+/g, '');
