/**
 * Proves that nobody edited the recorded facts: offline, or beside the running bot.
 *
 * One pass over the log in order of time follows all chains at once. A record that does not add
 * up is read again by itself before it is called broken, for the bot may have been moving its
 * sealed events into the log just then.
 */

import {
  type ChainFault,
  type ChainHead,
  emptyChain,
  firstFault,
  type SealedEvent,
  seal,
} from '../audit/chain.ts';
import { canonical } from '../kernel/digest.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import { type AuditSource, allHeads } from './all-heads.ts';

/** `headless`: events of a record that is no longer there. */
export type AuditFault =
  | ChainFault
  | { readonly kind: 'headless'; readonly record: string; readonly seq: number };

export type AuditReport =
  | { readonly ok: true; readonly records: number; readonly events: number }
  | {
      readonly ok: false;
      /** The first of `faults`: the first bad event of each bad record, in order of their names. */
      readonly fault: AuditFault;
      readonly sentence: string;
      readonly faults: readonly AuditFault[];
      readonly records: number;
      /** Those found sound. */
      readonly events: number;
    };

export async function verifyAudit(store: AuditSource): Promise<AuditReport> {
  const trails = new Map<string, Trail>();
  for await (const sealed of store.events({})) follow(trails, sealed);

  const faults: AuditFault[] = [];
  let records = 0;
  let events = 0;
  for await (const head of allHeads(store)) {
    records += 1;
    const fault = leadsTo(trails.get(head.key), head)
      ? undefined
      : await lookAgain(store, head.key);
    if (fault) faults.push(fault);
    else events += head.chain.seq;
    trails.delete(head.key);
  }
  for (const record of trails.keys()) {
    const fault = await lookAgain(store, record);
    if (fault) faults.push(fault);
  }

  faults.sort((a, b) => (a.record < b.record ? -1 : 1));
  const [fault] = faults;
  if (!fault) return { ok: true, records, events };
  return { ok: false, fault, sentence: sentenceOf(fault), faults, records, events };
}

export const sentenceOf = ({ kind, record, seq }: AuditFault): string =>
  SENTENCES[kind](record.replace(/^(case|holding)\//, ''), seq);

const SENTENCES: Record<AuditFault['kind'], (name: string, seq: number) => string> = {
  gap: (name, seq) => `Event ${seq} of ${name} is missing.`,
  altered: (name, seq) => `Event ${seq} of ${name} is not what was recorded.`,
  unlinked: (name, seq) => `Event ${seq} of ${name} does not follow from the event before it.`,
  cut: (name, seq) =>
    `The record of ${name} is cut short: event ${seq} and what followed are missing.`,
  headless: (name, seq) =>
    `${name} was deleted, but its events, from ${seq} on, are still in the log.`,
};

/** How far one record's chain has been followed. */
interface Trail {
  readonly record: string;
  end: ChainHead;
  isSound: boolean;
  /** Events that came before their turn, as when a clock was set back between two of them. */
  readonly early: Map<number, SealedEvent>;
}

function newTrail(record: string): Trail {
  return { record, end: emptyChain(record), isSound: true, early: new Map() };
}

function follow(trails: Map<string, Trail>, sealed: SealedEvent): void {
  let trail = trails.get(sealed.record);
  if (!trail) {
    trail = newTrail(sealed.record);
    trails.set(sealed.record, trail);
  }
  if (sealed.seq !== trail.end.seq + 1) {
    trail.early.set(sealed.seq, sealed);
    return;
  }
  let next: SealedEvent | undefined = sealed;
  while (next && trail.isSound) {
    trail.early.delete(next.seq);
    advance(trail, next);
    next = trail.early.get(trail.end.seq + 1);
  }
}

function advance(trail: Trail, sealed: SealedEvent): void {
  const { head, sealed: wanted } = seal(trail.record, trail.end, [sealed.event]);
  trail.isSound = canonical(sealed) === canonical(wanted[0]);
  if (trail.isSound) trail.end = head;
}

/** Whether the log, and what the head still holds, end exactly where the head says. */
function leadsTo(trail: Trail | undefined, head: Head): boolean {
  const whole = trail ?? newTrail(head.key);
  for (const sealed of head.sealed) if (whole.isSound) advance(whole, sealed);
  const { end, isSound, early } = whole;
  return isSound && early.size === 0 && end.seq === head.chain.seq && end.hash === head.chain.hash;
}

/**
 * Head first, then log: an event leaves the head only after it is in the log, so what is in
 * neither was taken away. What was sealed meanwhile is beyond this head and not judged by it.
 */
async function lookAgain(store: AuditSource, record: string): Promise<AuditFault | undefined> {
  const head = await store.load(record as RecordKey);
  const log: SealedEvent[] = [];
  for await (const sealed of store.events({ record: record as RecordKey })) log.push(sealed);
  const later = await store.load(record as RecordKey);
  if (!head) {
    if (later) return lookAgain(store, record);
    return { kind: 'headless', record, seq: log[0]?.seq ?? 1 };
  }

  const hasMoved = later?.version !== head.version;
  const events = new Map<number, SealedEvent>();
  for (const sealed of log) {
    const { seq } = sealed;
    if (hasMoved && seq > head.chain.seq) continue;
    // Of two under one number at most one was recorded, and a list shows both.
    if (events.has(seq)) return { kind: 'altered', record, seq };
    events.set(seq, sealed);
  }
  for (const sealed of head.sealed) {
    const logged = events.get(sealed.seq);
    // The hash that it states is no word for what it says.
    const isSame = !logged || canonical(logged) === canonical(sealed);
    if (!isSame) return { kind: 'altered', record, seq: sealed.seq };
    if (!logged) events.set(sealed.seq, sealed);
  }
  return firstFault(
    record,
    head.chain,
    [...events.values()].sort((a, b) => a.seq - b.seq),
  );
}
