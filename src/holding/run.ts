/** One run of a runbook, from before it is started to its real end, and what is told of it. */

import type { PairRuns, Purpose, SsmAutomationTarget } from '../catalog/automation.ts';
import { valueOf } from '../catalog/automation.ts';
import { targetKey } from '../catalog/target.ts';
import type { RequestId } from '../kernel/brand.ts';
import { type EpochMs, isoSeconds, SECOND } from '../kernel/time.ts';
import type { Holder } from '../request/request.ts';
import type { RunSlot } from './slot.ts';

/**
 * `lost`: sent without an answer, not found, and no longer waited for; it may still land.
 * `stopped`: by us, by an alarm, or by hand.
 */
export type RunState = 'sent' | 'running' | 'done' | 'failed' | 'stopped' | 'lost';

export interface Run {
  readonly slot: RunSlot;
  /** When it was first planned. */
  readonly sentMs: EpochMs;
  readonly state: RunState;
  readonly execution?: string;
  readonly endedMs?: EpochMs;
  /** The end that it was told, where it takes one. */
  readonly untilMs?: EpochMs;
  /** Of one that observes. */
  readonly reading?: Reading;
  /** What the one before it read, which holds until this one has read. */
  readonly before?: Reading;
  /** Why it did not end well, as AWS says it. */
  readonly why?: string;
  readonly alarm?: string;
  /** How many of its kind before it have failed in a row. */
  readonly failures: number;
  /** It was found after it had been given up: what was done since may be undone by it. */
  readonly isLate?: true;
  /** Steps whose end was told. */
  readonly told: readonly string[];
}

export interface Reading {
  readonly isPresent: boolean;
  /** The latest instant that the output shows, where what is given is dated. */
  readonly untilMs?: EpochMs;
}

export type StepEnd = 'done' | 'failed' | 'stopped' | 'timed-out';

/** A run as it was read at AWS. */
export interface SeenRun {
  /** The name of its slot. */
  readonly name: string;
  readonly execution: string;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  readonly endedMs?: EpochMs;
  /** Those that have ended, in their order. */
  readonly steps: readonly { readonly name: string; readonly end: StepEnd }[];
  readonly outputs: Readonly<Record<string, readonly string[]>>;
  readonly why?: string;
  /** The alarm that went off. */
  readonly alarm?: string;
}

/** What a run came to, or one step of it: a line in the thread. */
export interface RunNews {
  readonly seq: number;
  readonly grant: RequestId;
  readonly purpose: Purpose;
  readonly document: string;
  readonly version: string;
  readonly execution: string;
  readonly step?: string;
  readonly what: 'started' | StepEnd;
  readonly why?: string;
  readonly alarm?: string;
}

export const isUnderWay = ({ state }: Run): boolean => state === 'sent' || state === 'running';
export const isFailed = ({ state }: Run): boolean => state === 'failed' || state === 'stopped';

/** The newest run for a purpose; one that was lost counts for nothing. */
export const lastRun = (runs: readonly Run[] | undefined, purpose: Purpose): Run | undefined =>
  runs?.findLast(({ slot, state }) => slot.purpose === purpose && state !== 'lost');

/** Whether or not anybody knows what became of it. */
export const newestGrant = (runs: readonly Run[] | undefined): Run | undefined =>
  runs?.findLast(({ slot }) => slot.purpose === 'grant');

const grantsIn = (runs: readonly Run[] | undefined): readonly Run[] =>
  runs?.filter(({ slot }) => slot.purpose === 'grant') ?? [];

/** Taken back after all that gave, late or not: as far as the runs say, not by what was seen. */
export function isRevokedBy(revoke: Run | undefined, runs: readonly Run[] | undefined): boolean {
  return grantsIn(runs).every((grant) => {
    const isAfter = !grant.isLate || (revoke?.sentMs ?? 0) >= (grant.endedMs ?? Infinity);
    return generationOf(revoke) > generationOf(grant) && isAfter;
  });
}

/** It took back all that was given, by its own word, and what it took was seen after it. */
export function isStillSeenAfter(run: Run, runs: readonly Run[] | undefined): boolean {
  const observe = lastRun(runs, 'observe');
  const isTaking = run.slot.purpose === 'revoke' && isRevokedBy(run, runs);
  const isSeenAfter = generationOf(observe) > generationOf(run) && observe?.state === 'done';
  return isTaking && isSeenAfter && observe.reading?.isPresent !== false;
}

/** Another run of the same access ended after it, which nobody waited for. */
export const isOvertaken = (grant: Run, runs: readonly Run[] | undefined): boolean =>
  runs?.some(
    (run) =>
      run.isLate === true &&
      run !== grant &&
      run.slot.purpose !== 'observe' &&
      (run.endedMs ?? 0) > (grant.endedMs ?? 0),
  ) ?? false;

export const generationOf = (run: Run | undefined): number => run?.slot.generation ?? 0;

/** What an observing run read. Only lists are searched, and only for the whole of an entry. */
export function readingOf(
  target: SsmAutomationTarget,
  { output, lists }: PairRuns['present'],
  isDated: boolean,
  outputs: SeenRun['outputs'],
  holder: Holder,
): Reading {
  const texts = outputs[output] ?? [];
  const wanted = lists && valueOf(lists, target, builtIns(holder, { target: targetKey(target) }));
  const isPresent = lists
    ? wanted !== undefined && texts.flatMap(entriesOf).includes(wanted)
    : texts.some((text) => text !== '');
  if (!isPresent || !isDated) return { isPresent };
  const instants = texts.flatMap((text) => text.match(INSTANT) ?? []).map(Date.parse);
  return instants.length > 0 ? { isPresent, untilMs: Math.max(...instants) } : { isPresent };
}

const INSTANT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g;

/** A list may come as one text of JSON, or as its entries. */
function entriesOf(text: string): readonly string[] {
  if (!text.startsWith('[')) return [text];
  try {
    const read: unknown = JSON.parse(text);
    return Array.isArray(read) ? read.map(String) : [text];
  } catch {
    return [text];
  }
}

interface Told {
  readonly startMs?: EpochMs;
  readonly endMs?: EpochMs;
  readonly grant?: RequestId;
  readonly target?: string;
}

export const builtIns = (holder: Holder, { startMs = 0, endMs = 0, grant, target }: Told = {}) => ({
  user: holder.user,
  account: holder.account,
  start: isoSeconds(startMs),
  end: isoSeconds(endMs),
  request: grant ?? '',
  target: target ?? '',
});

export const wholeSeconds = (ms: EpochMs): EpochMs => Math.floor(ms / SECOND) * SECOND;
