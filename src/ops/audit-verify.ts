/**
 * Proves that nobody edited the recorded facts: offline, or beside the running bot.
 *
 * One pass over the log in order of time follows all chains at once. A record that does not add
 * up is read again by itself before it is called broken, for the bot may have been moving its
 * sealed events into the log just then.
 */

import { type ChainFault, firstFault, type SealedEvent } from '../audit/chain.ts';
import { canonical } from '../kernel/digest.ts';
import type { Head, RecordKey } from '../ports/store.ts';
import { type AuditSource, allHeads, heldBy } from './all-heads.ts';
import { advance, follow, isWhole, newTrail, type Trail } from './audit-trail.ts';

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
  return { ok: false, fault, faults, records, events };
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

/** Whether the log, and what the head still holds, end exactly where the head says. */
function leadsTo(trail: Trail, head: Head): boolean {
  for (const sealed of heldBy(head)) if (trail.isSound) advance(trail, sealed);
  const { seq, hash } = trail.end;
  return isWhole(trail) && seq === head.chain.seq && hash === head.chain.hash;
}

/**
 * Head first, then log: an event leaves the head only after it is in the log, so what is in
 * neither was taken away. What was sealed meanwhile is beyond this head and not judged by it.
 */
export async function lookAgain(store: AuditSource, trail: Trail): Promise<AuditFault | undefined> {
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
    if (!isNumber(seq) || events.has(seq)) return { kind: 'altered', record, seq };
    events.set(seq, sealed);
  }
  for (const sealed of heldBy(head)) {
    const { seq } = sealed;
    const logged = events.get(seq);
    // The hash that it states is no word for what it says.
    const isOther = logged && !isSame(logged, sealed);
    if (!isNumber(seq) || isOther) return { kind: 'altered', record, seq };
    events.set(seq, sealed);
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

const isNumber = (seq: number) => Number.isInteger(seq) && seq > 0;
