/** A principal at AWS as slots, and a clock: enough to run the holding's rules through a day. */

import * as attempt from '../../src/holding/attempt.ts';
import { converge } from '../../src/holding/converge.ts';
import { withSaid } from '../../src/holding/drift.ts';
import type { Drift, Holding } from '../../src/holding/holding.ts';
import type { LeaseOrder, TargetFacts } from '../../src/holding/lease.ts';
import { nextWatch } from '../../src/holding/next-look.ts';
import { isQuiet } from '../../src/holding/quiet.ts';
import { emptyHolding, takeOrder } from '../../src/holding/order.ts';
import type { Seen, Unread } from '../../src/holding/look.ts';
import { sessionRegions } from '../../src/holding/sessions.ts';
import { placeName, type Slot, type SlotId, slotName, type Step } from '../../src/holding/slot.ts';
import { targetKey } from '../../src/catalog/target.ts';
import { digestOf } from '../../src/kernel/digest.ts';
import { type Answer, ok, refuse } from '../../src/kernel/refusal.ts';
import { MINUTE } from '../../src/kernel/time.ts';
import { allows } from './allows.ts';
import { holder, NOON } from './sample.ts';

/** What the slot says, without its generation. */
export const contentOf = (_: unknown, slot: Slot): string => {
  if (slot.kind !== 'fence') return digestOf(slot);
  return digestOf({ place: slot.place, denials: slot.denials });
};

export class Cloud {
  nowMs = NOON;
  holding: Holding = emptyHolding(holder);
  readonly slots = new Map<string, Slot>();
  readonly log: { atMs: number; step: Step }[] = [];
  readonly drift: Drift[] = [];
  /** What AWS's policies reach, where it differs from what was approved. */
  factsRead: LeaseOrder['facts'] | undefined;
  /** The same for one target, or a refusal in its place. */
  factsOf: (key: string) => Answer<TargetFacts> | undefined = () => undefined;
  /** Of targets that are refused: what can be named of what they reach. */
  named: Seen['named'] = {};
  principal: 'present' | 'gone' | 'replaced' = 'present';
  /** The replica that looks, by a clock of its own; none where there is but one. */
  observer: { readonly name: string; readonly aheadMs: number } | undefined;
  isClockWrong = false;
  /** The group behind a membership, by the name that leases have for it: its id, its name now. */
  readonly groups = new Map<string, { readonly groupId: string; readonly as?: string }>();
  /** Regions whose sessions are read off a list that may not have all of them. */
  listed: readonly string[] = [];
  /** Places at roles that are no more. */
  rolesGone: readonly string[] = [];
  /** What AWS does not say. */
  unread: Unread | undefined;
  /** Since when our memory is known to be an older copy. */
  copySinceMs: number | undefined;
  /** Answers a step in place of AWS: `lost` does it and says nothing, `late` does it later. */
  fault: (step: Step) => 'lost' | 'dropped' | 'refused' | { lateMs: number } | undefined = () =>
    undefined;
  /** Calls given up by us that AWS will still carry out. */
  late: { readonly atMs: number; readonly step: Step }[] = [];
  passes = 0;
  #watchMs: number | undefined;
  #sent = 0;

  /** When somebody looks next: by what is on record, or because they looked last. */
  get nextPassMs(): number {
    return Math.min(this.holding.dueMs ?? Infinity, this.#watchMs ?? Infinity);
  }
  order(one: LeaseOrder): this {
    this.holding = takeOrder(this.holding, one, this.nowMs);
    return this;
  }
  /** Of sessions, only those that are looked for. */
  seen(): Seen {
    const silent = this.unread?.sessions ?? [];
    const asked = sessionRegions(this.holding, this.nowMs);
    const regions = asked.filter((region) => !silent.includes(region));
    const found = [...this.slots.values()]
      .map((slot) => ({ id: this.#asFound(slot), content: contentOf(null, slot) }))
      .filter(({ id }) => id.kind !== 'session' || regions.includes(id.region));
    const facts = Object.fromEntries(
      this.holding.leases.map(({ target, facts }) => [
        targetKey(target),
        this.factsOf(targetKey(target)) ?? ok(this.factsRead ?? facts),
      ]),
    );
    const { principal, listed, rolesGone, named, unread } = this;
    // Nothing stands at a user that is no more, and of some places nothing is read.
    const read = found.filter(({ id }) => {
      if (id.kind !== 'fence' || id.place.on !== 'role') return principal === 'present';
      return !unread?.places?.includes(placeName(id.place));
    });
    const more = { ...(named && { named }), ...(unread && { unread }) };
    return { principal, found: read, facts, listed, rolesGone, ...more };
  }

  #asFound(slot: Slot): SlotId {
    return slot.kind === 'member' ? { ...slot, ...this.groups.get(slot.group) } : slot;
  }

  pass(): void {
    this.passes += 1;
    const { holding, copySinceMs, observer, isClockWrong } = this;
    const nowMs = this.nowMs + (observer?.aheadMs ?? 0);
    const by = { nowMs, observer: observer?.name, isClockWrong };
    const looked = { ...by, holding, seen: this.seen(), copySinceMs };
    const plan = converge({ ...looked, content: contentOf, mayRemoveUnknown: false });
    this.#watchMs = undefined;
    if (!isQuiet(holding, plan, nowMs)) this.holding = plan.holding;
    this.#watchMs = nextWatch(this.holding, nowMs, plan.isBusy);
    this.drift.push(...plan.drift);
    this.holding = withSaid(this.holding, plan.drift) ?? this.holding;
    const opened = plan.steps.map((step) => ({ id: String((this.#sent += 1)), step }));
    this.holding = attempt.openAttempts(this.holding, opened, this.nowMs);
    if (opened.length === 0) return;
    const answers = new Map<string, attempt.Answered>();
    const stopsAt = opened.findIndex((one) => !this.#carryOut(one, answers));
    const unsent = stopsAt < 0 ? [] : opened.slice(stopsAt + 1).map(({ id }) => id);
    const sent = attempt.dropAttempts(this.holding, unsent);
    this.holding = attempt.takeAnswers(sent, answers, this.nowMs);
  }

  /** As the engine takes a definite no: a fence or a removal that is refused stops nothing else. */
  #carryOut({ id, step }: attempt.Opened, answers: Map<string, attempt.Answered>): boolean {
    this.log.push({ atMs: this.nowMs, step });
    const fault = this.fault(step);
    if (fault === 'refused') {
      answers.set(id, refuse('aws-refused', { action: 'put', message: 'No.' }));
      return step.do === 'remove' || step.slot.kind === 'fence';
    }
    if (typeof fault === 'object') this.late.push({ atMs: this.nowMs + fault.lateMs, step });
    else if (fault !== 'dropped') this.apply(step);
    if (!fault) answers.set(id, { ok: true });
    return !fault;
  }

  apply(step: Step): void {
    if (step.do === 'put') this.slots.set(slotName(step.slot), step.slot);
    else this.slots.delete(slotName(step.id));
  }

  /** Lets time pass, with a pass whenever the holding asks for one. */
  until(atMs: number): this {
    for (let passes = 0; passes < 5_000; passes += 1) {
      const nextMs = Math.min(this.nextPassMs, ...this.late.map((one) => one.atMs));
      if (nextMs > atMs) {
        this.nowMs = atMs;
        return this;
      }
      this.nowMs = Math.max(this.nowMs, nextMs);
      this.land();
      if (this.nextPassMs <= this.nowMs) this.pass();
    }
    throw new Error('The holding keeps its worker busy for ever.');
  }

  /** Nobody is awake: only what was sent before still lands. */
  asleep(atMs: number): this {
    this.nowMs = atMs;
    this.land();
    return this;
  }

  land(): void {
    const due = this.late.filter((one) => one.atMs <= this.nowMs);
    this.late = this.late.filter((one) => one.atMs > this.nowMs);
    for (const { step } of due.sort((left, right) => left.atMs - right.atMs)) this.apply(step);
  }

  minutes(count: number): this {
    return this.until(this.nowMs + count * MINUTE);
  }

  state(grant: string): string | undefined {
    return this.holding.leases.find((lease) => lease.grant === grant)?.report.state;
  }

  report(grant: string) {
    return this.holding.owed.findLast((owed) => owed.grant === grant)?.report;
  }

  /** That it failed, and why; said before its end. */
  failure(grant: string) {
    return this.holding.owed.find((one) => one.grant === grant && one.report.state === 'failed')
      ?.report;
  }

  /** May the holder use this resource now, by the slots as AWS would read them? */
  may(
    resource: string,
    atMs = this.nowMs,
    groupReach: readonly string[] = [],
    reachOfGroup: (group: string) => readonly string[] = () => groupReach,
  ): boolean {
    return allows([...this.slots.values()], resource, atMs, reachOfGroup);
  }
}
