/** An AWS to test and show against: several accounts behind one endpoint, the real SDK in front. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type AccountHand, createAccountHand } from './account-hand.ts';
import { createRequireAllowed } from './allowed.ts';
import type { Buckets } from './buckets.ts';
import type { Dialect } from './dialect.ts';
import { createFaults, type Faults } from './faults.ts';
import { serveWire } from './http-server.ts';
import { createKms, type Kms } from './kms.ts';
import { type Asking, createAsking } from './may.ts';
import { createQueryDialect } from './query-dialect.ts';
import { createS3 } from './s3.ts';
import { type AccountSeed, seedAccount } from './seed.ts';
import { createService } from './service.ts';
import { createSigningClock } from './signing-clock.ts';
import { type CallRecord, own } from './types.ts';
import { createWorld, type Propagation, type Snapshot } from './world.ts';

export interface AwsStandInOptions {
  /** The clock of everything but signatures; a test may turn it. */
  readonly now: () => number;
  readonly accounts: Readonly<Record<string, AccountSeed>>;
  /** Where every change is saved before it is answered; read at the start if it exists. */
  readonly persistPath?: string;
  /** The clock the SDK signs by: the machine's, if absent. */
  readonly signatureClock?: () => number;
  /** How many items a page of a list holds at most. */
  readonly pageSize?: number;
  readonly port?: number;
}

export interface AwsStandIn extends Asking {
  readonly url: string;
  readonly faults: Faults;
  /** Every request that reached the wire, oldest first. */
  readonly calls: CallRecord[];
  readonly propagation: Propagation;
  /** Keys and buckets live as long as the stand-in: they are in no snapshot. */
  readonly kms: Kms;
  readonly s3: Buckets;
  account(id: string): AccountHand;
  accountIds(): readonly string[];
  /** Lets every write so far be seen by everybody. */
  settle(): void;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  close(): Promise<void>;
}

export async function createAwsStandIn(options: AwsStandInOptions): Promise<AwsStandIn> {
  const { now, persistPath } = options;
  let save = () => {};
  const world = createWorld(now, () => save());
  if (persistPath !== undefined && existsSync(persistPath)) {
    world.restore(JSON.parse(readFileSync(persistPath, 'utf8')) as Snapshot);
  } else {
    for (const [id, seed] of Object.entries(options.accounts)) seedAccount(world, now, id, seed);
    world.settle();
  }
  if (persistPath !== undefined) save = () => saveTo(persistPath, world.snapshot());

  const pageSize = options.pageSize ?? 1000;
  const requireAllowed = createRequireAllowed(world, now);
  const query = createQueryDialect(createService({ world, now, pageSize }));
  const kms = createKms(requireAllowed);
  const s3 = createS3({ now, requireAllowed, pageSize });
  const dialects: Readonly<Record<string, Dialect>> = { kms: kms.dialect, s3: s3.dialect };
  const calls: CallRecord[] = [];
  const faults = createFaults();
  const wire = await serveWire({
    world,
    now,
    dialectOf: (service) => own(dialects, service) ?? query,
    signing: createSigningClock(now, options.signatureClock ?? Date.now),
    calls,
    meet: faults.meet,
    port: options.port ?? 0,
  });
  return {
    url: wire.url,
    faults,
    calls,
    propagation: world.propagation,
    kms,
    s3,
    account: (id) => createAccountHand(world, now, id),
    accountIds: world.accountIds,
    settle: world.settle,
    snapshot: world.snapshot,
    restore: world.restore,
    ...createAsking(world, now),
    close: async () => {
      faults.clear();
      await wire.close();
    },
  };
}

/** Written aside and moved into place, so that a kill leaves either the old state or the new. */
function saveTo(path: string, snapshot: Snapshot): void {
  writeFileSync(`${path}.new`, JSON.stringify(snapshot));
  renameSync(`${path}.new`, path);
}
