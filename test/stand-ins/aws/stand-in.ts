/** An AWS to test and show against: several accounts behind one endpoint, the real SDK in front. */

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type AccountHand, createAccountHand } from './account-hand.ts';
import { createAgenda, watched } from './agenda.ts';
import { createRequireAllowed } from './allowed.ts';
import type { Buckets } from './buckets.ts';
import type { CenterAsking } from './center-asking.ts';
import { createClock } from './clock.ts';
import type { Dialect } from './dialect.ts';
import { createEc2, type Ec2Options } from './ec2.ts';
import { createDirectoryServices, type DirectoryHands } from './directory-services.ts';
import { answerTo, carryOut, type Errand, type Errands } from './errand.ts';
import { createFaults, type Faults } from './faults.ts';
import { serveWire } from './http-server.ts';
import { createKms, type Kms } from './kms.ts';
import { type Asking, createAsking } from './may.ts';
import { createQueryDialect } from './query-dialect.ts';
import { createS3 } from './s3.ts';
import type { CallOther } from './automation-calls.ts';
import type { Carry } from './scheduler-firing.ts';
import { type AccountSeed, seedAccount } from './seed.ts';
import { createService } from './service.ts';
import { createSigningClock } from './signing-clock.ts';
import { createSsm, type Ssm, type SsmSeeds } from './ssm.ts';
import type { SsmAsking } from './ssm-asking.ts';
import { type CallRecord, own } from './types.ts';
import { createWorld, type Propagation, type SessionKnobs, type Snapshot } from './world.ts';

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

export interface AwsStandIn extends Asking, SsmAsking, CenterAsking, DirectoryHands {
  readonly url: string;
  readonly faults: Faults;
  /** Every request that reached the wire, oldest first. */
  readonly calls: CallRecord[];
  readonly propagation: Propagation;
  /** Of role sessions. */
  readonly sessions: SessionKnobs;
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
  const state = openState(
    options,
    pageSize,
    insideOf(() => served),
  );
  const { now, world, iam, ssm, directory, catchUp, requireAllowed, ...saving } = state;
  const query = createQueryDialect(iam);
  const kms = createKms(requireAllowed);
  const s3 = createS3({ now, requireAllowed, pageSize });
  const dialects: Readonly<Record<string, Dialect>> = {
    kms: kms.dialect,
    s3: s3.dialect,
    ...atNodes(ssm, { requireAllowed, pageSize }),
    ...directory.dialects,
  };
  const calls: CallRecord[] = [];
  const faults = createFaults();
  const dialectOf = (service: string) =>
    watched(directory.heard(own(dialects, service) ?? query), catchUp);
  const served: Errands = { world, now, dialectOf, calls, meet: faults.meet };
  const wire = await serveWire({
    ...served,
    signing: createSigningClock(now, options.signatureClock ?? Date.now),
    port: options.port ?? 0,
  });
  return {
    url: wire.url,
    faults,
    calls,
    propagation: world.propagation,
    sessions: world.sessions,
    kms,
    s3,
    ssm: { knobs: ssm.knobs, region: (...where) => watched(ssm.region(...where), catchUp) },
    account: (id) => watched(createAccountHand(world, now, id), catchUp),
    accountIds: world.accountIds,
    settle: world.settle,
    ...saving,
    ...directory.hands,
    // A schedule may have started a runbook, which has gone on since.
    ...watched(directory.asking, () => [catchUp(), ssm.catchUp()]),
    ...watched({ ...createAsking(world, now), ...ssm.asking }, catchUp),
    close: async () => {
      faults.clear();
      await wire.close();
    },
  };
}

/** Nodes are Systems Manager's, and their tags EC2's. */
const atNodes = (
  { dialect, place }: ReturnType<typeof createSsm>,
  options: Omit<Ec2Options, 'place'>,
): Readonly<Record<string, Dialect>> => ({ ssm: dialect, ec2: createEc2({ ...options, place }) });

/** Calls that AWS makes to itself. */
interface Inside {
  readonly carry: Carry;
  readonly answer: (errand: Errand) => unknown;
}

/** @param served asked for at each call: what is called is opened first, and served after. */
const insideOf = (served: () => Errands): Inside => ({
  carry: (errand) => carryOut(served(), errand),
  answer: (errand) => answerTo(served(), errand),
});

/** Everything that a snapshot holds, as it was left or as it is seeded. */
function openState(
  { persistPath, accounts, ...options }: AwsStandInOptions,
  pageSize: number,
  { carry, answer }: Inside,
) {
  let save = () => {};
  let runDue = () => {};
  const agenda = createAgenda(options.now);
  const { catchUp } = agenda;
  const clock = createClock(agenda.now);
  const { now } = clock;
  const changed = () => save();
  const world = createWorld({ now, changed, catchUp: () => runDue() });
  const requireAllowed = createRequireAllowed(world, now);
  const iam = createService({ world, now, pageSize });
  const other: CallOther = ({ key, region }, service, action, input) =>
    answer({ key, region, service, action, input: JSON.stringify(input) });
  const ssm = createSsm({ world, now, requireAllowed, changed, clock, iam, other });
  runDue = ssm.catchUp;
  const accountIds = Object.keys(accounts);
  const around = { world, agenda, accountIds, requireAllowed, carry, changed };
  const directory = createDirectoryServices(around);
  const told = (): Snapshot => ({
    ...world.snapshot(),
    ssm: ssm.snapshot(),
    directory: directory.snapshot(),
  });
  const restore = (earlier: Snapshot) => {
    world.restore(earlier);
    ssm.restore(earlier.ssm ?? []);
    directory.restore(earlier.directory);
    save();
  };
  const kept = persistPath === undefined ? undefined : savedAt(persistPath);
  if (kept) restore(kept);
  for (const [id, { ssm: seeds = {}, ...seed }] of Object.entries(accounts)) {
    if (!kept) seedAccount(world, now, id, seed);
    if (!kept?.ssm) ssm.seed(id, seeds);
  }
  if (!kept) world.settle();
  if (persistPath !== undefined) save = () => saveTo(persistPath, told());
  const snapshot = () => {
    catchUp();
    return told();
  };
  return { now, world, iam, ssm, directory, catchUp, requireAllowed, snapshot, restore };
}

function savedAt(path: string): Snapshot | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Snapshot) : undefined;
}

/** Written aside and moved into place, so that a kill leaves either the old state or the new. */
function saveTo(path: string, snapshot: Snapshot): void {
  writeFileSync(`${path}.new`, JSON.stringify(snapshot));
  renameSync(`${path}.new`, path);
}
