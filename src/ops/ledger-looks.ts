/** Looks at a ledger's surroundings: for `doctor`, and for the log of every start. */

import type { Log } from '../kernel/log.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Look } from './doctor.ts';

/** @param open opens what is configured; a key file that cannot be read is a finding, too. */
export const ledgerLooks = (open: () => Promise<Ledger>): readonly Look[] => [
  { what: 'Ledger key', look: async () => (await open()).key.look() },
  { what: 'Ledger blocks', look: async () => (await open()).place.look() },
];

/** Nothing waits for it, and nothing is stopped: without a ledger, access still has to end. */
export async function watchLedger(ledger: Ledger, log: Log): Promise<void> {
  for (const { what, look } of ledgerLooks(async () => ledger)) {
    await look().catch((error: unknown) =>
      log.error('ledger-unfit', { what, why: error instanceof Error ? error.message : error }),
    );
  }
}
