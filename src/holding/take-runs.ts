/** What a look says of runbooks that were started: taken into memory, with what is to be told. */

import { isAutomation, targetKey } from '../catalog/target.ts';
import type { SsmAutomationTarget } from '../catalog/automation.ts';
import type { Attempt, Holding, TargetMemory } from './holding.ts';
import { UNANSWERED_MS, type Look } from './look.ts';
import { isFailed, readingOf, type Run, type RunNews, type SeenRun } from './run.ts';
import { slotName } from './slot.ts';

export function takeRuns(look: Pick<Look, 'holding' | 'seen' | 'nowMs'>): Holding {
  const { holding } = look;
  const news: Omit<RunNews, 'seq'>[] = [];
  const targets = Object.fromEntries(
    Object.entries(holding.targets).map(([key, memory]) => {
      if (!memory.runs) return [key, memory];
      const target = targetOf(holding, key);
      const runs = memory.runs.map((run) => takeOne(look, target, run, news));
      return [key, { ...memory, runs: withoutOld(runs, look.nowMs) }];
    }),
  );
  if (news.length === 0) return { ...holding, targets };
  const { newsSeq = 0, news: before = [] } = holding;
  const numbered = news.map((one, index): RunNews => ({ ...one, seq: newsSeq + index + 1 }));
  return { ...holding, targets, news: [...before, ...numbered], newsSeq: newsSeq + news.length };
}

/** The target of a key, from any lease that leads to it. */
export function targetOf({ leases }: Holding, key: string): SsmAutomationTarget | undefined {
  const target = leases.find((lease) => targetKey(lease.target) === key)?.target;
  return target && isAutomation(target) ? target : undefined;
}

/** By then AWS refuses the signature of whatever was never answered. */
const withoutOld = (runs: readonly Run[], nowMs: number): readonly Run[] =>
  runs.filter(({ state, sentMs }) => state !== 'lost' || nowMs - sentMs < UNANSWERED_MS);

function takeOne(
  { holding, seen, nowMs }: Pick<Look, 'holding' | 'seen' | 'nowMs'>,
  target: SsmAutomationTarget | undefined,
  run: Run,
  news: Omit<RunNews, 'seq'>[],
): Run {
  const name = slotName(run.slot);
  const found = seen.runs?.find((one) => one.name === name);
  const told = run.slot.purpose === 'observe' ? [] : news;
  if (found) return taken(holding, target, run, found, told, nowMs);
  if (run.state !== 'sent') return run;
  const starts = holding.attempts.filter((one) => isStart(one, name));
  const last = starts.at(-1);
  if (last?.answer === 'refused') {
    // One that was sent before, and never answered, may begin all the same.
    const mayLand = starts.some(({ answer }) => !answer);
    return mayLand ? { ...run, state: 'lost' } : { ...run, state: 'failed', endedMs: nowMs };
  }
  return last?.execution ? { ...run, execution: last.execution } : run;
}

const isStart = ({ step }: Attempt, name: string): boolean =>
  step.do === 'put' && slotName(step.slot) === name;

function taken(
  holding: Holding,
  target: SsmAutomationTarget | undefined,
  run: Run,
  found: SeenRun,
  news: Omit<RunNews, 'seq'>[],
  nowMs: number,
): Run {
  const { state, execution, steps, why, alarm } = found;
  const { grant, purpose, document, version } = run.slot;
  const base = { grant, purpose, document, version, execution };
  const wasSeen = run.state !== 'sent' && run.state !== 'lost';
  if (!wasSeen) news.push({ ...base, what: 'started' });
  const fresh = steps.filter(({ name }) => !run.told.includes(name));
  news.push(...fresh.map(({ name, end }) => ({ ...base, step: name, what: end })));
  const isOver = state !== 'running';
  const said = { ...(why && { why: why.slice(0, 300) }), ...(alarm && { alarm }) };
  if (isOver && run.endedMs === undefined) {
    news.push({ ...base, what: state, ...said });
  }
  const reading = isOver && state === 'done' ? read(holding, target, run, found) : undefined;
  return {
    ...run,
    state,
    execution,
    ...said,
    ...(run.state === 'lost' ? { isLate: true as const } : {}),
    told: steps.map(({ name }) => name),
    ...(isOver ? { endedMs: run.endedMs ?? found.endedMs ?? nowMs } : {}),
    ...(reading && { reading }),
  };
}

function read(
  { holder }: Holding,
  target: SsmAutomationTarget | undefined,
  { slot }: Run,
  { outputs }: SeenRun,
) {
  if (slot.purpose !== 'observe' || target?.runs.form !== 'pair') return undefined;
  return readingOf(target, target.runs.present, target.runs.dated, outputs, holder);
}

/** Runs whose end is not known: those are read at AWS. */
export const openRuns = ({ targets }: Holding): readonly Run[] =>
  Object.values(targets).flatMap(({ runs = [] }: TargetMemory) =>
    runs.filter((run) => run.endedMs === undefined && !isFailed(run)),
  );
