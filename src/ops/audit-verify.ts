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
    const trail = trails.get(head.key) ?? newTrail(head.key);
    const fault = leadsTo(trail, head) ? undefined : await lookAgain(store, trail);
    if (fault) faults.push(fault);
    else events += head.chain.seq;
    trails.delete(head.key);
  }
  for (const trail of trails.values()) {
    const fault = await lookAgain(store, trail);
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
  /** Those that no turn can come for: seen all the same, and looked for again. */
  readonly odd: SealedEvent[];
}

function newTrail(record: string): Trail {
  return { record, end: emptyChain(record), isSound: true, early: new Map(), odd: [] };
}

function follow(trails: Map<string, Trail>, sealed: SealedEvent): void {
  let trail = trails.get(sealed.record);
  if (!trail) {
    trail = newTrail(sealed.record);
    trails.set(sealed.record, trail);
  }
  const { early, odd, end } = trail;
  if (!trail.isSound || sealed.seq <= end.seq || early.has(sealed.seq)) {
    odd.push(sealed);
    return;
  }
  early.set(sealed.seq, sealed);
  for (let next = early.get(end.seq + 1); next; next = early.get(trail.end.seq + 1)) {
    advance(trail, next);
    if (!trail.isSound) return;
    early.delete(next.seq);
  }
}

function advance(trail: Trail, sealed: SealedEvent): void {
  const { head, sealed: wanted } = seal(trail.record, trail.end, [sealed.event]);
  trail.isSound = canonical(sealed) === canonical(wanted[0]);
  if (trail.isSound) trail.end = head;
}

/** Whether the log, and what the head still holds, end exactly where the head says. */
function leadsTo(trail: Trail, head: Head): boolean {
  for (const sealed of head.sealed) if (trail.isSound) advance(trail, sealed);
  const { end, isSound, early, odd } = trail;
  const isWhole = isSound && early.size === 0 && odd.length === 0;
  return isWhole && end.seq === head.chain.seq && end.hash === head.chain.hash;
}

/**
 * Head first, then log: an event leaves the head only after it is in the log, so what is in
 * neither was taken away. What was sealed meanwhile is beyond this head and not judged by it.
 */
async function lookAgain(store: AuditSource, trail: Trail): Promise<AuditFault | undefined> {
  const record = trail.record as RecordKey;
  const head = await store.load(record);
  const log: SealedEvent[] = [];
  for await (const sealed of store.events({ record })) log.push(sealed);
  const later = await store.load(record);
  if (!head) {
    if (later) return lookAgain(store, trail);
    return { kind: 'headless', record, seq: log[0]?.seq ?? 1 };
  }

  const events = new Map<number, SealedEvent>();
  for (const sealed of log) {
    const { seq } = sealed;
    // One of the two could be meant for the chain, and the other for whoever asks for its hash.
    const isOne = Number.isInteger(seq) && seq > 0 && !events.has(seq);
    if (!isOne) return { kind: 'altered', record, seq };
    events.set(seq, sealed);
  }
  for (const sealed of head.sealed) {
    const logged = events.get(sealed.seq);
    // The hash that it states is no word for what it says.
    if (logged && !isSame(logged, sealed)) return { kind: 'altered', record, seq: sealed.seq };
    events.set(sealed.seq, sealed);
  }
  const changed = changedSince(trail, events);
  if (changed !== undefined) return { kind: 'altered', record, seq: changed };

  const hasMoved = later?.version !== head.version;
  const judged = [...events.values()].filter(({ seq }) => !hasMoved || seq <= head.chain.seq);
  return firstFault(
    record,
    head.chain,
    judged.sort((a, b) => a.seq - b.seq),
  );
}

/** What the first pass saw and is no longer there, to the letter: the log only grows. */
function changedSince(
  { end, early, odd }: Trail,
  events: ReadonlyMap<number, SealedEvent>,
): number | undefined {
  if (end.seq > 0 && events.get(end.seq)?.hash !== end.hash) return end.seq;
  const seen = [...early.values(), ...odd];
  return seen.find((sealed) => !isSame(sealed, events.get(sealed.seq)))?.seq;
}

const isSame = (one: SealedEvent, other: SealedEvent | undefined): boolean =>
  canonical(one) === canonical(other);
