/** Automation in the simulated world: runs that take time, fail, and give or take at their end. */

import type { SeenRun } from '../../src/holding/run.ts';
import type { RunSlot } from '../../src/holding/slot.ts';
import type { Access } from './access.ts';
import type { Loop } from './loop.ts';
import type { Luck } from './luck.ts';
import { nameOf } from './slots.ts';

interface Started {
  readonly name: string;
  readonly token: string;
  readonly execution: string;
  readonly user: string;
  readonly slot: RunSlot;
  readonly luck: Luck;
  readonly sinceMs: number;
  state: SeenRun['state'];
  endedMs?: number;
  outputs: SeenRun['outputs'];
}

/** What a runbook gave; dated by what it was told, where it takes an end. */
interface Given {
  readonly user: string;
  readonly access: Access;
  readonly untilMs: number;
}

export class Runs {
  readonly started: Started[] = [];
  readonly given = new Map<string, Given>();
  /** By which a start that is sent again is known. */
  tokenOf: (slot: RunSlot) => string = (slot) => `${slot.grant} ${nameOf(slot)}`;
  readonly #loop: Loop;
  readonly #changed: () => void;
  /** When the last change of a thing becomes visible: changes of one keep their order. */
  readonly #visibleMs = new Map<string, number>();

  constructor(loop: Loop, changed: () => void) {
    this.#loop = loop;
    this.#changed = changed;
  }

  edges(): readonly number[] {
    const working = this.started.map(({ sinceMs, luck }) => sinceMs + luck.ms);
    return [...working, ...[...this.given.values()].map(({ untilMs }) => untilMs)];
  }

  /** A start whose token is known is the one that was made before. */
  start(user: string, slot: RunSlot, luck: Luck): string {
    const token = this.tokenOf(slot);
    const known = this.started.find((one) => one.token === token);
    if (known) return known.execution;
    const execution = `e-${this.started.length + 1}`;
    const sinceMs = this.#loop.nowMs;
    const base = { name: nameOf(slot), token, execution, user, slot, luck, sinceMs };
    const run: Started = { ...base, state: 'running', outputs: {} };
    this.started.push(run);
    this.#changed();
    this.#loop.in(luck.ms, () => this.#finish(run));
    return execution;
  }

  stop(execution: string): void {
    const run = this.started.find((one) => one.execution === execution);
    if (run?.state !== 'running') return;
    this.#changed();
    if (run.luck.half) this.#do(run);
    run.state = 'stopped';
    run.endedMs = this.#loop.nowMs;
  }

  #finish(run: Started): void {
    if (run.state !== 'running') return;
    this.#changed();
    const { luck, slot } = run;
    if (!luck.fails || luck.half) this.#do(run);
    if (slot.purpose === 'observe') run.outputs = this.#shown(run);
    run.state = luck.fails ? 'failed' : 'done';
    run.endedMs = this.#loop.nowMs;
  }

  #do({ user, slot, luck }: Started): void {
    const { purpose, target, document, parameters } = slot;
    if (purpose !== 'grant' && purpose !== 'revoke') return;
    const key = `${user} ${target}`;
    const atMs = Math.max(this.#loop.nowMs + luck.travelMs, this.#visibleMs.get(key) ?? 0);
    this.#visibleMs.set(key, atMs);
    const [until] = parameters['EndTime'] ?? [];
    const untilMs = until === undefined ? Infinity : Date.parse(until);
    this.#loop.at(atMs, () => {
      this.#changed();
      if (purpose === 'revoke') this.given.delete(key);
      else this.given.set(key, { user, access: accessOf(document), untilMs });
    });
  }

  #shown({ user, slot }: Started): SeenRun['outputs'] {
    const found = this.given.get(`${user} ${slot.target}`);
    const isDated = accessOf(slot.document) === 'Window';
    if (!isDated) return { 'read.Members': found ? ['somebody.else', user] : ['somebody.else'] };
    return { 'read.Until': found ? [isoSeconds(found.untilMs)] : [] };
  }

  /** As its execution is read, or found by the tag with its token. */
  seen(slot: RunSlot, execution: string | undefined): Omit<SeenRun, 'name'> | undefined {
    const token = this.tokenOf(slot);
    const run = this.started.find((one) =>
      execution === undefined ? one.token === token : one.execution === execution,
    );
    if (!run) return undefined;
    const isListed = run.sinceMs + run.luck.unseenMs <= this.#loop.nowMs;
    if (execution === undefined && !isListed) return undefined;
    const { state, endedMs, outputs } = run;
    const said = endedMs === undefined ? {} : { endedMs };
    return { execution: run.execution, state, steps: [], outputs, ...said };
  }

  /** Work may be "had" for as long as it goes on. */
  may(user: string, access: Access, atMs: number): boolean {
    if (access === 'Work') return this.working(atMs).some((run) => run.user === user);
    return [...this.given.values()].some(
      (one) => one.user === user && one.access === access && atMs < one.untilMs,
    );
  }

  working(atMs = this.#loop.nowMs): readonly Started[] {
    return this.started.filter(
      ({ slot, state, sinceMs, luck }) =>
        slot.purpose === 'work' && state === 'running' && atMs < sinceMs + luck.ms,
    );
  }

  users(): ReadonlySet<string> {
    const runs = this.working().map(({ user }) => user);
    return new Set([...runs, ...[...this.given.values()].map(({ user }) => user)]);
  }
}

const accessOf = (document: string): Access =>
  document.replace(/^ProdAccess-(?:Grant|Revoke|Observe)?/, '') as Access;

const isoSeconds = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
