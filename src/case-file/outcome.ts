/** What a step of a case came to: the next file, and the facts to record with it. */

import type { AuditEvent, EventFacts, EventType } from '../audit/event.ts';
import { type Actor, event } from '../audit/event.ts';
import { isJitna } from '../catalog/target.ts';
import type { PersonKey } from '../kernel/brand.ts';
import type { Refusal } from '../kernel/refusal.ts';
import type { DurationMs, EpochMs } from '../kernel/time.ts';
import { type Effect, effectKey, type NoticeTopic } from '../work/effect.ts';
import { refusalNote } from './aws-note.ts';
import type { CaseFile } from './case-file.ts';

export interface Outcome {
  readonly ok: true;
  readonly file: CaseFile;
  readonly events: readonly AuditEvent[];
  /** Which of them the operators' channel hears as well. */
  readonly loud: readonly AuditEvent[];
}
export type Stepped = Outcome | Refusal;

/** Collects what one step does, so that each step reads as a list of deeds. */
export class Stepping {
  #file: CaseFile;
  readonly #events: AuditEvent[] = [];
  readonly #loud: AuditEvent[] = [];
  readonly nowMs: EpochMs;
  readonly #actor: Actor;

  constructor(file: CaseFile, nowMs: EpochMs, actor: Actor = 'prod-access') {
    this.#file = file;
    this.nowMs = nowMs;
    this.#actor = actor;
  }

  get file(): CaseFile {
    return this.#file;
  }

  set(change: Partial<CaseFile>): this {
    this.#file = { ...this.#file, ...change };
    return this;
  }

  record<T extends EventType>(type: T, facts: EventFacts[T], actor: Actor = this.#actor): this {
    this.#events.push(event(type, this.nowMs, actor, facts) as AuditEvent);
    return this;
  }

  owe(effect: Effect, dueMs: EpochMs = this.nowMs): this {
    this.#file = oweEffect(this.#file, effect, dueMs);
    return this;
  }

  tell(topic: NoticeTopic, to?: PersonKey, beforeMs?: DurationMs): this {
    const number = this.#file.notices + 1;
    const person = to ?? this.#file.request.requester.key;
    const before = beforeMs === undefined ? {} : { beforeMs };
    this.set({ notices: number });
    return this.owe({ kind: 'notice', topic, to: person, number, ...before });
  }

  /** Where it was filed at AWS, AWS hears it as well. */
  refuseAtAws(): this {
    if (!this.#file.request.targets.some(isJitna)) return this;
    return this.owe({ kind: 'reject', note: refusalNote(this.#file) });
  }

  /** The last recorded fact again, to the operators' channel. */
  tellOperators(): this {
    const last = this.#events.at(-1);
    if (last) this.#loud.push(last);
    return this;
  }

  /** Nothing on the card changed. */
  quietly(): Outcome {
    return { ok: true, file: withoutNudges(this.#file), events: this.#events, loud: this.#loud };
  }

  done(): Outcome {
    this.owe({ kind: 'card' });
    return this.quietly();
  }
}

/** Nobody is reminded of what is decided. */
function withoutNudges(file: CaseFile): CaseFile {
  if (!file.nudges || file.request.state === 'pending') return file;
  const { nudges: _, ...rest } = file;
  return { ...rest, owed: file.owed.filter(({ effect }) => effect.kind !== 'webhook') };
}

/** Owing the same key again replaces it in its place; the card goes before all lines. */
export function oweEffect(file: CaseFile, effect: Effect, dueMs: EpochMs): CaseFile {
  const key = effectKey(effect);
  const owed = { key, effect, dueMs, failures: 0 };
  const at = file.owed.findIndex((one) => one.key === key);
  if (at >= 0) return { ...file, owed: file.owed.with(at, owed) };
  return { ...file, owed: effect.kind === 'card' ? [owed, ...file.owed] : [...file.owed, owed] };
}
