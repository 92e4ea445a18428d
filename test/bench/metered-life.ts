/** One whole life of a request on a metered table, step by step, until its last fence is gone. */

import { headOf } from '../../adapters/dynamodb/head-item.ts';
import { type CaseFile, phaseOf } from '../../src/case-file/case-file.ts';
import type { Holding } from '../../src/holding/holding.ts';
import { startDynamo } from '../stand-ins/dynamodb/dynamo.ts';
import { quiet } from '../story/quiet.ts';
import { CHANNELS, createWorld, PEOPLE, type World } from '../story/world.ts';
import { type Metered, startMeter } from './meter.ts';

/** What the clock alone asks of the table, whether anything happens or not. */
export type Cause = 'work' | 'clock';

export interface Told extends Metered {
  readonly step: string;
  readonly cause: Cause;
}

export interface Lived {
  readonly calls: readonly Told[];
  /** How long nothing happened, in the step `idle`. */
  readonly idleSeconds: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Where nothing but the clock has anything to say. */
const STEP_MS = 4 * SECOND;
const IDLE_MS = 2 * MINUTE;
const LINE = 'prod-db 1h Restart the stuck replica of shard 7, INC-1234';

export async function liveMetered(): Promise<Lived> {
  const dynamo = await startDynamo();
  const calls: Told[] = [];
  const life = createLife();
  const meter = await startMeter(dynamo.endpoint, (call) => calls.push(life.told(call)));
  process.env['DYNAMODB_ENDPOINT'] = meter.endpoint;
  const world = await createWorld({ replicas: 1 });
  try {
    life.begins(world);
    await play(world, life);
  } finally {
    await world.close();
    await meter.close();
    await dynamo.close();
  }
  return { calls, idleSeconds: IDLE_MS / SECOND };
}

/** All that a case does long after its end: it tells what was done. */
export const LOOK_BACK = 'what was done';
const LATE_MS = 10 * MINUTE;

type Life = ReturnType<typeof createLife>;

/** Acts of people begin a step; within them, what is committed tells how far it has come. */
function createLife() {
  const isByClock = createClockWatch();
  let step = 'start';
  let isRevoked = false;
  let revokedMs = Infinity;
  let isIdle = false;
  let world: World | undefined;

  function look({ item, what }: Metered): void {
    if (!item || !what.endsWith(' head')) return;
    const { body } = headOf(item);
    if (what.startsWith('case/')) step = afterCase(step, body as CaseFile);
    if (what.startsWith('holding/')) step = afterHolding(step, body as Holding);
    if (what.startsWith('case/')) {
      isRevoked = phaseOf(body as CaseFile) === 'revoked';
      revokedMs = (body as CaseFile).grant?.revokedMs ?? Infinity;
    }
    if (what.startsWith('holding/')) isIdle = (body as Holding).dueMs === undefined;
  }

  return {
    begins: (at: World) => void (world = at),
    enter: (next: string) => void (step = next),
    isRevoked: () => isRevoked,
    isIdle: () => isIdle,
    told(call: Metered): Told {
      const nowMs = world?.clock.nowMs() ?? 0;
      const isLate = call.what.startsWith('case/') && nowMs - revokedMs > LATE_MS;
      const cause = isByClock(call, nowMs) ? 'clock' : 'work';
      const told = { ...call, step: isLate ? LOOK_BACK : step, cause } as const;
      look(call);
      return told;
    },
  };
}

function afterCase(step: string, file: CaseFile): string {
  if (step === 'ask') return 'card posted';
  const phase = phaseOf(file);
  if (step === 'grant' && phase === 'active') return 'active';
  if (step === 'proof' && phase === 'revoked') return 'fence removed';
  return step;
}

function afterHolding(step: string, { leases, targets }: Holding): string {
  if (step === 'approval 2' && leases.length > 0) return 'grant';
  const isClean = Object.values(targets).some(({ cleanMs }) => cleanMs !== undefined);
  return step === 'end' && isClean ? 'proof' : step;
}

/** A look that comes sooner after the last one than an idle replica's was not the clock's. */
function createClockWatch(): (call: Metered, nowMs: number) => boolean {
  const last = new Map<string, { readonly atMs: number; readonly isByClock: boolean }>();
  return ({ action, what }, nowMs) => {
    const everyMs = BY_CLOCK[`${action} ${what}`];
    if (everyMs === undefined) return false;
    const { atMs, isByClock } = last.get(what) ?? { atMs: 0, isByClock: true };
    // All shards are asked in one moment, and are one look.
    if (nowMs - atMs <= SLACK_MS) return isByClock;
    const isSooner = nowMs - atMs < everyMs - SLACK_MS;
    last.set(what, { atMs: nowMs, isByClock: !isSooner });
    return !isSooner;
  };
}
const SLACK_MS = 40;
const BY_CLOCK: Readonly<Record<string, number>> = {
  'Query due': 2 * SECOND,
  'GetItem meta/configuration head': 30 * SECOND,
  'GetItem meta/adoption head': 30 * SECOND,
};

async function play(world: World, life: Life): Promise<void> {
  const { slack } = world;
  await pass(world, 15 * SECOND);
  life.enter('ask');
  await slack.as(PEOPLE.aiko).command('/prod-access', LINE);
  await pass(world, 20 * SECOND);
  const { ts = '' } = slack.messages(CHANNELS.approvals).find((one) => !one.threadTs) ?? {};
  const approve = (who: string) => slack.as(who).click(CHANNELS.approvals, ts, 'Approve');
  life.enter('approval 1');
  await approve(PEOPLE.ben);
  await pass(world, 20 * SECOND);
  life.enter('approval 2');
  await approve(PEOPLE.chie);
  await pass(world, MINUTE);
  life.enter('watched while active');
  await pass(world, 57 * MINUTE, STEP_MS);
  life.enter('end');
  await until(world, 'it is revoked', () => life.isRevoked(), SECOND / 2);
  await pass(world, MINUTE);
  await until(world, 'the last fence is gone', () => life.isIdle());
  await pass(world, 30 * SECOND);
  life.enter('idle');
  await pass(world, IDLE_MS, 100);
}

async function pass(world: World, ms: number, stepMs = SECOND / 2): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
    await quiet();
    world.clock.turn(stepMs);
  }
  await quiet(30);
}

async function until(
  world: World,
  what: string,
  holds: () => boolean,
  stepMs = STEP_MS,
): Promise<void> {
  for (let passedMs = 0; !holds(); passedMs += stepMs) {
    if (passedMs > 3 * 60 * MINUTE) throw new Error(`Waited in vain until ${what}.`);
    await quiet();
    world.clock.turn(stepMs);
  }
}
