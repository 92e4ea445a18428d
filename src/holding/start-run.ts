/** The next run of a runbook, with all that it is given; sent again, stopped, or given up. */

import {
  parametersOf,
  type Purpose,
  runbookFor,
  type SsmAutomationTarget,
  takesEnd,
} from '../catalog/automation.ts';
import { SECOND, type EpochMs } from '../kernel/time.ts';
import type { DriftKind, TargetMemory } from './holding.ts';
import { isLive, type Lease, leaseEnd } from './lease.ts';
import type { Look } from './look.ts';
import { builtIns, isFailed, isStillSeenAfter, lastRun, type Run, wholeSeconds } from './run.ts';
import { type RunId, type RunSlot, type SlotId, slotId, slotName, type Step } from './slot.ts';

export interface RunPlan {
  /** What gives, and what does the work. */
  readonly gives: readonly Step[];
  /** What takes, looks and stops: never in the way of anything else. */
  readonly rest: readonly Step[];
  /** Target keys whose access was observed as wanted, or whose work goes on. */
  readonly right: ReadonlySet<string>;
  readonly strange: readonly { readonly slot: SlotId; readonly kind: DriftKind }[];
  readonly memory: Readonly<Record<string, TargetMemory>>;
}

export const NOTHING: RunPlan = {
  gives: [],
  rest: [],
  right: new Set(),
  strange: [],
  memory: {},
};

/** One target at one look. */
export interface At {
  readonly look: Look;
  readonly key: string;
  readonly target: SsmAutomationTarget;
  readonly memory: TargetMemory;
  readonly leases: readonly Lease[];
  /** What it leads to was read, and is what was approved. */
  readonly mayGive: boolean;
}

/** A start that was not answered is sent again with its token, which AWS takes once. */
const RESEND_MS = 5 * SECOND;

export const wantedEnd = ({ leases, look }: At): EpochMs =>
  wholeSeconds(Math.max(0, ...live(leases, look).map(leaseEnd)));
const live = (leases: readonly Lease[], { nowMs }: Look) =>
  leases.filter((lease) => isLive(lease, nowMs));

export function start(at: At, purpose: Purpose): RunPlan {
  const run = nextRun(at, purpose);
  if (!run) return NOTHING;
  const isGiving = purpose === 'grant' || purpose === 'work';
  const step: Step = { do: 'put', slot: run.slot };
  const others = (at.memory.runs ?? []).filter(
    ({ slot, state }) => slot.purpose !== purpose || state === 'lost',
  );
  const memory: TargetMemory = {
    ...at.memory,
    generation: run.slot.generation,
    runs: [...others, run],
    ...(isGiving ? { touched: true } : {}),
  };
  const steps = isGiving ? { gives: [step] } : { rest: [step] };
  return { ...NOTHING, ...steps, memory: { [at.key]: memory } };
}

function nextRun(at: At, purpose: Purpose): Run | undefined {
  const { look, target, memory, leases, key } = at;
  const runbook = runbookFor(target, purpose);
  const known = live(leases, look);
  const lease = known[0] ?? leases.at(-1);
  if (!runbook || !lease) return undefined;
  const startMs = Math.min(...(known.length > 0 ? known : leases).map((one) => one.startMs));
  const endMs = known.length > 0 ? wantedEnd(at) : leaseEnd(lease);
  const told = builtIns(look.holding.holder, {
    startMs,
    endMs,
    grant: lease.grant,
    target: key,
  });
  const { document, version } = runbook;
  const isWatched = purpose === 'grant' || purpose === 'work';
  const slot: RunSlot = {
    kind: 'run',
    target: key,
    purpose,
    generation: memory.generation + 1,
    grant: lease.grant,
    region: target.region,
    document,
    version,
    parameters: parametersOf(target, runbook, told),
    ...(target.alarm !== undefined && isWatched ? { alarm: target.alarm } : {}),
  };
  const before = lastRun(memory.runs, purpose);
  // For a user who is no more it is counted anew.
  const isOfNoUse = before && (isFailed(before) || isStillSeenAfter(before, memory.runs));
  const isCounted = isOfNoUse && before.sentMs >= (look.holding.goneMs ?? 0);
  const failures = isCounted ? before.failures + 1 : 0;
  const reading = before?.reading ?? before?.before;
  const more = {
    ...(takesEnd(runbook) ? { untilMs: wholeSeconds(endMs) } : {}),
    ...(reading ? { before: reading } : {}),
  };
  return { slot, sentMs: look.nowMs, state: 'sent', failures, told: [], ...more };
}

export function sendAgain({ look }: At, { slot, sentMs, execution }: Run): RunPlan {
  if (execution !== undefined) return NOTHING;
  const name = slotName(slot);
  const last = look.holding.attempts.findLast(
    ({ step }) => step.do === 'put' && slotName(step.slot) === name,
  );
  if (look.nowMs - (last?.sentMs ?? sentMs) < RESEND_MS) return NOTHING;
  const step: Step = { do: 'put', slot };
  const isGiving = slot.purpose === 'grant' || slot.purpose === 'work';
  return isGiving ? { ...NOTHING, gives: [step] } : { ...NOTHING, rest: [step] };
}

export function stop({ slot, execution = '' }: Run): RunPlan {
  const id: RunId = { ...(slotId(slot) as RunId), execution };
  return { ...NOTHING, rest: [{ do: 'remove', id }] };
}

/** No longer waited for; it is looked for until its signature is too old to land. */
export function giveUp(at: At, run: Run): RunPlan {
  const runs = (at.memory.runs ?? []).map(
    (one): Run => (one === run ? { ...one, state: 'lost' } : one),
  );
  return { ...NOTHING, memory: { [at.key]: { ...at.memory, runs } } };
}
