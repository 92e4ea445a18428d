/** Automation as runs with an effect at their end, and a clock: each token starts one run. */

import * as attempt from '../../src/holding/attempt.ts';
import { converge } from '../../src/holding/converge.ts';
import { withSaid } from '../../src/holding/drift.ts';
import type { Drift, Holding } from '../../src/holding/holding.ts';
import type { LeaseOrder, TargetFacts } from '../../src/holding/lease.ts';
import { nextWatch } from '../../src/holding/next-look.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import type { SeenRun } from '../../src/holding/run.ts';
import { type RunSlot, slotName, type Step } from '../../src/holding/slot.ts';
import { openRuns } from '../../src/holding/take-runs.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { principalKey } from '../../src/kernel/brand.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import { isoSeconds, SECOND } from '../../src/kernel/time.ts';
import { contentOf } from './cloud.ts';
import { type Execution, seenOf } from './run-execution.ts';
import { NOON } from './sample.ts';

const holder = {
  key: principalKey('444455556666', 'AIDA1'),
  account: '444455556666',
  user: 'aiko.sato',
  uniqueId: 'AIDA1',
};

const NO = refuse('aws-refused', { action: 'start', message: 'No.' });

export type Fate = 'lost' | 'dropped' | 'refused' | { readonly lateMs: number } | undefined;

export class RunCloud {
  nowMs = NOON;
  holding: Holding = emptyHolding(holder);
  readonly executions = new Map<string, Execution>();
  /** What the pair gave: until when, as its document says. */
  policy: string | undefined;
  readonly drift: Drift[] = [];
  readonly sent: Step[] = [];
  fate: (step: Step) => Fate = () => undefined;
  /** How long runs take. */
  runMs = 3 * SECOND;
  factsRead: Answer<TargetFacts> | undefined;
  isUnread = false;
  principal: 'present' | 'gone' = 'present';
  late: { readonly atMs: number; readonly slot: RunSlot }[] = [];
  #count = 0;
  #watchMs: number | undefined;

  order(one: LeaseOrder): this {
    this.holding = takeOrder(this.holding, one, this.nowMs);
    return this;
  }

  of(purpose: string): readonly Execution[] {
    return [...this.executions.values()].filter(({ slot }) => slot.purpose === purpose);
  }

  report(grant: string) {
    const lease = this.holding.leases.find((one) => one.grant === grant);
    return lease?.report ?? this.holding.owed.findLast((one) => one.grant === grant)?.report;
  }

  /** Said before its end. */
  failure(grant: string) {
    const isIt = (one: Holding['owed'][number]) => one.report.state === 'failed';
    return this.holding.owed.find((one) => one.grant === grant && isIt(one))?.report;
  }

  /** Time passes; runs end in it, and what was given up may land. */
  runUntil(untilMs: number): this {
    while (this.nowMs < untilMs) {
      const dueMs = Math.min(this.holding.dueMs ?? Infinity, this.#watchMs ?? Infinity);
      this.#turnTo(Math.min(untilMs, Math.max(this.nowMs + SECOND, dueMs)));
      if (dueMs <= this.nowMs) this.pass();
    }
    return this;
  }

  /** Nobody looks meanwhile. */
  sleepUntil(untilMs: number): this {
    this.#turnTo(untilMs);
    return this;
  }

  pass(): void {
    const nowMs = this.nowMs;
    const plan = converge({
      holding: this.holding,
      seen: this.#seen(),
      nowMs,
      content: contentOf,
      mayRemoveUnknown: true,
    });
    this.drift.push(...plan.drift);
    const opened = plan.steps.map((step) => ({ id: String((this.#count += 1)), step }));
    const said = withSaid(plan.holding, plan.drift) ?? plan.holding;
    this.holding = attempt.openAttempts(said, opened, nowMs);
    const answers = new Map<string, attempt.Answered>();
    const stopsAt = opened.findIndex((one) => !this.#send(one, answers));
    const left = stopsAt < 0 ? [] : opened.slice(stopsAt + 1).map(({ id }) => id);
    const sent = attempt.dropAttempts(this.holding, left);
    this.holding = attempt.takeAnswers(sent, answers, nowMs);
    this.#watchMs = nextWatch(this.holding, nowMs, plan.isBusy);
  }

  #seen() {
    const open = openRuns(this.holding);
    const runs = open.flatMap(({ slot }): SeenRun[] => {
      const found = this.executions.get(slotName(slot));
      return found ? [seenOf(found)] : [];
    });
    const facts = Object.fromEntries(
      this.holding.leases.map((lease) => [
        targetKey(lease.target),
        this.factsRead ?? ok(lease.facts),
      ]),
    );
    const base = { principal: this.principal, found: [], facts };
    if (!this.isUnread) return { ...base, runs };
    const names = open.map(({ slot }) => slotName(slot));
    return { ...base, runs: [], unread: { targets: [], sessions: [], runs: names } };
  }

  /** False where no answer came: nothing more of the plan is sent. */
  #send({ id, step }: attempt.Opened, answers: Map<string, attempt.Answered>): boolean {
    const fate = this.fate(step);
    this.sent.push(step);
    const { nowMs } = this;
    if (fate === 'refused') {
      answers.set(id, NO);
      return step.do === 'remove';
    }
    if (step.do === 'put' && step.slot.kind === 'run') {
      const { slot } = step;
      if (typeof fate === 'object') this.late.push({ atMs: nowMs + fate.lateMs, slot });
      const started = fate === undefined || fate === 'lost' ? this.#start(slot) : undefined;
      if (fate !== undefined) return false;
      answers.set(id, { ok: true, ...(started && { execution: started.id }) });
      return true;
    }
    if (fate === undefined || fate === 'lost') this.#stop(step);
    if (fate !== undefined) return false;
    answers.set(id, { ok: true });
    return true;
  }

  #start(slot: RunSlot): Execution {
    const name = slotName(slot);
    const known = this.executions.get(name);
    const endsMs = this.nowMs + this.runMs;
    const started = known ?? { id: `exec-${name}`, slot, endsMs, state: 'running' as const };
    this.executions.set(name, started);
    return started;
  }

  #stop(step: Step): void {
    if (step.do !== 'remove' || step.id.kind !== 'run') return;
    const { execution } = step.id;
    const found = [...this.executions.values()].find(({ id }) => id === execution);
    if (found?.state === 'running') Object.assign(found, { state: 'stopped', endedMs: this.nowMs });
  }

  #turnTo(untilMs: number): void {
    for (;;) {
      const running = [...this.executions.values()].filter(({ state }) => state === 'running');
      const nextMs = Math.min(
        ...running.map(({ endsMs }) => endsMs),
        ...this.late.map(({ atMs }) => atMs),
      );
      if (nextMs > untilMs) break;
      this.nowMs = Math.max(this.nowMs, nextMs);
      for (const one of running) if (one.endsMs <= this.nowMs) this.#end(one);
      for (const { slot } of this.late.filter(({ atMs }) => atMs <= this.nowMs)) this.#start(slot);
      this.late = this.late.filter(({ atMs }) => atMs > this.nowMs);
    }
    this.nowMs = untilMs;
  }

  #end(execution: Execution): void {
    Object.assign(execution, { state: 'done', endedMs: this.nowMs });
    const { purpose, parameters } = execution.slot;
    if (purpose === 'grant') this.policy = `until ${parameters['End']?.[0]}`;
    if (purpose === 'revoke') this.policy = undefined;
    if (purpose === 'observe') execution.policy = this.policy;
  }

  /** Whether what was given may be used now, by a date that AWS enforces. */
  mayUse(): boolean {
    const until = /until (\S+)/.exec(this.policy ?? '')?.[1];
    return until !== undefined && isoSeconds(this.nowMs) < until;
  }
}
