/** An AWS to test and show against: several accounts behind one endpoint, the real SDK in front. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type AccountHand, createAccountHand } from './account-hand.ts';
import { createRequireAllowed } from './allowed.ts';
import type { Buckets } from './buckets.ts';
import { createClock } from './clock.ts';
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
import { createSsm, type Ssm, type SsmSeeds } from './ssm.ts';
import type { SsmAsking } from './ssm-asking.ts';
import { type CallRecord, own } from './types.ts';
import { createWorld, type Propagation, type Snapshot } from './world.ts';

export interface AwsStandInOptions {
  /** The clock of everything but signatures; a test may turn it. */
  readonly now: () => number;
  readonly accounts: Readonly<Record<string, AccountSeed & { readonly ssm?: SsmSeeds }>>;
  /** Where every change is saved before it is answered; read at the start if it exists. */
  readonly persistPath?: string;
  /** The clock the SDK signs by: the machine's, if absent. */
  readonly signatureClock?: () => number;
  /** How many items a page of a list holds at most. */
  readonly pageSize?: number;
  readonly port?: number;
}

export interface AwsStandIn extends Asking, SsmAsking {
  readonly url: string;
  readonly faults: Faults;
  /** Every request that reached the wire, oldest first. */
  readonly calls: CallRecord[];
  readonly propagation: Propagation;
  /** Keys and buckets live as long as the stand-in: they are in no snapshot. */
  readonly kms: Kms;
  readonly s3: Buckets;
  readonly ssm: Ssm;
  account(id: string): AccountHand;
  accountIds(): readonly string[];
  /** Lets every write so far be seen by everybody. */
  settle(): void;
  snapshot(): Snapshot;
  restore(snapshot: Snapshot): void;
  close(): Promise<void>;
}

export async function createAwsStandIn(options: AwsStandInOptions): Promise<AwsStandIn> {
  const pageSize = options.pageSize ?? 1000;
  const { now, world, iam, ssm, requireAllowed, snapshot, restore } = openState(options, pageSize);
  const query = createQueryDialect(iam);
  const kms = createKms(requireAllowed);
  const s3 = createS3({ now, requireAllowed, pageSize });
  const dialects: Readonly<Record<string, Dialect>> = {
    kms: kms.dialect,
    s3: s3.dialect,
    ssm: ssm.dialect,
  };
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
    ssm,
    account: (id) => createAccountHand(world, now, id),
    accountIds: world.accountIds,
    settle: world.settle,
    snapshot,
    restore,
    ...createAsking(world, now),
    ...ssm.asking,
    close: async () => {
      faults.clear();
      await wire.close();
    },
  };
}

/** Everything that a snapshot holds, as it was left or as it is seeded. */
function openState({ persistPath, accounts, ...options }: AwsStandInOptions, pageSize: number) {
  let save = () => {};
  let catchUp = () => {};
  const clock = createClock(options.now);
  const { now } = clock;
  const changed = () => save();
  const world = createWorld({ now, changed, catchUp: () => catchUp() });
  const requireAllowed = createRequireAllowed(world, now);
  const iam = createService({ world, now, pageSize });
  const ssm = createSsm({ world, now, requireAllowed, changed, clock, iam });
  catchUp = ssm.catchUp;
  const snapshot = (): Snapshot => ({ ...world.snapshot(), ssm: ssm.snapshot() });
  const restore = (earlier: Snapshot) => {
    world.restore(earlier);
    ssm.restore(earlier.ssm ?? []);
    save();
  };
  const kept = persistPath === undefined ? undefined : savedAt(persistPath);
  if (kept) restore(kept);
  for (const [id, { ssm: seeds = {}, ...seed }] of Object.entries(accounts)) {
    if (!kept) seedAccount(world, now, id, seed);
    if (!kept?.ssm) ssm.seed(id, seeds);
  }
  if (!kept) world.settle();
  if (persistPath !== undefined) save = () => saveTo(persistPath, snapshot());
  return { now, world, iam, ssm, requireAllowed, snapshot, restore };
}

function savedAt(path: string): Snapshot | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Snapshot) : undefined;
}

/** Written aside and moved into place, so that a kill leaves either the old state or the new. */
function saveTo(path: string, snapshot: Snapshot): void {
  writeFileSync(`${path}.new`, JSON.stringify(snapshot));
  renameSync(`${path}.new`, path);
}
